"""The answer: one page of hits, the facets with exact counts, and what was made of the question.

`*_html` and `html` hold escaped text and `<mark>` only; every other string is plain text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from indexer.resource import Place
from indexer.run_notes import RunNote


@dataclass(frozen=True, slots=True, kw_only=True)
class HitDocument:
    """A document behind a hit, as answers list it."""

    id: str
    title: str
    url: str | None  # None: served under /files/<id>/<name>
    name: str  # file name for that address
    format: str
    bytes: int | None
    pages: int | None
    has_text: bool  # False: a scan; findable by its title alone


@dataclass(frozen=True, slots=True, kw_only=True)
class HitPassage:
    """A passage of a hit that matches the question."""

    ordinal: int  # from 0, over all documents of the resource: its anchor is passage-<ordinal + 1>
    document: int | None  # which of the hit's documents; None: the record's own text
    place: Place
    html: str  # an excerpt, marked (search), or the whole passage, marked (resource)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One resource of an answer."""

    id: str
    url: str | None  # its own address; None: its first document's, else its page here
    title: str
    title_html: str
    summary: str | None
    types: tuple[str, ...]
    topics: tuple[str, ...]
    year: int | None
    score: float | None  # None without a query
    snippet_html: str
    has_text: bool = False  # whether any text of it is in the library
    documents: tuple[HitDocument, ...] = ()
    passages: tuple[HitPassage, ...] = ()
    why: str | None = None  # why it matched, in one plain line; None: no word was asked for


class FacetValue(NamedTuple):
    """One value of a facet: the name as printed, and how many resources choosing it alone would leave."""

    # A tuple, because an answer has some hundreds: as dataclasses they would take longer to make than to find.
    value: str | int
    count: int  # type: ignore[assignment]  # the field, not the method of tuples
    selected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """Values in order: selected, count, name; years newest first."""

    topic: tuple[FacetValue, ...] = ()
    type: tuple[FacetValue, ...] = ()
    year: tuple[FacetValue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildInfo:
    """Which build answered."""

    id: str
    built_at: str  # ISO 8601, UTC


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResults:
    """What a question found."""

    total: int
    searched_for: str
    relaxed: str | None
    did_you_mean: str | None
    hits: tuple[Hit, ...]
    facets: Facets
    build: BuildInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchingPassages:
    """Every passage of a resource that matches the question, in the order of the text, and a run of them to read."""

    ordinals: tuple[int, ...] = ()
    shares: tuple[float, ...] = ()  # of each: its score as a share of the best one's, above 0 and up to 1
    start: int = 0  # which of them, from 0, is the first of the run
    shown: tuple[HitPassage, ...] = ()  # the run, as excerpts


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceView:
    """One resource whole: for its page, its text page and the API."""

    hit: Hit  # passages: the best that match the question, best first; without one, none
    listed_at: str | None
    metadata: Mapping[str, Any]
    text: tuple[HitPassage, ...]  # every passage in order, unmarked
    matching: MatchingPassages = field(default_factory=MatchingPassages)
    related: tuple[Hit, ...] = ()
    build: BuildInfo = field(kw_only=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicView:
    """What the library says of a topic."""

    name: str
    slug: str
    intro: str
    disclaimer: str
    count: int  # resources with it


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A document's file, found through the live build's list."""

    source: str
    address: str  # relative POSIX path inside the source
    format: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryStatus:
    """What /api/v1/status and the command `status` say."""

    build: BuildInfo
    resources: int
    passages: int
    sources_seen_at: (
        str | None
    )  # when the source that was seen least lately was; None: one never was to its end
    last_run: RunNote | None
    problem: str | None  # a newer build that cannot be read, for one
