"""The text of a huge resource is read in parts, and every link to a passage leads to the part that holds it.

Reported: the text of a resource of 100,000 passages was one page of 11 MB.
"""

from collections.abc import Callable
from urllib.parse import urldefrag

import pytest
from flask.testing import FlaskClient

from indexer.resource import Document, Passage
from searchapp.engine.model import MAX_TEXT_MARKS
from tests.parsed_pages import first, only
from tests.regressions.huge_resources.guides import (
    MANY,
    TEXTS,
    WORDS,
    file,
    following,
    guide,
    passages,
    read_on,
    soup,
)


@pytest.mark.parametrize(
    "kind",
    [pytest.param(kind, marks=[pytest.mark.slow] if kind != "plain" else []) for kind in TEXTS],
)
def test_a_long_text_is_read_in_parts_that_hold_every_passage_once(
    client_for: Callable[..., FlaskClient], kind: str
) -> None:
    client = client_for(guide(file(0, *passages(TEXTS[kind]))))

    pages = list(read_on(client, "/resources/guide/text", ".pager a[rel~=next]"))

    seen = [tag["id"] for page in pages for tag in page.select(".running")]
    assert seen == [f"passage-{number}" for number in range(1, MANY + 1)]
    assert len(pages) > 1 or kind == "short"
    # Each part says by itself where it begins.
    assert all(page.select_one(".document-title") and page.select_one("main h3, main h4") for page in pages)


@pytest.mark.slow  # a text of megabytes
def test_of_very_many_marks_a_part_has_the_first_and_its_parts_keep_the_query(
    client_for: Callable[..., FlaskClient],
) -> None:
    client = client_for(guide(file(0, *passages("force on force " * 20))))
    marks = [
        len(page.select(".running mark"))
        for page in read_on(client, "/resources/guide/text?q=force&page=2", ".pager a[rel~=next]")
    ]

    assert len(marks) > 2
    assert {MAX_TEXT_MARKS - 40 < count <= MAX_TEXT_MARKS for count in marks[:-1]} == {True}
    assert 0 < marks[-1] <= MAX_TEXT_MARKS


def test_a_short_text_is_one_page_without_parts(client_for: Callable[..., FlaskClient]) -> None:
    client = client_for(guide(file(0, *passages(WORDS, 20))))

    assert soup(client, "/resources/guide/text").select(".pager") == []


def test_a_part_is_asked_for_by_its_number_and_past_the_end_the_way_back_is_told(
    client_for: Callable[..., FlaskClient],
) -> None:
    client = client_for(guide(file(0, *passages(TEXTS["plain"]))))

    for page, part in (("0", 1), ("x", 1), ("-3", 1), ("2", 2), ("2&page=1", 2), ("1", 1)):
        found = soup(client, f"/resources/guide/text?page={page}")
        assert (found.select_one("#passage-1") is not None) == (part == 1)
        assert f"Part {part} of" in first(found, ".pager p").get_text()
    for page in ("900", "1" + "0" * 30, str(2**31), str(2**63)):
        found = soup(client, f"/resources/guide/text?page={page}")
        assert found.select(".running") == []
        note = only(found, "main .note")
        assert note.get_text().startswith("There is no part ")
        assert following(found, "main .note a") == "/resources/guide/text"
        last = soup(client, str(found.select("main .note a")[1]["href"]))
        assert last.select(".running")
        assert last.select(".pager [rel=next]") == []


def test_every_link_to_a_passage_leads_to_the_part_that_holds_it(
    client_for: Callable[..., FlaskClient],
) -> None:
    # Nothing but the text page can be linked to: no file, and no address.
    texts = (f"{TEXTS['plain']} word{number}" for number in range(MANY))
    held = tuple(Passage(text=text) for text in texts)
    client = client_for(guide(Document(id="d", title="Text", format="text", passages=held)))
    parts = set()

    for number in (0, 1, 333, 700, MANY - 1):
        for path in (f"/api/v1/search?q=word{number}", f"/api/v1/resources/guide?q=word{number}"):
            answer = client.get(path).json
            assert answer is not None
            hit = answer["results"][0] if "results" in answer else answer
            (passage,) = hit["passages"]
            address, fragment = urldefrag(passage["url"])
            parts.add(address)
            assert f"word{number}" in only(soup(client, address), f"#{fragment}").get_text()
        (link,) = soup(client, f"/resources/guide?q=word{number}").select(".found .place a, .body .place a")
        assert str(link["href"]) == passage["url"]
    assert "/resources/guide/text" in parts
    assert len(parts) > 3
