"""A resource and the passages of it that match in; what "find in this guidebook" shows of them, out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from markupsafe import Markup

from indexer.resource import Place
from searchapp.engine.model import LISTED_PASSAGES
from searchapp.engine.results import HitDocument, HitPassage, MatchMap, NamedPassage, ResourceView
from searchapp.web.addresses import Addresses
from searchapp.web.labels import clock, heading_path
from searchapp.web.shortening import NAME, TITLE, shortened, shortened_html
from searchapp.web.translations.current import _

# Bytes of HTML that the list takes, whatever the passages and their addresses hold: a run of usual passages takes a
# fifth of it. Those behind are listed by the next run.
_LIST_BYTES: Final = 250_000
_BYTES_AROUND: Final = 300  # bytes of HTML around one passage

# The map, in its own units: a strip for each document that has a match, with a mark for each match.
MAP_WIDTH: Final = 600
MAP_HEIGHT: Final = 24
_MIN_MARK_HEIGHT: Final = 8  # height of the weakest mark


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPassage:
    """A passage in the list."""

    passage: HitPassage
    id: str
    address: str
    best: bool  # one of the few that match best


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """Passages below one outermost heading."""

    title: str  # "": they stand below none
    listed: tuple[ListedPassage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JumpLink:
    """A link into the list."""

    label: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchMark:
    """Where a match falls on a strip of the map; the stronger, the higher."""

    x: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MapStrip:
    """One document from its first page (or passage) to its last."""

    title: str | None  # where there are several
    first: str
    last: str
    marks: tuple[MatchMark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchesInResource:
    """What the page shows of the passages that match."""

    count: int
    first: int  # of those listed, from 1
    last: int
    chapters: tuple[Chapter, ...]
    best: tuple[JumpLink, ...]
    strips: tuple[MapStrip, ...]
    unmapped: int  # so many documents more that match
    previous: str | None
    following: str | None


def matches_in_resource(
    view: ResourceView, text: str, links: Addresses, *, expand: bool = True
) -> MatchesInResource:
    """Return what the page shows; *text* and *expand* are in its links."""
    matching = view.matching
    count, start = matching.count, matching.start

    def address(first: int) -> str:
        return links.resource(view.hit.id, text, first=first + 1, expand=expand)

    strongest = frozenset(passage.ordinal for passage in matching.best)
    listed = tuple(_listed(view, links, strongest))
    end = start + len(listed)
    return MatchesInResource(
        count=count,
        first=start + 1,
        last=end,
        chapters=tuple(_chapters(listed)),
        best=tuple(
            JumpLink(
                label=_label(passage),
                address=("" if start <= passage.number < end else address(_list_start(passage.number)))
                + f"#{_id(passage.ordinal)}",
            )
            for passage in matching.best
        ),
        strips=tuple(
            _map_strip(one, named=len(matching.maps) + matching.unmapped > 1) for one in matching.maps
        ),
        unmapped=matching.unmapped,
        previous=links.matching(view.hit.id, text, first=max(0, start - LISTED_PASSAGES) + 1, expand=expand)
        if start
        else None,
        following=links.matching(view.hit.id, text, first=end + 1, expand=expand) if end < count else None,
    )


def _list_start(number: int) -> int:
    """Return where the page of the list begins that contains a passage, counted from the first."""
    return number // LISTED_PASSAGES * LISTED_PASSAGES


def _id(ordinal: int) -> str:
    return f"match-{ordinal + 1}"


def _label(passage: NamedPassage) -> str:
    """Return a short name of a passage's place: its page or second, and the heading right above it."""
    names = [name for name in (_where(passage.place), *passage.place.heading[-1:]) if name]
    return shortened(": ".join(names), NAME) or _("passage %(number)s", number=passage.ordinal + 1)


def _where(place: Place) -> str | None:
    if place.page is not None:
        return _("page %(page)s", page=place.page)
    return None if place.seconds is None else _("at %(time)s", time=clock(place.seconds))


def _listed(view: ResourceView, links: Addresses, strongest: frozenset[int]) -> Iterator[ListedPassage]:
    """Yield the passages of the run that have room on one page; the first has, whatever it holds."""
    room = _LIST_BYTES
    for number, passage in enumerate(view.matching.shown):
        address = links.passage(view.hit, passage)
        room -= _BYTES_AROUND + sum(
            len(shown.encode("utf-8", "replace"))
            for shown in (passage.html, address, heading_path(passage), *passage.place.heading[:1])
        )
        if number and room < 0:
            return
        yield ListedPassage(
            passage=passage, id=_id(passage.ordinal), address=address, best=passage.ordinal in strongest
        )


def _chapters(listed: Sequence[ListedPassage]) -> Iterator[Chapter]:
    for (_document, title), together in groupby(listed, key=_chapter):
        passages = tuple(together)
        marked = next((one.passage.heading_html[0] for one in passages if one.passage.heading_html), None)
        yield Chapter(
            title=shortened(title, TITLE) if marked is None else Markup(shortened_html(marked, TITLE)),  # noqa: S704
            listed=passages,
        )


def _chapter(listed: ListedPassage) -> tuple[HitDocument | None, str]:
    heading = listed.passage.place.heading
    return listed.passage.document, heading[0] if heading else ""


def _map_strip(one: MatchMap, *, named: bool) -> MapStrip:
    title = one.document.title or one.document.name if one.document is not None and named else None
    return MapStrip(
        title=None if title is None else shortened(title, TITLE),
        first=_place(one, 1),
        last=_place(one, one.end),
        marks=_match_marks(one.matches, one.end),
    )


def _place(one: MatchMap, number: int) -> str:
    return _("page %(page)s", page=number) if one.paged else _("passage %(number)s", number=number)


def _match_marks(found: Sequence[tuple[int, float]], end: int) -> tuple[MatchMark, ...]:
    """Return a mark for each place of 1 to *end* with a match, the strongest where several meet."""
    heights: dict[int, int] = {}
    for place, share in found:
        x = round((place - 1) * (MAP_WIDTH - 3) / max(1, end - 1))
        heights[x] = max(heights.get(x, 0), _MIN_MARK_HEIGHT + round((MAP_HEIGHT - _MIN_MARK_HEIGHT) * share))
    return tuple(MatchMark(x=x, height=height) for x, height in sorted(heights.items()))
