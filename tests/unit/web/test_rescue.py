"""A page that shows little says which words are unknown, and leads to searches that find more."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup

from tests.making import make_resource
from tests.parsed_pages import only


@pytest.fixture(scope="module")
def library(shared_client_for: Callable[..., Any]) -> Any:
    return shared_client_for(
        make_resource(
            "a", title="Crisis", text="A mobile team", types=("Video",), topics=("Force",), year=2019
        ),
        make_resource("b", title="Crisis <b>", text="A team on foot", types=("Report",), year=2020),
        make_resource("c", title="Crisis", text="many, and a mobile phone", types=("Report",), year=2021),
    )


def page_of(response: Any) -> BeautifulSoup:
    assert response.status_code == 200
    return BeautifulSoup(response.data, "lxml")


def ways(page: BeautifulSoup) -> dict[str, str]:
    return {
        " ".join(way.get_text(" ").split()): str(only(way, "a")["href"]) for way in page.select(".ways li")
    }


def test_a_page_without_results_leads_to_searches_that_find_some(library: Any) -> None:
    page = page_of(library.get("/search?q=crisis&topic=Force&type=Report&page=1"))

    assert ways(page) == {
        "Without the topic filters 2 results": "/search?q=crisis&type=Report",
        "Without the type filters 1 result": "/search?q=crisis&topic=Force",
        "Without all filters 3 results": "/search?q=crisis",
    }
    assert [link["rel"] for link in page.select(".ways a")] == [["nofollow"]] * 3
    for text, address in ways(page).items():
        assert (
            only(page_of(library.get(address)), ".tally [role=status]")
            .get_text()
            .startswith(" ".join(text.split()[-2:]))
        )


def test_words_that_no_resource_has_are_named_once(library: Any) -> None:
    nothing = page_of(library.get("/search?q=<>zeppelin"))
    assert "No resource has “zeppelin”." in only(nothing, ".empty").get_text()

    some = page_of(library.get("/search?q=zeppelin+foot"))
    assert some.get_text().count("No resource has") == 1


def test_a_page_with_few_results_leads_to_searches_that_find_more(library: Any) -> None:
    page = page_of(library.get('/search?q="mobile+team"+crisis+<>&sort=title'))

    assert len(page.select(".entry")) == 1
    assert ways(page) == {
        "Search for mobile team crisis <> 3 results": "/search?q=mobile+team+crisis+%3C%3E&sort=title"
    }
    assert only(page, ".few .ways")["aria-labelledby"] == only(page, ".few p")["id"]


def test_a_corrected_search_is_rescued_as_it_was_corrected(library: Any) -> None:
    page = page_of(library.get("/search?q=moble&type=Video"))

    assert ways(page) == {"Without the type filters 2 results": "/search?q=mobile"}


def test_a_page_with_enough_results_leads_nowhere_else(library: Any) -> None:
    for text in ("crisis", "crisis+-zeppelin", ""):
        assert ways(page_of(library.get(f"/search?q={text}"))) == {}


def test_pages_in_spanish_say_it_in_spanish(library: Any) -> None:
    page = page_of(library.get("/search?q=crisis&topic=Nowhere&lang=es"))

    assert list(ways(page)) == ["Sin los filtros de tema 3 resultados"]


def test_the_api_has_the_same_with_addresses(library: Any) -> None:
    def rescue(query: str) -> Any:
        return library.get(f"/api/v1/search?{query}").json["rescue"]

    assert rescue('q="mobile+team"+zeppelin&year=2021&page=1&per_page=5') == {
        "unknown": ["zeppelin"],
        "corrected": None,
        "relaxed": [
            {"q": "mobile team zeppelin", "total": 1, "url": "/api/v1/search?q=mobile+team+zeppelin&year=2021&per_page=5"}
        ],
        "unfiltered": [
            {"facets": ["year"], "total": 1, "url": "/api/v1/search?q=%22mobile+team%22+zeppelin&per_page=5"}
        ],
    }  # fmt: skip
    assert rescue("q=moble&exact=1") == {
        "unknown": ["moble"],
        "corrected": {"q": "mobile", "total": 2, "url": "/api/v1/search?q=mobile"},
        "relaxed": [],
        "unfiltered": [],
    }
    assert rescue("q=crisis") is None
