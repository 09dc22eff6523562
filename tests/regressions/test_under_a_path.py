"""Fieldguide below a path of a site, https://example.gov/library/, behind a proxy that strips that path or keeps it.

Reported: a proxy that keeps the prefix got 404 for everything, and nothing said what becomes of `X-Forwarded-Prefix`. No
header of a request may change an address: anyone can send one.
"""

import http.client
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

from indexer.config import Config, load_config
from indexer.errors import ConfigError
from indexer.resource import Document
from searchapp.app import create_app
from searchapp.cli import group
from searchapp.engine import open_engine
from tests.sampling import sampled
from tests.unit.a_site import Site
from tests.unit.web.serving import Served, served, server_config

KEY = "0123456789abcdef0123"
FORGED = {
    "Host": "evil.example",
    "X-Forwarded-Prefix": "/evil",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Path": "/evil",
    "X-Script-Name": "/evil",
    "Script-Name": "/evil",
    "X-Original-URL": "/evil",
    "Forwarded": "host=evil.example",
}
PAGES = [
    "/", "/search?q=crisis", "/search?q=zeppelin", "/topics/use-of-force", "/facets/topic?q=crisis", "/resources/a%2Fb?q=crisis",
    "/resources/a%2Fb/text", "/nowhere",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxy:
    """What a proxy at *prefix* makes of an address: what the server is asked for, always with forged headers."""

    server: Served
    prefix: str
    strips: bool

    def get(self, address: str, method: str = "GET", **headers: str) -> tuple[int, Any, bytes]:
        assert address == self.prefix or address.startswith(self.prefix + "/"), address
        asked = (address.removeprefix(self.prefix) or "/") if self.strips else address
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        try:
            connection.request(method, asked, headers={**FORGED, **headers})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()


def addresses(page: bytes) -> set[str]:
    """Every address of ours that a page leads to, loads or sends its forms to."""
    soup = BeautifulSoup(page, "lxml")
    found = {
        str(tag[name]) for name in ("href", "src", "action", "formaction") for tag in soup.select(f"[{name}]")
    }
    return {address.partition("#")[0] for address in found if not address.startswith("#")}


@pytest.fixture
def library(build_for: Callable[..., Any], resource: Callable[..., Any], tmp_path: Path) -> Path:
    (tmp_path / "guides").mkdir(exist_ok=True)
    (tmp_path / "guides" / "a guide.pdf").write_bytes(b"%PDF-1.4")
    document = Document(id="d1", title="Guide", source="guides", address="a guide.pdf", format="pdf")
    build_for(
        resource(
            "a/b",
            title="Crisis",
            text="A crisis team.",
            topics=("Use of Force",),
            documents=(document,),
            year=2020,
        ),
        *(
            resource(f"r{number}", title="Crisis", text="crisis", topics=("Use of Force",))
            for number in range(30)
        ),
    )
    return tmp_path


SETTINGS = {
    "both": {"serve": 'path_prefix = "/library/"', "site": 'base_url = "https://example.gov"'},
    "path_prefix": {"serve": 'path_prefix = "/library"'},
    "base_url": {"site": 'base_url = "https://example.gov/library"'},
}


@pytest.mark.parametrize("settings", sampled(SETTINGS, 3))
def test_every_link_leads_somewhere_behind_a_proxy_that_strips_and_behind_one_that_keeps(
    library: Path, settings: str
) -> None:
    with served(library, environment=[f"FIELDGUIDE_REINDEX_TOKEN={KEY}"], **SETTINGS[settings]) as server:
        for strips in (True, False):
            proxy = Proxy(server=server, prefix="/library", strips=strips)
            everything_leads_somewhere(proxy, root="" if settings == "path_prefix" else "https://example.gov")
            a_request_to_reindex_is_told_of(
                proxy, root="" if settings == "path_prefix" else "https://example.gov"
            )


def everything_leads_somewhere(proxy: Proxy, root: str) -> None:
    followed: set[str] = set()
    for path in PAGES:
        status, headers, page = proxy.get(proxy.prefix + path)
        assert status == (404 if path == "/nowhere" else 200), path
        assert b"evil" not in page
        assert "evil" not in str(headers)
        followed |= {address.removeprefix(root) for address in addresses(page)}
    assert any("/static/" in address for address in followed)
    assert any("/files/" in address for address in followed)
    for address in sorted(followed):
        assert proxy.get(address)[0] == 200, address
    # What a style sheet loads lies beside it.
    style = next(address for address in followed if "site.css" in address)
    for picture in re.findall(r'url\("([^"]+)"\)', proxy.get(style)[2].decode()):
        assert proxy.get(urljoin(style, picture))[0] == 200
    assert proxy.get(proxy.prefix)[0] == 200  # without the slash too

    status, _, body = proxy.get(f"{proxy.prefix}/api/v1/search?q=crisis")
    answer = json.loads(body)
    told = [answer["links"]["self"], answer["links"]["next"]]
    told += [passage["url"] for hit in answer["results"] for passage in hit["passages"]]
    assert {urlsplit(address).netloc for address in told} == {urlsplit(root).netloc}
    for address in told:
        assert proxy.get(address.removeprefix(root).partition("#")[0])[0] == 200, address


def a_request_to_reindex_is_told_of(proxy: Proxy, root: str) -> None:
    bearer = {"Authorization": f"Bearer {KEY}"}

    status, headers, body = proxy.get(f"{proxy.prefix}/api/v1/reindex", "POST", **bearer)

    assert status in {202, 409}
    address = headers["Location"]
    assert address.startswith(f"{root}{proxy.prefix}/api/v1/reindex/")
    assert b"evil" not in body
    status, _, body = proxy.get(address.removeprefix(root), **bearer)
    assert (status, json.loads(body)["url"]) == (200, address)


def test_health_is_told_with_the_prefix_and_without(library: Path) -> None:
    with served(library, serve='path_prefix = "/library"\nproxy_prefix = "keeps"') as server:
        for prefix in ("", "/library"):
            for path in ("/healthz", "/readyz"):
                assert Proxy(server=server, prefix=prefix, strips=False).get(prefix + path)[0] == 200


@pytest.mark.parametrize(
    ("prefix", "proxy", "strips"),
    [
        pytest.param("/search", "strips", True, marks=pytest.mark.slow),
        pytest.param("/search", "either", True, marks=pytest.mark.slow),
        pytest.param("/search", "keeps", False, marks=pytest.mark.slow),
        pytest.param("/resources/all", "keeps", False, marks=pytest.mark.slow),
        pytest.param("/resources/all", "strips", True, marks=pytest.mark.slow),
        pytest.param("/tools/our-library", "either", True, marks=pytest.mark.slow),
        pytest.param("/tools/our-library", "either", False, marks=pytest.mark.slow),
        ("/b%C3%BCcher", "either", False),
    ],
)
def test_a_prefix_may_be_of_any_name(library: Path, prefix: str, proxy: str, strips: bool) -> None:
    with served(library, serve=f'path_prefix = "{prefix}"\nproxy_prefix = "{proxy}"') as server:
        everything_leads_somewhere(Proxy(server=server, prefix=prefix, strips=strips), root="")


def test_without_a_prefix_no_header_makes_one(library: Path) -> None:
    with served(library) as server:
        everything_leads_somewhere(Proxy(server=server, prefix="", strips=False), root="")
        assert Proxy(server=server, prefix="", strips=False).get("/evil/search")[0] == 404


def test_an_address_as_it_was_sent_is_read_below_the_prefix(library: Path) -> None:
    """Some servers tell the address undecoded: there `a%2Ftext` is an id, and `a/text` is a text."""
    config = load_config(server_config(library, serve='path_prefix = "/resources/x"\nproxy_prefix = "keeps"'))
    client = create_app(config, open_engine(config)).test_client()

    page = client.get(
        "/resources/x/resources/a%2Fb/text",
        environ_overrides={"REQUEST_URI": "/resources/x/resources/a%2Fb/text"},
    )

    assert (page.status_code, "Text of Crisis" in page.text) == (200, True)


def test_the_command_line_tells_the_same_addresses(library: Path) -> None:
    config = server_config(library, serve='path_prefix = "/library"')

    ran = CliRunner().invoke(group, ["--config", str(config), "search", "crisis team", "--json"])

    assert json.loads(ran.output)["links"]["self"] == "/library/api/v1/search?q=crisis+team"


@pytest.mark.parametrize(
    "tables", [{"serve": 'path_prefix = "/library"'}, {"site": 'base_url = "https://example.gov/library"'}]
)
def test_a_trace_knows_our_addresses_below_the_prefix(tmp_path: Path, tables: dict[str, str]) -> None:
    site = Site(tmp_path, ("export",), **tables)
    site.records({"id": "a/b", "title": "Crisis", "text": "A crisis team."})
    assert site.run("index").code == 0
    root = load_config(site.config).public_root

    for address in (
        f"{root}/resources/a%2Fb",
        f"{root}/resources/a%2Fb/text",
        "/library/resources/a%2Fb?q=x",
        "/resources/a%2Fb",
    ):
        assert site.run("trace", address, "--json").json()["resources"][0]["id"] == "a/b", address


@pytest.mark.parametrize(
    ("serve", "site"),
    [
        ('path_prefix = "library"', ""),
        ('path_prefix = "//evil.example"', ""),
        ('path_prefix = "/a//b"', ""),
        ('path_prefix = "/a?b"', ""),
        ('path_prefix = "/a#b"', ""),
        ('path_prefix = "/a b"', ""),
        ('path_prefix = "/a/../b"', ""),
        ('path_prefix = "https://example.gov/a"', ""),
        ('path_prefix = "/%zz"', ""),
        ('path_prefix = "/a\\"b"', ""),
        ("", 'base_url = "https://example.gov//evil.example"'),
        ("", 'base_url = "https://example.gov/a?b"'),
        ('path_prefix = "/a"', 'base_url = "https://example.gov/b"'),
        ('path_prefix = "/"', 'base_url = "https://example.gov/b"'),
        ('proxy_prefix = "maybe"', ""),
    ],
)
def test_a_prefix_that_cannot_be_one_is_a_mistake_in_the_settings(
    tmp_path: Path, serve: str, site: str
) -> None:
    path = server_config(tmp_path, serve=serve, site=site)

    ran = CliRunner().invoke(group, ["--config", str(path), "search", "x"])

    assert isinstance(ran.exception, ConfigError)
    assert {"[serve]", "[site]"} & set(ran.exception.where.split())


def test_the_root_is_no_prefix(tmp_path: Path) -> None:
    config: Config = load_config(server_config(tmp_path, serve='path_prefix = "/"'))

    assert (config.path_prefix, config.public_root) == ("", "")
