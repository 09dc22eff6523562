"""robots.txt, sitemap.xml and opensearch.xml."""

from collections.abc import Callable
from typing import Any

import pytest
from lxml import etree
from protego import Protego

from searchapp.web import discovery

SITEMAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


@pytest.fixture
def library(client_for: Callable[..., Any], resource: Callable[..., Any]) -> Any:
    return client_for(resource("cit", topics=("Stops",)), resource("a/b ü"), resource(".."))


def locations(response: Any) -> list[str]:
    assert response.status_code == 200
    assert response.content_type == "application/xml; charset=utf-8"
    return [str(each.text) for each in etree.fromstring(response.data).iter(f"{SITEMAPS}loc")]


def test_results_are_not_crawled_and_resources_are(library: Any) -> None:
    answer = library.get("/robots.txt")
    rules = Protego.parse(answer.get_data(as_text=True))

    assert answer.content_type == "text/plain; charset=utf-8"
    for path in (
        "/",
        "/resources/cit",
        "/topics/stops",
        "/files/a/b.pdf",
        "/sitemap.xml",
        "/static/site.css",
    ):
        assert rules.can_fetch(f"https://example.org{path}", "bot"), path
    for path in ("/search", "/search?q=crisis", "/facets/topic", "/api/v1/search"):
        assert not rules.can_fetch(f"https://example.org{path}", "bot"), path
    assert "Sitemap" not in answer.get_data(as_text=True)  # it would have to be absolute


def test_the_sitemap_has_every_page_that_is_to_be_found(library: Any) -> None:
    found = locations(library.get("/sitemap.xml"))

    assert found[0] == "/"
    assert "/topics/stops" in found
    assert len(found) == len(set(found))
    for address in found:
        assert library.get(address).status_code == 200, address


def test_addresses_are_absolute_once_the_site_has_one(
    client_for: Callable[..., Any], resource: Callable[..., Any]
) -> None:
    client = client_for(resource("a/b"), base_url="https://search.example.gov/guide/")

    assert locations(client.get("/sitemap.xml")) == [
        "https://search.example.gov/guide/", "https://search.example.gov/guide/resources/a%2Fb",
    ]  # fmt: skip
    robots = client.get("/robots.txt").get_data(as_text=True)
    assert "Disallow: /guide/search" in robots
    assert "Sitemap: https://search.example.gov/guide/sitemap.xml" in robots


def test_a_large_library_has_an_index_of_sitemaps(
    client_for: Callable[..., Any], resource: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(discovery, "SITEMAP_ENTRIES", 3)
    client = client_for(*(resource(f"r{number}", topics=("T",)) for number in range(6)))

    index = locations(client.get("/sitemap.xml"))
    found = [address for part in index for address in locations(client.get(part))]

    assert index == [f"/sitemap.xml?part={number}" for number in (1, 2, 3)]
    assert sorted(found) == ["/", *(f"/resources/r{number}" for number in range(6)), "/topics/t"]
    for other in ("0", "4", "9" * 6):
        assert client.get(f"/sitemap.xml?part={other}").status_code == 404


@pytest.mark.parametrize("part", ["", "x", "-1", "1.5", "٣", "9" * 5000])
def test_a_part_that_is_no_number_is_the_first(library: Any, part: str) -> None:
    assert locations(library.get(f"/sitemap.xml?part={part}"))[0] == "/"


def test_browsers_are_told_how_to_search(
    client_for: Callable[..., Any], resource: Callable[..., Any]
) -> None:
    client = client_for(resource("a"), name="Guides & <Handbooks> of the county", language="es")
    answer = client.get("/opensearch.xml")
    told = etree.fromstring(answer.data)

    assert answer.content_type == "application/opensearchdescription+xml; charset=utf-8"
    assert told.findtext(f"{OPENSEARCH}ShortName") == "Guides & <Handbo"
    assert told.findtext(f"{OPENSEARCH}Language") == "es"
    urls = {url.get("type"): url.get("template") for url in told.iter(f"{OPENSEARCH}Url")}
    assert urls == {
        "text/html": "/search?q={searchTerms}",
        "application/json": "/api/v1/search?q={searchTerms}",
    }
    assert 'href="/opensearch.xml"' in client.get("/").get_data(as_text=True)


@pytest.mark.parametrize("path", ["/robots.txt", "/sitemap.xml", "/opensearch.xml"])
def test_whoever_has_it_is_told_so(library: Any, path: str) -> None:
    first = library.get(path)

    again = library.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")
    assert library.head(path).headers["Content-Length"] == first.headers["Content-Length"]
