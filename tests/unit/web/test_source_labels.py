"""What pages call a source: its label, where it has one. Addresses and the API keep its name."""

from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from indexer.config import load_config
from searchapp.app import create_app
from searchapp.engine import open_engine
from tests.parsed_pages import only
from tests.unit.a_site import Site

SOURCES = """
[[sources]]
name = "documents"
label = "Office documents & more"
kind = "folder"
path = "documents"

[[sources]]
name = "handbooks"
kind = "folder"
path = "handbooks"
"""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    place: Path = tmp_path_factory.mktemp("labelled")
    site = Site(place, sources=())
    site.config.write_text(SOURCES, encoding="utf-8")
    for folder in ("documents", "handbooks"):
        (place / folder).mkdir()
        (place / folder / f"{folder}.txt").write_text(f"Crisis teams of the {folder}.\n", encoding="utf-8")
    assert site.run("index").code == 0
    config = load_config(site.config)
    return create_app(config, open_engine(config)).test_client()


def soup(client: FlaskClient, address: str) -> BeautifulSoup:
    response: Any = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.data, "lxml")


def test_pages_show_the_label_and_addresses_keep_the_name(client: FlaskClient) -> None:
    page = soup(client, "/search?q=crisis&source=documents")

    assert only(page, "#source-1")["value"] == "documents"
    assert [name.get_text() for name in page.select("[for^=source-] .name")] == [
        "Office documents & more",
        "handbooks",
    ]
    assert only(page, ".chips .label").get_text() == "Source: Office documents & more"
    assert only(page, ".part-of span[lang], .part-of span:last-child").get_text() == "Office documents & more"


def test_the_page_of_all_values_finds_it_by_its_label(client: FlaskClient) -> None:
    (link,) = soup(client, "/facets/source?find=office").select(".values a")

    assert link["href"] == "/search?source=documents"
    assert link.select_one(".name").get_text() == "Office documents & more"  # type: ignore[union-attr]


def test_the_api_and_clauses_keep_the_name(client: FlaskClient) -> None:
    answer = client.get("/api/v1/search", query_string={"q": 'source:"documents"'}).get_json()

    assert [value["value"] for value in answer["facets"]["source"]] == ["documents"]
    assert answer["total"] == 1
    assert 'source:"documents"' in only(soup(client, "/"), ".help").get_text()
