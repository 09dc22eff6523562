"""A resource and the passages of it that match in; what "find in this guidebook" shows of them, out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from searchapp.engine.results import HitPassage, MatchingPassages, ResourceView
from searchapp.web.addresses import Addresses
from searchapp.web.labels import clock

BEST: Final = 3  # passages that are named above the list: as many as a hit shows

# The map, in its own units: a strip for each document that has a match, and a tick for each.
WIDTH: Final = 600
HEIGHT: Final = 24
_LEAST: Final = 8  # height of the weakest tick


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A passage in the list."""

    passage: HitPassage
    id: str
    best: bool  # one of the few that match best


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """Passages below one outermost heading."""

    title: str  # "": they stand below none
    listed: tuple[Listed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Jump:
    """A link into the list."""

    label: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """Where a match falls on a strip of the map; the stronger, the higher."""

    x: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """One document from its first page (or passage) to its last."""

    title: str | None  # where there are several
    first: str
    last: str
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What the page shows of the passages that match."""

    count: int
    first: int  # of those listed, from 1
    last: int
    chapters: tuple[Chapter, ...]
    best: tuple[Jump, ...]
    strips: tuple[Strip, ...]
    previous: str | None
    following: str | None


def finding(view: ResourceView, text: str, links: Addresses, run: int) -> Finding:
    """Return what the page shows; *run* is how many passages it lists at once."""
    matching = view.matching
    count, start = len(matching.ordinals), matching.start

    def address(first: int) -> str:
        return links.resource(view.hit.id, text, first=first + 1)

    places = (
        sorted(range(count), key=lambda place: (-matching.shares[place], place))[:BEST]
        if count > BEST
        else []
    )
    strongest = sorted(places)
    here = range(start, start + len(matching.shown))
    return Finding(
        count=count,
        first=start + 1,
        last=start + len(matching.shown),
        chapters=tuple(_chapters(matching, frozenset(strongest))),
        best=tuple(
            Jump(
                label=_label(view, matching.ordinals[place]),
                address=("" if place in here else address(place // run * run))
                + f"#{_id(matching.ordinals[place])}",
            )
            for place in strongest
        ),
        strips=tuple(_strips(view)),
        previous=address(max(0, start - run)) if start else None,
        following=address(start + run) if here.stop < count else None,
    )


def _id(ordinal: int) -> str:
    return f"match-{ordinal + 1}"


def _label(view: ResourceView, ordinal: int) -> str:
    """Return a short name of a passage's place: its page or second, and the heading right above it."""
    place = view.text[ordinal].place
    where = (
        f"page {place.page}"
        if place.page is not None
        else None
        if place.seconds is None
        else f"at {clock(place.seconds)}"
    )
    names = [name for name in (where, *place.heading[-1:]) if name]
    return ": ".join(names) or f"passage {ordinal + 1}"


def _chapters(matching: MatchingPassages, strongest: frozenset[int]) -> Iterator[Chapter]:
    listed = [
        Listed(passage=passage, id=_id(passage.ordinal), best=matching.start + place in strongest)
        for place, passage in enumerate(matching.shown)
    ]
    for (_, title), together in groupby(listed, key=_chapter):
        yield Chapter(title=title, listed=tuple(together))


def _chapter(listed: Listed) -> tuple[int | None, str]:
    heading = listed.passage.place.heading
    return listed.passage.document, heading[0] if heading else ""


def _strips(view: ResourceView) -> Iterator[Strip]:
    shares = dict(zip(view.matching.ordinals, view.matching.shares, strict=True))
    documents = [
        (document, list(passages))
        for document, passages in groupby(view.text, key=lambda passage: passage.document)
    ]
    for document, passages in documents:
        found = [passage for passage in passages if passage.ordinal in shares]
        if not found or len(passages) == 1:
            continue
        paged = all(passage.place.page is not None for passage in passages)
        at = [passage.place.page or 0 for passage in passages] if paged else list(range(1, len(passages) + 1))
        pages = view.hit.documents[document].pages if paged and document is not None else None
        end = max(at[-1], pages or 0)
        title = None if document is None or len(documents) == 1 else view.hit.documents[document].title
        noun = "page" if paged else "passage"
        places = dict(zip((passage.ordinal for passage in passages), at, strict=True))
        yield Strip(
            title=title,
            first=f"{noun} 1",
            last=f"{noun} {end}",
            ticks=_ticks([(places[passage.ordinal], shares[passage.ordinal]) for passage in found], end),
        )


def _ticks(found: Sequence[tuple[int, float]], end: int) -> tuple[Tick, ...]:
    """Return a tick for each place of 1 to *end* with a match, the strongest where several meet."""
    heights: dict[int, int] = {}
    for place, share in found:
        x = round((place - 1) * (WIDTH - 3) / max(1, end - 1))
        heights[x] = max(heights.get(x, 0), _LEAST + round((HEIGHT - _LEAST) * share))
    return tuple(Tick(x=x, height=height) for x, height in sorted(heights.items()))
