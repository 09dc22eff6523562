"""The answer: one page of hits, the facets with exact counts, and what was made of the query.

`*_html` and `html` hold escaped text and `<mark>` only; every other string is plain text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from indexer.resource import Place
from indexer.run_notes import RunNote
from searchapp.engine.messages import Notice, sentences
from searchapp.engine.presenting.match_reasons import MatchReasons
from searchapp.engine.query.exclusions import Exclusion
from searchapp.engine.query.expansion import SynonymsUsed


@dataclass(frozen=True, slots=True, kw_only=True)
class HitDocument:
    """A document behind a hit, as answers list it."""

    id: str
    title: str
    url: str | None  # None: served under /files/
    name: str  # file name for that address
    format: str
    bytes: int | None
    pages: int | None
    has_text: bool  # False: a scan; findable by its title alone
    source: str = ""  # the source of its file, and …
    address: str = ""  # … the path inside it


@dataclass(frozen=True, slots=True, kw_only=True)
class HitPassage:
    """A passage of a hit that matches the query."""

    ordinal: int  # from 0, over all documents of the resource: its anchor is passage-<ordinal + 1>
    part: int  # from 1: in which part of the resource's text page it is
    document: HitDocument | None  # None: the record's own text
    place: Place
    html: str  # an excerpt, marked (search), or the whole passage, marked (resource)
    text: str = ""  # the whole passage, plain
    # Its headings, marked; (): something is marked in its text, or nowhere.
    heading_html: tuple[str, ...] = ()
    # Where else what it shows is: in other documents of this resource, then in results further down the page.
    also_in: tuple["OtherPlace", ...] = ()
    repeats: "OtherPlace | None" = None  # where it is shown further up the page


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPlace:
    """Another place where the same text is."""

    id: str  # of its resource
    url: str | None  # the resource's own address
    title: str  # the resource's
    passage: HitPassage  # without other places of its own


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
    language: str | None = None  # of its title and text; None: unknown
    path: tuple[str, ...] = ()  # the names of the pages above it, outermost first: site, book, chapter
    has_text: bool = False  # whether any text of it is in the library
    documents: tuple[HitDocument, ...] = ()  # the first few
    document_count: int = 0  # of all
    passages: tuple[HitPassage, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # its values of the other facets, by name
    reasons: MatchReasons | None = None  # why it matched; None: no word was asked for

    @property
    def why(self) -> str | None:
        """Why it matched, in one plain line of English; None: no word was asked for."""
        return None if self.reasons is None else self.reasons.line()


class FacetValue(NamedTuple):
    """One value of a facet: the name as printed, and how many resources choosing it alone would leave."""

    # A tuple, because an answer has some hundreds: as dataclasses they would take longer to make than to find.
    value: str | int
    count: int  # type: ignore[assignment]  # the field, not the method of tuples
    selected: bool


class Facets(dict[str, tuple[FacetValue, ...]]):
    """The values of each facet by its name, in the order of the library's facets and of each facet's own values."""

    @property
    def topic(self) -> tuple[FacetValue, ...]:
        """The values of the facet topic: selected, count, name."""
        return self.get("topic", ())

    @property
    def type(self) -> tuple[FacetValue, ...]:
        """The values of the facet type: selected, count, name."""
        return self.get("type", ())

    @property
    def year(self) -> tuple[FacetValue, ...]:
        """The values of the facet year, newest first."""
        return self.get("year", ())


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildInfo:
    """Which build answered."""

    id: str
    built_at: str  # ISO 8601, UTC


class OtherText(NamedTuple):
    """Another text to search for, with the filters as they are."""

    text: str
    total: int  # resources that it finds


class WithoutFilters(NamedTuple):
    """The same text without the filters of some facets."""

    facets: tuple[str, ...]
    total: int  # resources that it finds


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescue:
    """What could be done about a search that found little or nothing."""

    unknown: tuple[str, ...]  # words that no resource has, as typed
    corrected: OtherText | None  # with its spelling corrected
    relaxed: tuple[OtherText, ...]  # without quotes, `title:`, clauses or exclusions
    unfiltered: tuple[WithoutFilters, ...]  # one facet each; all of them last, if that finds most


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResults:
    """What a request found."""

    total: int
    searched_for: str
    notices: tuple[Notice, ...]  # how the query was loosened or cut
    did_you_mean: str | None
    rescue: Rescue | None = None  # None: enough was found, or nothing would help
    hits: tuple[Hit, ...]
    facets: Facets
    build: BuildInfo
    exclusions: tuple[Exclusion, ...] = ()  # what the text excludes, each with the text without it
    synonyms: tuple[SynonymsUsed, ...] = ()  # for the words asked for; used if the request says so

    @property
    def relaxed(self) -> str | None:
        """How the query was loosened or cut, in English; None: it was not."""
        return sentences(self.notices)


class Match(NamedTuple):
    """A match on a map of a document."""

    place: int  # page, or number of a passage, from 1
    share: float  # its score as a share of the best one's in the resource, above 0 and up to 1


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchMap:
    """Where a document matches: the strongest match in each of so many equal steps."""

    document: HitDocument | None  # None: the record's own text
    paged: bool  # places are pages; else passages
    end: int  # the last place
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPassage:
    """A passage that is named only by its place."""

    number: int  # which of all that match, from 0
    ordinal: int  # which of all passages, from 0
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchingPassages:
    """The passages of a resource that match the query, in the order of the text: a run of them to read, and where all are."""

    count: int = 0  # of all
    start: int = 0  # which of them, from 0, is the first of the run
    shown: tuple[HitPassage, ...] = ()  # the run, as excerpts
    best: tuple[NamedPassage, ...] = ()  # the few that match best, in the order of the text
    maps: tuple[MatchMap, ...] = ()  # of the first documents of several passages that match
    unmapped: int = 0  # so many documents more that match


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceView:
    """One resource: for its page and the API."""

    hit: Hit  # passages: the best that match the query, best first; without one, none
    documents: tuple[HitDocument, ...] = ()  # a run of them
    first_document: int = 0  # which of all its documents, from 0, is the first of the run
    listed_at: str | None
    metadata: Mapping[str, Any]
    passage_count: int  # passages of its text
    left_out: int = 0  # passages more, which were too many to index
    matching: MatchingPassages = field(default_factory=MatchingPassages)
    related: tuple[Hit, ...] = ()
    build: BuildInfo = field(kw_only=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextView:
    """One part of a resource's text."""

    hit: Hit  # without passages
    part: int  # from 1
    parts: int  # of all; 0: it has no text
    passages: tuple[HitPassage, ...]  # of this part, in order, whole and unmarked; past the end none
    passage_count: int  # of all parts
    left_out: int = 0  # passages more, which were too many to index


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedView:
    """Passages of one resource that somebody chose."""

    hit: Hit  # without passages
    passages: tuple[
        HitPassage | None, ...
    ]  # whole and unmarked, in the order asked; None: it has no such text any more


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

    id: str  # of the document: another than was asked for, if its file was renamed since
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
    facets: Mapping[str, int]  # how many values each facet has
    sources_seen_at: (
        str | None
    )  # when the source that was seen least lately was; None: one never was to its end
    last_run: RunNote | None
    problem: str | None  # a newer build that cannot be read, for one
