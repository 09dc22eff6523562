"""The page of a reading list and its files: what was chosen, where it stands, and what is no longer there."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

from indexer.resource import Document
from searchapp.engine.quotation import fingerprint
from tests.making import make_passage, make_resource
from tests.not_none import not_none
from tests.parsed_pages import only
from tests.unit.web.exports.readers import references_of

WALK = "Two people walk.\nNobody <goes> alone & *never* at night."
NIGHT = "1. Dispatch sends a team at night."


@pytest.fixture(scope="module")
def library(shared_client_for: Callable[..., Any]) -> Any:
    passages = (make_passage(WALK, "Staffing", page=3), make_passage(NIGHT, "Staffing", "Nights", page=4))
    pdf = Document(id="file", title="File", format="pdf", url="https://example.gov/f.pdf", passages=passages)
    return shared_client_for(
        make_resource(
            "guide", title="Guide [1] to *teams*", year=2024, types=("Guidebook",), documents=(pdf,)
        ),
        make_resource("card", title="Card", url="https://example.gov/card"),
    )


def chosen(*named: str) -> str:
    return urlencode([("item", item) for item in named])


def walk(ordinal: int = 0) -> str:
    return f"guide~{ordinal}~{fingerprint(WALK)}"


def night(ordinal: int = 1) -> str:
    return f"guide~{ordinal}~{fingerprint(NIGHT)}"


def page(library: Any, *named: str, lang: str = "") -> BeautifulSoup:
    answer = library.get(f"/reading-list?{chosen(*named)}{lang}")
    assert answer.status_code == 200
    return BeautifulSoup(answer.get_data(as_text=True), "lxml")


def test_quotes_are_whole_in_the_order_chosen_each_with_its_place(library: Any) -> None:
    shown = page(library, night(), walk(), "card~")

    assert [" ".join(quote.get_text().split()) for quote in shown.select("blockquote")] == [
        NIGHT,
        " ".join(WALK.split()),
    ]
    assert [link["href"] for link in shown.select("figcaption a:first-child")] == [
        "https://example.gov/f.pdf#page=4",
        "https://example.gov/f.pdf#page=3",
    ]
    assert [heading.get_text() for heading in shown.select(".listed h2")] == ["Guide [1] to *teams*", "Card"]
    assert "2 passages; 2 resources." in shown.get_text()


def test_each_entry_can_be_taken_off_and_the_others_stay(library: Any) -> None:
    shown = page(library, night(), walk(), "card~")

    removed = {link["data-gone"]: link["href"] for link in shown.select("a[data-gone]")}
    assert removed == {
        night(): f"/reading-list?{chosen(walk(), 'card~')}",
        walk(): f"/reading-list?{chosen(night(), 'card~')}",
        "card~": f"/reading-list?{chosen(night(), walk())}",
    }


def test_a_passage_that_moved_is_still_quoted(library: Any) -> None:
    assert len(page(library, night(0), walk(77)).select("blockquote")) == 2


def test_what_is_no_longer_there_is_said_and_can_be_taken_off(library: Any) -> None:
    changed = f"guide~0~{fingerprint('Other words.')}"
    shown = page(library, changed, "gone~", walk())

    assert "its text has changed" in only(shown, ".listed .note").get_text()
    assert "One entry of this list is no longer in the library." in only(shown, ".notice").get_text()
    assert only(shown, ".notice a")["href"] == f"/reading-list?{chosen(changed, walk())}"
    assert len(shown.select("blockquote")) == 1


def test_without_entries_it_says_how_to_make_a_list(library: Any) -> None:
    shown = page(library)

    assert "This list is empty." in shown.get_text()
    assert not shown.select(".list-tools")


@pytest.mark.parametrize("value", ["x", "%00~", "guide~1~", "~~~", "%ff~", "a" * 3000 + "~"])
def test_odd_addresses_are_answered(library: Any, value: str) -> None:
    for kind in ("", ".md", ".ris"):
        assert library.get(f"/reading-list{kind}?item={value}&item=card~").status_code == 200


def test_it_is_for_no_search_engine(library: Any) -> None:
    assert only(page(library, walk()), "meta[name=robots]")["content"] == "noindex,follow"
    for kind in ("md", "ris"):
        answer = library.get(f"/reading-list.{kind}?{chosen(walk())}")
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert answer.headers["Content-Disposition"] == f'attachment; filename="reading-list.{kind}"'


def test_it_speaks_the_language_of_the_reader(library: Any) -> None:
    shown = page(library, walk(), lang="&lang=es")

    assert only(shown, "h1").get_text() == "Lista de lectura"
    assert all("lang=es" in str(link["href"]) for link in shown.select("a[data-gone]"))


def test_markdown_shows_every_text_as_it_is(library: Any) -> None:
    answer = library.get(f"/reading-list.md?{chosen(walk(), night())}")
    assert answer.content_type == "text/markdown; charset=utf-8"

    shown = BeautifulSoup(MarkdownIt().render(answer.get_data(as_text=True)), "lxml")

    assert only(shown, "h2").get_text() == "Guide [1] to *teams*"
    first, second = shown.select("blockquote")
    assert [line.get_text() for line in first.select("p")][:2] == WALK.split("\n")
    assert second.select("p")[0].get_text() == NIGHT
    assert second.select("p")[-1].get_text().startswith("— Staffing › Nights, page 4 (PDF)")
    assert not shown.select("ol, em, li")
    assert "https://example.gov/f.pdf#page=4" in [link["href"] for link in shown.select("a")]


def test_references_have_the_quotes_as_notes(library: Any) -> None:
    first, second = references_of(library.get(f"/reading-list.ris?{chosen(walk(), night(), 'card~')}"))

    assert first["title"] == "Guide [1] to *teams*"
    assert [note.partition(": ")[0] for note in first["notes"]] == ["page 3 (PDF)", "page 4 (PDF)"]
    assert NIGHT in first["notes"][1]
    assert (second["title"], second.get("notes")) == ("Card", None)


def test_passages_and_resources_can_be_kept_where_they_are_shown(library: Any) -> None:
    results = BeautifulSoup(library.get("/search?q=night+dispatch").get_data(as_text=True), "lxml")
    resource = BeautifulSoup(library.get("/resources/guide?q=night").get_data(as_text=True), "lxml")

    assert night() in [tick["data-keep"] for tick in results.select("input[data-keep]")]
    assert {"guide~", night()} <= {tick["data-keep"] for tick in resource.select("input[data-keep]")}
    # Without a script nothing is kept: then there is nothing to tick.
    assert all(not_none(tick.parent).has_attr("hidden") for tick in results.select("input[data-keep]"))
