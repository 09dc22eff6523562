"""What "find in this guidebook" shows: a list in the order of the text, links to the best, and a map."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.resource import Place
from searchapp.engine.model import LISTED_PASSAGES
from searchapp.engine.results import (
    BuildInfo,
    Hit,
    HitDocument,
    HitPassage,
    Match,
    MatchingPassages,
    MatchMap,
    NamedPassage,
    ResourceView,
)
from searchapp.web.addresses import Addresses
from searchapp.web.find_in_resource import MAP_HEIGHT, MAP_WIDTH, MatchesInResource, matches_in_resource
from tests.unit.properties import steadily


def document(number: int, title: str | None = None) -> HitDocument:
    return HitDocument(
        id=f"d{number}",
        title=f"Part {number}" if title is None else title,
        url=None,
        name=f"{number}.pdf",
        format="pdf",
        bytes=None,
        pages=40,
        has_text=True,
    )


def passage(ordinal: int, of: HitDocument | None = None, **place: Any) -> HitPassage:
    return HitPassage(ordinal=ordinal, part=1, document=of, place=Place(**place), html=f"text {ordinal}")


def found(matching: MatchingPassages) -> MatchesInResource:
    hit = Hit(
        id="guide", url=None, title="Guide", title_html="Guide", summary=None, types=(), topics=(), year=None,
        score=None, snippet_html="",
    )  # fmt: skip
    view = ResourceView(
        hit=hit, listed_at=None, metadata={}, passage_count=20, matching=matching, build=BuildInfo(id="b", built_at="")
    )  # fmt: skip
    return matches_in_resource(view, "crisis", Addresses(root=""))


def listed(
    *passages: HitPassage, best: tuple[int, ...] = (), start: int = 0, count: int = 0
) -> MatchingPassages:
    """A run of matching passages, of which the *best* are given by their place in it."""
    return MatchingPassages(
        count=count or start + len(passages),
        start=start,
        shown=passages,
        best=tuple(
            NamedPassage(number=start + place, ordinal=passages[place].ordinal, place=passages[place].place)
            for place in best
        ),
    )


PAGES = [
    passage(number, page=number + 1, heading=(f"Chapter {number // 4}", f"Section {number}")) for number in range(20)
]  # fmt: skip


def test_passages_are_grouped_by_their_outermost_heading() -> None:
    seen = found(listed(PAGES[0], PAGES[1], PAGES[5]))

    assert [(chapter.title, [each.id for each in chapter.listed]) for chapter in seen.chapters] == [
        ("Chapter 0", ["match-1", "match-2"]),
        ("Chapter 1", ["match-6"]),
    ]
    assert (seen.count, seen.first, seen.last) == (3, 1, 3)


def test_the_best_few_are_named_above_the_list_in_the_order_of_the_text() -> None:
    seen = found(listed(PAGES[0], PAGES[3], PAGES[5], PAGES[7], best=(1, 2, 3)))

    assert [(jump.label, jump.address) for jump in seen.best] == [
        ("page 4: Section 3", "#match-4"),
        ("page 6: Section 5", "#match-6"),
        ("page 8: Section 7", "#match-8"),
    ]
    assert [each.id for chapter in seen.chapters for each in chapter.listed if each.best] == [
        "match-4", "match-6", "match-8",
    ]  # fmt: skip


def test_a_long_list_is_read_in_runs_and_the_best_are_linked_where_they_are() -> None:
    size = LISTED_PASSAGES
    places = (2, size + 5, 3 * size + 1)
    seen = found(
        MatchingPassages(
            count=4 * size,
            start=size,
            shown=tuple(passage(size + number) for number in range(size)),
            best=tuple(NamedPassage(number=one, ordinal=one, place=Place()) for one in places),
        )
    )

    assert (seen.first, seen.last) == (size + 1, 2 * size)
    assert seen.previous == "/resources/guide?q=crisis#matching"
    assert seen.following == f"/resources/guide?q=crisis&from={2 * size + 1}#matching"
    assert [jump.address for jump in seen.best] == [
        "/resources/guide?q=crisis#match-3",
        f"#match-{size + 6}",
        f"/resources/guide?q=crisis&from={3 * size + 1}#match-{3 * size + 2}",
    ]


def test_passages_that_have_no_room_on_the_page_begin_the_next_run() -> None:
    long = "https://example.org/" + "&" * 2_000
    file = HitDocument(id="d", title="", url=long, name="", format="pdf", bytes=None, pages=9, has_text=True)
    run = [
        HitPassage(ordinal=one, part=1, document=file, place=Place(page=1), html="x" * 9_000)
        for one in range(LISTED_PASSAGES)
    ]

    seen = found(listed(*run, count=500))

    assert 5 < seen.last < LISTED_PASSAGES
    assert seen.following == f"/resources/guide?q=crisis&from={seen.last + 1}#matching"
    # Whatever it holds, one is shown: whoever reads on comes to the end.
    assert (
        found(listed(HitPassage(ordinal=0, part=1, document=None, place=Place(), html="x" * 900_000))).last
        == 1
    )


@pytest.mark.parametrize(
    ("place", "label"),
    [({"seconds": 65.0}, "at 1:05"), ({"heading": ("A", "B")}, "B"), ({}, "passage 1")],
)
def test_a_place_without_a_page_is_named_by_what_it_has(place: dict[str, Any], label: str) -> None:
    assert found(listed(passage(0, **place), best=(0,))).best[0].label == label


def mapped(*maps: MatchMap, unmapped: int = 0) -> MatchesInResource:
    return found(MatchingPassages(count=1, shown=(PAGES[0],), maps=maps, unmapped=unmapped))


def test_the_map_goes_from_the_first_page_to_the_last_of_the_document() -> None:
    one = MatchMap(document=document(0), paged=True, end=40, matches=(Match(1, 0.5), Match(20, 1.0)))

    (strip,) = mapped(one).strips

    assert (strip.title, strip.first, strip.last) == (None, "page 1", "page 40")
    assert [mark.x for mark in strip.marks] == [0, round(19 * (MAP_WIDTH - 3) / 39)]
    assert strip.marks[0].height < strip.marks[1].height == MAP_HEIGHT


def test_each_document_with_a_match_has_a_strip_with_its_name() -> None:
    maps = [
        MatchMap(document=of, paged=True, end=4, matches=(Match(1, 1.0),))
        for of in (document(0), document(2, title=""), None)
    ]

    assert [strip.title for strip in mapped(*maps).strips] == ["Part 0", "2.pdf", None]
    assert [strip.title for strip in mapped(maps[0], unmapped=3).strips] == ["Part 0"]
    assert mapped(maps[0], unmapped=3).unmapped == 3


def test_text_without_pages_is_mapped_by_passages() -> None:
    (strip,) = mapped(MatchMap(document=None, paged=False, end=3, matches=(Match(3, 1.0),))).strips

    assert (strip.first, strip.last) == ("passage 1", "passage 3")
    assert [mark.x for mark in strip.marks] == [MAP_WIDTH - 3]


@steadily(25)
@given(st.integers(1, 10**6), st.data())
def test_every_tick_lies_on_the_map(end: int, data: st.DataObject) -> None:
    matches = data.draw(
        st.lists(st.builds(Match, st.integers(1, end), st.floats(0.001, 1)), min_size=1, max_size=20)
    )

    (strip,) = mapped(MatchMap(document=None, paged=True, end=end, matches=tuple(matches))).strips

    assert all(0 <= mark.x <= MAP_WIDTH - 3 and 0 < mark.height <= MAP_HEIGHT for mark in strip.marks)
