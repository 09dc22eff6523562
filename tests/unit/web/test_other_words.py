"""Pages and answers say what else was searched for, and take it off again."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from searchapp.web.other_words import meant

FILE = "UOF, use of force\nCIT, crisis intervention team\nCIT, critical incident technique\n"


@pytest.fixture
def library(client_for: Callable[..., FlaskClient], resource: Any, folder: Path) -> Any:
    (folder.parent / "synonyms.txt").write_text(FILE, encoding="utf-8")
    return client_for(
        resource("long", title="Use of force", text="On the use of force."),
        resource("short", title="UOF"),
        resource("teams", title="Crisis intervention team"),
        resource("incidents", title="Critical incident technique"),
        synonyms=folder.parent / "synonyms.txt",
    )


def page_of(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "lxml")


def answer(client: FlaskClient, address: str) -> Any:
    return client.get(address).json


def test_an_answer_names_them(library: Any) -> None:
    found = answer(library, "/api/v1/search?q=CIT+UOF")

    assert found["synonyms"] == [
        {
            "typed": "CIT",
            "also": ["crisis intervention team", "critical incident technique"],
            "meanings": ["crisis intervention team", "critical incident technique"],
        },
        {"typed": "UOF", "also": ["use of force"], "meanings": []},
    ]
    assert "expand" not in found["query"]


def test_an_answer_without_them_says_so_and_links_on_without_them(library: Any) -> None:
    found = answer(library, "/api/v1/search?q=UOF&expand=0")

    assert [hit["id"] for hit in found["results"]] == ["short"]
    assert (found["synonyms"], found["query"]["expand"]) == ([], False)
    assert found["links"]["self"] == "/api/v1/search?q=UOF&expand=0"
    assert answer(library, "/api/v1/search?q=UOF&expand=1")["total"] == 2
    assert library.get("/api/v1/search?q=UOF&expand=no").status_code == 400
    assert library.get("/api/v1/search?q=UOF&expnd=0").json["errors"] == [
        {"parameter": "expnd", "detail": "is not a parameter here; did you mean expand?"}
    ]


def test_a_resource_of_the_api_matches_them_too(library: Any) -> None:
    assert len(answer(library, "/api/v1/resources/long?q=UOF")["passages"]) == 1
    assert answer(library, "/api/v1/resources/long?q=UOF&expand=0")["passages"] == []


def test_tags_change_with_the_file_and_with_the_switch(library: Any, folder: Path) -> None:
    addresses = ("/api/v1/search?q=UOF", "/api/v1/resources/long?q=UOF")
    tags = [library.get(address).headers["ETag"] for address in addresses]
    off = [library.get(f"{address}&expand=0").headers["ETag"] for address in addresses]

    assert not set(tags) & set(off)
    (folder.parent / "synonyms.txt").write_text(FILE + "taser, CEW, stun gun\n", encoding="utf-8")
    for address, tag in zip(addresses, tags, strict=True):
        again = library.get(address, headers={"If-None-Match": tag})
        assert (again.status_code, again.headers["ETag"] != tag) == (200, True)


def links_of(html: str, within: str) -> dict[str, str]:
    return {
        " ".join(link.get_text().split()): str(link["href"]) for link in page_of(html).select(f"{within} a")
    }


def test_a_page_says_what_else_was_searched_for_and_switches_it_off(library: Any) -> None:
    html = library.get("/search?q=UOF&sort=title").text
    (notice,) = page_of(html).select(".other-words")

    assert "Also searched for: “use of force” for “UOF”." in " ".join(notice.get_text().split())
    assert links_of(html, ".other-words") == {
        "Search only for what was typed": "/search?q=UOF&sort=title&expand=0"
    }
    assert "/resources/long?q=UOF" in html


def test_a_page_without_them_offers_them_and_keeps_without_them_in_links_and_forms(library: Any) -> None:
    html = library.get("/search?q=UOF&expand=0").text
    page = page_of(html)

    assert links_of(html, ".other-words") == {
        "Search for other words for the same thing too": "/search?q=UOF"
    }
    assert [field["value"] for field in page.select('#search-form input[name="expand"]')] == ["0"]
    assert "/resources/short?q=UOF&amp;expand=0" in html
    filtered = page_of(library.get("/search?q=UOF&expand=0&year=2020").text)
    (clear,) = filtered.select(".undo a:first-child")
    assert clear["href"] == "/search?q=UOF&expand=0"
    # A button of the form sends its value behind the one that the form keeps.
    assert ">Use of force" in library.get("/search?q=UOF&expand=0&expand=1").text.replace("<mark>", "")


def test_a_page_of_a_resource_keeps_the_switch(library: Any) -> None:
    on, off = library.get("/resources/long?q=UOF"), library.get("/resources/long?q=UOF&expand=0")

    assert "<mark>use of force</mark>" in on.text
    assert "<mark>" not in off.text
    assert [field["value"] for field in page_of(off.text).select('form input[name="expand"]')] == ["0"]
    assert not page_of(on.text).select('input[name="expand"]')


def test_a_page_names_the_meanings_of_an_acronym_each_a_search(library: Any) -> None:
    html = library.get("/search?q=CIT").text

    assert "CIT may mean:" in page_of(html).get_text()
    links = links_of(html, ".other-words")
    assert links["crisis intervention team"] == "/search?q=%22crisis+intervention+team%22"
    assert "Critical" in library.get(links["critical incident technique"]).text
    assert ">Crisis" not in library.get(links["critical incident technique"]).text


def test_a_query_without_synonyms_says_nothing_of_them(library: Any) -> None:
    for address in ("/search?q=team", "/search?q=team&expand=0", "/search", "/"):
        assert "other-words" not in library.get(address).text


def test_a_query_too_long_for_links_switches_by_a_button(library: Any) -> None:
    html = library.get("/search", query_string={"q": "UOF " + "ü" * 2000}).text

    assert not links_of(html, ".other-words")
    (button,) = page_of(html).select(".other-words button")
    assert (button["name"], button["value"], button["form"]) == ("expand", "0", "search-form")


@pytest.mark.parametrize(
    ("text", "acronym", "expected"),
    [
        ("CIT", "CIT", '"a b"'),
        ("cit training", "cit", '"a b" training'),
        ("CITs CIT", "CIT", 'CITs "a b"'),
        ("(CIT)", "CIT", '"a b"'),
        ("U.O.F. x", "U.O.F.", '"a b" x'),
    ],
)
def test_a_meaning_stands_in_the_place_of_the_acronym(text: str, acronym: str, expected: str) -> None:
    assert meant(text, acronym, "a b") == expected
