"""What "find in this guidebook" shows: a list in the order of the text, links to the best, and a map."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.resource import Place
from searchapp.engine.results import (
    BuildInfo,
    Hit,
    HitDocument,
    HitPassage,
    MatchingPassages,
    ResourceView,
)
from searchapp.web.addresses import Addresses
from searchapp.web.find_in_resource import HEIGHT, WIDTH, Finding, finding
from tests.unit.properties import steadily


def passage(ordinal: int, document: int | None = None, **place: Any) -> HitPassage:
    return HitPassage(ordinal=ordinal, document=document, place=Place(**place), html=f"text {ordinal}")


def view(
    text: list[HitPassage], shares: dict[int, float], start: int = 0, run: int = 300, documents: int = 0
) -> ResourceView:
    listed = [text[ordinal] for ordinal in shares][start : start + run]
    hit = Hit(
        id="guide", url=None, title="Guide", title_html="Guide", summary=None, types=(), topics=(), year=None,
        score=None, snippet_html="",
        documents=tuple(
            HitDocument(
                id=f"d{number}", title=f"Part {number}", url=None, name="", format="pdf", bytes=None, pages=40, has_text=True
            )
            for number in range(documents)
        ),
    )  # fmt: skip
    return ResourceView(
        hit=hit, listed_at=None, metadata={}, text=tuple(text), build=BuildInfo(id="b", built_at=""),
        matching=MatchingPassages(
            ordinals=tuple(shares), shares=tuple(shares.values()), start=start, shown=tuple(listed)
        ),
    )  # fmt: skip


def found(seen: ResourceView, run: int = 300) -> Finding:
    return finding(seen, "crisis", Addresses(root=""), run)


PAGES = [
    passage(number, page=number + 1, heading=(f"Chapter {number // 4}", f"Section {number}")) for number in range(20)
]  # fmt: skip


def test_passages_are_grouped_by_their_outermost_heading() -> None:
    seen = found(view(PAGES, {0: 0.5, 1: 1.0, 5: 0.5}))

    assert [(chapter.title, [each.id for each in chapter.listed]) for chapter in seen.chapters] == [
        ("Chapter 0", ["match-1", "match-2"]),
        ("Chapter 1", ["match-6"]),
    ]
    assert (seen.count, seen.first, seen.last) == (3, 1, 3)


def test_the_best_few_are_named_above_the_list_in_the_order_of_the_text() -> None:
    seen = found(view(PAGES, {0: 0.5, 3: 1.0, 5: 0.9, 7: 0.9, 9: 0.9}))

    assert [(jump.label, jump.address) for jump in seen.best] == [
        ("page 4: Section 3", "#match-4"),
        ("page 6: Section 5", "#match-6"),
        ("page 8: Section 7", "#match-8"),
    ]
    assert [each.id for chapter in seen.chapters for each in chapter.listed if each.best] == [
        "match-4", "match-6", "match-8",
    ]  # fmt: skip


def test_of_three_passages_none_needs_to_be_named() -> None:
    assert found(view(PAGES, {0: 0.5, 3: 1.0, 5: 0.9})).best == ()


def test_a_long_list_is_read_in_runs_and_the_best_are_linked_where_they_are() -> None:
    shares = {ordinal: 1.0 if ordinal in {2, 15} else 0.5 for ordinal in range(20)}

    seen = found(view(PAGES, shares, start=5, run=5), run=5)

    assert (seen.first, seen.last) == (6, 10)
    assert seen.previous == "/resources/guide?q=crisis"
    assert seen.following == "/resources/guide?q=crisis&from=11"
    assert [jump.address for jump in seen.best] == [
        "/resources/guide?q=crisis#match-1",
        "/resources/guide?q=crisis#match-3",
        "/resources/guide?q=crisis&from=16#match-16",
    ]


@pytest.mark.parametrize(
    ("place", "label"),
    [({"seconds": 65.0}, "at 1:05"), ({"heading": ("A", "B")}, "B"), ({}, "passage 1")],
)
def test_a_place_without_a_page_is_named_by_what_it_has(place: dict[str, Any], label: str) -> None:
    text = [passage(number, **place) for number in range(4)]

    assert found(view(text, dict.fromkeys(range(4), 1.0))).best[0].label == label


def test_the_map_goes_from_the_first_page_to_the_last_of_the_document() -> None:
    text = [passage(number, 0, page=number + 1) for number in range(20)]

    (strip,) = found(view(text, {0: 0.5, 19: 1.0}, documents=1)).strips

    assert (strip.title, strip.first, strip.last) == (None, "page 1", "page 40")
    assert [tick.x for tick in strip.ticks] == [0, round(19 * (WIDTH - 3) / 39)]
    assert strip.ticks[0].height < strip.ticks[1].height == HEIGHT


def test_each_document_with_a_match_has_a_strip_with_its_name() -> None:
    text = [passage(number, number // 4, page=number % 4 + 1) for number in range(12)]

    seen = found(view(text, {0: 1.0, 9: 0.5}, documents=3))

    assert [strip.title for strip in seen.strips] == ["Part 0", "Part 2"]


def test_text_without_pages_is_mapped_by_passages_and_a_single_passage_not_at_all() -> None:
    assert found(view([passage(0)], {0: 1.0})).strips == ()

    (strip,) = found(view([passage(number) for number in range(3)], {2: 1.0})).strips

    assert (strip.first, strip.last) == ("passage 1", "passage 3")
    assert [tick.x for tick in strip.ticks] == [WIDTH - 3]


@steadily(50)
@given(
    st.dictionaries(st.integers(0, 19), st.floats(0.001, 1), max_size=20),
    st.integers(0, 25),
    st.integers(1, 8),
)
def test_every_tick_lies_on_the_map_and_every_passage_shown_in_one_chapter(
    shares: dict[int, float], start: int, run: int
) -> None:
    shares = dict(sorted(shares.items()))
    first = max(0, min(start, len(shares) - 1)) // run * run
    seen = found(view(PAGES, shares, start=first, run=run), run)

    assert all(
        0 <= tick.x <= WIDTH - 3 and 0 < tick.height <= HEIGHT
        for strip in seen.strips
        for tick in strip.ticks
    )
    assert [each.passage.ordinal for chapter in seen.chapters for each in chapter.listed] == list(shares)[
        first : first + run
    ]
