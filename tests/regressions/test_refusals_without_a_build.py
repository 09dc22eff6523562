"""While no build is live, an address that does not exist, or a method that is not allowed, was answered 500.

The foot of the error page says when the index was built, and there was none to ask.
"""

import pytest
from flask.testing import FlaskClient

from indexer.config import load_config
from searchapp.app import create_app
from searchapp.engine import open_engine
from tests.unit.a_site import Site, numbered


@pytest.fixture
def site(tmp_path) -> Site:
    return Site(tmp_path)


def client_of(site: Site) -> FlaskClient:
    config = load_config(site.config)
    return create_app(config, open_engine(config)).test_client()


def refused_as_ever(client: FlaskClient) -> None:
    for path in ("/nowhere", "/favicon.ico", "/static/nothing.css", "/files/", "/api/v1/nowhere"):
        assert client.get(path).status_code == 404, path
    for path in ("/", "/search", "/resources/a", "/api/v1/search", "/healthz"):
        assert client.post(path).status_code == 405, path
    assert client.get("/nowhere", headers={"If-Match": '"a"'}).status_code == 404


def test_before_the_first_build(site: Site) -> None:
    client = client_of(site)

    refused_as_ever(client)
    page = client.get("/nowhere").text
    assert "This page is not here" in page
    assert "Index built" not in page


@pytest.mark.parametrize("content", [b"", b"nothing", bytes(range(256))], ids=["empty", "words", "bytes"])
def test_with_a_damaged_current(site: Site, content: bytes) -> None:
    site.records(*numbered(1))
    assert site.run("index").code == 0
    (site.builds.root / "CURRENT").write_bytes(content)

    refused_as_ever(client_of(site))


def test_where_the_live_build_is_gone(site: Site) -> None:
    site.records(*numbered(1))
    assert site.run("index").code == 0
    live = site.builds.live()
    assert live is not None
    (live.path / "manifest.json").unlink()

    refused_as_ever(client_of(site))


def test_with_a_build_the_page_says_when_it_was_built(site: Site) -> None:
    site.records(*numbered(1))
    assert site.run("index").code == 0

    client = client_of(site)

    refused_as_ever(client)
    assert "Index built" in client.get("/nowhere").text
