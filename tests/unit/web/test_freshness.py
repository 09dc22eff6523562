"""Pages and the API tell when the index was built, and when its sources were last seen."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer.config import load_config
from searchapp.app import create_app
from searchapp.engine import open_engine
from tests.unit.a_site import Site


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path)
    site.records({"id": "van", "title": "The van", "topics": ["Vans"]})
    site.run("index")
    return site


@pytest.fixture
def client(site: Site) -> FlaskClient:
    config = load_config(site.config)
    return create_app(config, open_engine(config)).test_client()


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/search",
        "/search?q=van",
        "/search?q=nothing",
        "/topics/vans",
        "/resources/van",
        "/resources/van/text",
        "/nowhere",
    ],
)
def test_every_page_tells_how_fresh_it_is(client: FlaskClient, address: str) -> None:
    status = client.get("/api/v1/status").json
    assert status is not None

    times = re.findall(
        r'<time datetime="([^"]+)">(\d+ \w+ \d{4}, \d\d:\d\d) UTC</time>', client.get(address).text
    )

    assert [stamp for stamp, _ in times][-2:] == [
        status["build"]["built_at"],
        # HTML has no more than thousandths of a second.
        re.sub(r"\.\d+", "", status["sources_seen_at"]),
    ]


def test_a_run_that_finds_nothing_to_do_tells_when_it_looked(site: Site, client: FlaskClient) -> None:
    before = client.get("/api/v1/status").json
    site.run("index")
    after = client.get("/api/v1/status").json

    assert before is not None
    assert after is not None
    assert after["build"] == before["build"]
    assert after["sources_seen_at"] > before["sources_seen_at"]
    assert after["last_run"]["outcome"] == "nothing to do"
    assert "sources_seen_at" not in after["last_run"]


def test_a_source_that_cannot_be_scanned_was_not_seen(site: Site, client: FlaskClient) -> None:
    before = client.get("/api/v1/status").json
    site.export.unlink()
    site.run("index")
    after = client.get("/api/v1/status").json

    assert before is not None
    assert after is not None
    assert after["sources_seen_at"] == before["sources_seen_at"]
    assert "seen          export, just now" in site.run("status").out
