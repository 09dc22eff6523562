"""Staff and readers are told of the text that is too long to be indexed."""

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from indexer.config import load_config
from searchapp.app import create_app
from searchapp.engine import open_engine
from tests.not_none import not_none
from tests.unit.a_site import Site


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path, index="max_passages = 5")


def record(key: str, count: int) -> dict[str, Any]:
    return {
        "id": key,
        "title": f"Title of {key}",
        "passages": [f"Words of number{one} in {key}." for one in range(count)],
    }


def client_of(site: Site) -> FlaskClient:
    config = load_config(site.config)
    return create_app(config, open_engine(config)).test_client()


def test_text_beyond_the_limit_is_told_to_staff_at_each_run_and_to_readers(site: Site) -> None:
    site.records(record("long", 12), record("short", 5))
    told = "the text of 'long' is too long: its last 7 passages are not indexed and cannot be found; raise [index] max_passages (5)"

    first, nothing_to_do = site.run("index"), site.run("index")
    site.records(record("long", 12), record("short", 4))
    changed, full, dry = (
        site.run("index"),
        site.run("index", "--full"),
        site.run("index", "--dry-run", "--json"),
    )

    for ran in (first, nothing_to_do, changed, full, dry):
        assert ran.code == 0
        assert told in ran.err
        assert "'short'" not in ran.err
    assert any(told in note for note in dry.json()["notes"])
    client = client_of(site)
    answer = not_none(client.get("/api/v1/search?q=number4").json)
    assert [hit["id"] for hit in answer["results"]] == ["long"]
    assert not_none(client.get("/api/v1/search?q=number7").json)["total"] == 0
    assert "the last 7 passages cannot be found or read here" in client.get("/resources/long").text
    assert "the last 7 passages cannot be found or read here" in client.get("/resources/long/text").text
    assert "left out" not in client.get("/resources/short/text").text


def test_a_resource_that_is_shortened_or_gone_is_told_of_no_more(site: Site) -> None:
    site.records(record("long", 12), record("longer", 13), record("short", 2))
    assert site.run("index").err.count("is too long") == 2

    site.records(record("long", 3), record("longer", 13), record("short", 2))
    assert site.run("index").err.count("is too long") == 1
    site.records(record("long", 3), record("short", 2))
    assert "is too long" not in site.run("index", "--yes").err


def test_a_raised_limit_takes_the_rest_in(site: Site) -> None:
    site.records(record("long", 12))
    site.run("index")

    site.config.write_text(site.config.read_text().replace("max_passages = 5", "max_passages = 12"))
    ran = site.run("index")

    assert ran.code == 0
    assert "is too long" not in ran.err
    assert not_none(client_of(site).get("/api/v1/search?q=number11").json)["total"] == 1
