"""A site whose certificate an authority of its own signed in, as in an intranet; whether it is fetched, out."""

import shutil
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from indexer.sources.website import politeness
from tests.processes import completed
from tests.sampling import sampled
from tests.unit.sources.website.site import WebLibrary, page
from tests.unit.sources.website.web_server import WebServer, serving_pages

OPENSSL = shutil.which("openssl")

pytestmark = pytest.mark.skipif(OPENSSL is None, reason="certificates are made with the openssl command")

_AUTHORITY = (
    "-x509 -subj /CN=Authority -keyout ca.key -out ca.pem -addext basicConstraints=critical,CA:TRUE"
    " -addext keyUsage=critical,keyCertSign"
)
_SERVER = (
    "-x509 -CA ca.pem -CAkey ca.key -subj /CN=intranet -keyout server.key -out server.pem"
    " -addext subjectAltName=IP:{ip} -addext basicConstraints=critical,CA:FALSE"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Intranet:
    web: WebServer
    library: WebLibrary
    folder: Path


def made(folder: Path, ip: str = "127.0.0.1") -> ssl.SSLContext:
    """Make an authority and a server that it vouches for; return what the server answers with."""
    assert OPENSSL is not None
    for what in (_AUTHORITY, _SERVER.format(ip=ip)):
        command = [OPENSSL, *"req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2".split()]
        ran = completed([*command, *what.split()], cwd=folder)
        assert ran.returncode == 0, ran.stderr
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem", folder / "server.key")
    return context


@pytest.fixture
def intranet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[Intranet]:
    monkeypatch.setattr(politeness, "FIRST_WAIT", 0.01)
    with serving_pages(made(tmp_path, getattr(request, "param", "127.0.0.1"))) as web:
        web.pages["/"] = page("Home")
        yield Intranet(web=web, library=WebLibrary(tmp_path, web), folder=tmp_path)


def test_an_authority_of_its_own_is_trusted_where_the_settings_name_it(intranet: Intranet) -> None:
    ran = intranet.library.index()
    assert "the TLS connection failed; its certificate may be invalid" in ran.err
    assert not intranet.web.requests

    intranet.library.settings(ca_bundle="ca.pem")  # relative to config.toml
    ran = intranet.library.index()

    assert ran.code == 0, ran.err
    assert intranet.library.ids() == [""]
    assert "200 text/html" in intranet.library.run("crawl", "check", f"{intranet.web.root}/").out


def test_the_variables_of_other_programs_change_nothing(
    intranet: Intranet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(intranet.folder / "ca.pem"))

    intranet.library.index()

    assert not intranet.web.requests


@pytest.mark.parametrize("intranet", ["127.0.0.9"], indirect=True)
def test_a_certificate_of_another_host_is_refused_all_the_same(intranet: Intranet) -> None:
    intranet.library.settings(ca_bundle="ca.pem")

    intranet.library.index()

    assert not intranet.web.requests


@pytest.mark.parametrize(
    ("name", "said"),
    sampled(
        [
            ("none.pem", "ca_bundle cannot be read (No such file or directory)"),
            ("server.key", "ca_bundle contains no certificate in PEM format"),
            ("config.toml", "ca_bundle contains no certificate in PEM format"),
            (".", "ca_bundle c"),
        ],
        2,
        tuples=True,
    ),
)
def test_a_file_that_is_none_is_refused_and_nothing_is_removed(
    intranet: Intranet, name: str, said: str
) -> None:
    intranet.library.settings(ca_bundle="ca.pem")
    intranet.library.index()
    intranet.library.settings(ca_bundle=name)

    ran = intranet.library.index()

    assert ran.code == 3
    assert said in ran.err
    assert not intranet.web.requests
    assert intranet.library.ids() == [""]
    assert said in intranet.library.run("crawl", "check", f"{intranet.web.root}/").err
