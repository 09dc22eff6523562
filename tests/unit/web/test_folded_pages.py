"""What a page of results shows of a text that stands in several places."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup

from indexer.resource import Document, Passage, Place
from searchapp.engine.results import HitDocument, HitPassage, OtherPlace
from searchapp.web.labels import other_place
from tests.parsed_pages import only

TEXT = (
    "A mobile crisis team pairs an officer with a clinician, and both ride in an unmarked car. They stay as long as a "
    "person needs them, and call there again the next day."
)


def document(number: int, *passages: Passage, file_format: str = "pdf") -> Document:
    return Document(
        id=f"d{number}", title="Guide", source="guides", address=f"{number}.{file_format}", format=file_format, passages=passages,
    )  # fmt: skip


def passage(text: str, *heading: str, page: int | None = None) -> Passage:
    return Passage(text=text, place=Place(heading=heading, page=page))


@pytest.fixture
def library(client_for: Callable[..., Any], resource: Callable[..., Any]) -> Any:
    web_page = document(1, passage(TEXT, "Staffing"), file_format="html")
    return client_for(
        resource("guide", title="Crisis teams", documents=(web_page, document(2, passage(f"{TEXT} More.", page=12)))),
        resource("copy", title="A reader", documents=(document(3, passage(f"Copied. {TEXT}", page=3), passage("A team of another kind.", page=4)),)),
    )  # fmt: skip


def entries(response: Any) -> Any:
    return BeautifulSoup(response.data, "lxml").select(".entry")


def words(tag: Any) -> str:
    return " ".join(tag.get_text(" ").split())


def test_a_text_is_quoted_once_and_its_other_places_are_named(library: Any) -> None:
    guide, copy = entries(library.get("/search?q=mobile+crisis+team"))

    assert len(guide.select(".quote")) == 1
    also = only(guide, ".also")
    assert words(also) == "Also in: page 12 (PDF) , A reader, page 3 (PDF)"
    assert [link["href"] for link in also.select("a")] == [
        "/files/d2/2.pdf#page=12",
        "/files/d3/3.pdf#page=3",
    ]
    assert "unmarked car" not in words(copy)
    assert words(only(copy, ".also")) == "The same text as above, under “Crisis teams”: page 3 (PDF)"
    assert only(copy, ".also a")["href"] == "/files/d3/3.pdf#page=3"


def test_the_api_says_where_else_a_text_is(library: Any) -> None:
    guide, copy = library.get("/api/v1/search?q=mobile+crisis+team").json["results"]

    places = [
        (each["id"], each["format"], each["page"], each["url"]) for each in guide["passages"][0]["also_in"]
    ]
    assert places == [
        ("guide", "pdf", 12, "/files/d2/2.pdf#page=12"),
        ("copy", "pdf", 3, "/files/d3/3.pdf#page=3"),
    ]
    assert copy["passages"][0]["repeats"] == {
        "id": "guide", "title": "Crisis teams", "format": "html", "page": None, "page_label": None, "url": "/resources/guide/text#passage-1",
    }  # fmt: skip
    assert "<mark>crisis</mark>" in copy["passages"][0]["html"]  # complete all the same


def test_the_api_shows_a_resource_by_itself(library: Any) -> None:
    passages = library.get("/api/v1/resources/guide?q=mobile+crisis+team").json["passages"]

    assert [(each["page"], each["also_in"], each["repeats"]) for each in passages] == [
        (None, [], None),
        (12, [], None),
    ]


@pytest.mark.parametrize(
    ("resource_id", "file_format", "place", "said"),
    [
        ("one", "pdf", Place(page=12), "page 12 (PDF)"),
        ("one", "html", Place(heading=("Teams", "Staffing")), "Web page › Staffing"),
        ("one", "html", Place(), "Web page"),
        ("one", None, Place(), "in the text"),
        ("two", "pdf", Place(page=12), "Its title, page 12 (PDF)"),
        ("two", "html", Place(heading=("Staffing",)), "Its title"),
    ],
)
def test_a_place_is_named_by_what_tells_it_apart(
    resource_id: str, file_format: str | None, place: Place, said: str
) -> None:
    file = None
    if file_format is not None:
        file = HitDocument(
            id="d", title="Guide", url=None, name="guide", format=file_format, bytes=None, pages=None, has_text=True,
        )  # fmt: skip
    shown = HitPassage(ordinal=0, part=1, document=file, place=place, html="")

    assert other_place(OtherPlace(id=resource_id, url=None, title="Its title", passage=shown), "one") == said
