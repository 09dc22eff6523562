"""Results and pages say which book and chapter a page is part of, and its source where there are several."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from bs4 import BeautifulSoup

from searchapp.engine.results import Hit
from searchapp.web.labels import path_line
from searchapp.web.shortening import PATH
from tests.parsed_pages import only

HIT = Hit(
    id="a", url=None, title="A", title_html="A", summary=None, types=(), topics=(), year=None, score=None, snippet_html="",
)  # fmt: skip


@pytest.fixture
def library(client_for: Callable[..., Any], resource: Callable[..., Any]) -> Any:
    return client_for(
        resource(
            "page", title="Uploading", text="Upload files.", path=("Manual", "<Patterns>"), source="guides"
        ),
        resource("other", title="Nothing above", text="Upload nothing.", source="guides"),
    )


def words(tag: Any) -> str:
    return " ".join(tag.get_text(" ").split())


def test_a_result_and_its_page_name_what_is_above_it(library: Any) -> None:
    page, other = BeautifulSoup(library.get("/search?q=upload&sort=oldest").data, "lxml").select(".entry")
    shown = {
        words(only(entry, "h3")): [words(line) for line in entry.select(".part-of")]
        for entry in (page, other)
    }

    assert shown == {"Uploading": ["In: Manual › <Patterns>"], "Nothing above": []}
    own = BeautifulSoup(library.get("/resources/page").data, "lxml")
    assert words(only(own, "header .part-of")) == "In: Manual › <Patterns>"


def test_the_api_tells_the_path(library: Any) -> None:
    paths = {hit["id"]: hit["path"] for hit in library.get("/api/v1/search?q=upload").json["results"]}

    assert paths == {"page": ["Manual", "<Patterns>"], "other": []}
    assert library.get("/api/v1/resources/page").json["path"] == ["Manual", "<Patterns>"]


def test_the_source_is_named_where_there_are_several() -> None:
    several = replace(HIT, path=("Manual",), facets={"source": ("handbooks",)})

    assert path_line(several) == "handbooks › Manual"
    assert path_line(replace(several, path=())) == "handbooks"
    assert path_line(replace(several, facets={"audience": ("Patrol",)})) == "Manual"
    assert path_line(HIT) == ""


def test_a_long_path_keeps_its_ends() -> None:
    line = path_line(replace(HIT, path=tuple(f"{number} " + "word " * 30 for number in range(8))))

    assert len(line) <= PATH + 20
    assert [part[:1] for part in line.split(" › ")] == ["0", "1", "…", "7"]
