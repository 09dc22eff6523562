"""The JSON of every answer as types: `answers.py` makes them, the type checker holds it to them, and the OpenAPI document is made of them.

A text beside a type says what the value means.
"""

from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal, NotRequired, TypedDict

from indexer.run_notes import State
from searchapp.engine.request import Sort
from searchapp.engine.suggesting.suggestion import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class PerFacet:
    """Beside a mapping: its keys are the names of facets, which each library has its own of."""

    standard: bool  # whether topic, type and year are among them, each of them always


@dataclass(frozen=True, slots=True)
class Bounds:
    """Beside an integer: the least and the greatest that it is."""

    least: int
    greatest: int | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """Beside a text: what JSON Schema calls its form."""

    name: str


ALL_FACETS: Final = PerFacet(standard=True)
OTHER_FACETS: Final = PerFacet(standard=False)

Count = Annotated[int, Bounds(0)]
Number = Annotated[int, Bounds(1)]
Year = Annotated[int, Bounds(1, 9999)]
Time = Annotated[str, Format("date-time")]
Marked = Annotated[str, "Escaped text with `<mark>` around what matched, and no other tag."]
Outcome = Literal["published", "nothing to do", "held", "failed", "dry run"]


class Build(TypedDict):
    """The build of the index that answered."""

    id: str
    built_at: Time


class Query(TypedDict):
    """The request as it was understood."""

    q: str
    topics: list[str]
    types: list[str]
    years: list[Year]
    year_from: Year | None
    year_to: Year | None
    sort: Sort
    page: Number
    per_page: Number
    facets: NotRequired[
        Annotated[dict[str, list[str | int]], OTHER_FACETS, "What is chosen of the other facets."]
    ]
    expand: NotRequired[Annotated[Literal[False], "There where only what was typed is searched for."]]


class Synonyms(TypedDict):
    """What else was searched for in place of something typed."""

    typed: str
    also: list[str]
    meanings: Annotated[list[str], "The meanings of an acronym that has several."]


class Document(TypedDict):
    """A file behind a resource."""

    title: str
    url: str
    format: str
    bytes: Count | None
    pages: Count | None


class OtherPlace(TypedDict):
    """Another place where the text of a passage is."""

    id: Annotated[str, "The id of its resource."]
    title: Annotated[str, "The title of its resource."]
    format: Annotated[str | None, "The format of the document; null: the record's own text."]
    page: Number | None
    page_label: str | None
    url: str


class Passage(TypedDict):
    """A passage that matches."""

    heading: Annotated[list[str], "The headings above it, outermost first."]
    page: Annotated[Number | None, "The physical page."]
    page_label: Annotated[str | None, "What is printed on that page as its number."]
    anchor: str | None
    url: Annotated[str, "The exact place: a page, an anchor or a second."]
    html: Marked
    also_in: Annotated[list[OtherPlace], "Where else on this page of results the text is."]
    repeats: Annotated[OtherPlace | None, "A result further up that shows this text already."]


class Result(TypedDict):
    """One resource that matches."""

    id: str
    url: Annotated[str, "The resource's own address, else that of its first document, else its page here."]
    title: str
    title_html: Marked
    summary: str | None
    path: Annotated[list[str], "The names of what is above a web page, outermost first."]
    types: list[str]
    topics: list[str]
    year: Year | None
    language: str | None
    facets: NotRequired[
        Annotated[dict[str, list[str]], OTHER_FACETS, "Its values of the other facets of the library."]
    ]
    score: Annotated[float | None, "Comparable within one answer; null without a query that scores."]
    why: Annotated[str | None, "Why it matched, in one plain line; null where no word was asked for."]
    snippet_html: Marked
    documents: Annotated[list[Document], "The first files behind it."]
    document_count: Annotated[Count, "How many files are behind it."]
    passages: Annotated[list[Passage], "The best first."]


class Resource(Result):
    """One resource whole."""

    listed_at: Annotated[str | None, "The page that lists it, as its source says."]
    metadata: Annotated[dict[str, Any], "The record's keys that have no place of their own, as they came."]
    build: Build


class FacetValue(TypedDict):
    """A value of a facet, and how many resources choosing it would leave."""

    value: Annotated[str | int, "The name as printed; a year is a number."]
    count: Count
    selected: bool


class Links(TypedDict):
    """The addresses of this page of results and of those beside it."""

    self: str
    next: str | None
    prev: str | None


class OtherText(TypedDict):
    """Another query, which finds more."""

    q: str
    total: Count
    url: str


class Unfiltered(TypedDict):
    """The same query without the filters of some facets."""

    facets: list[str]
    total: Count
    url: str


class Rescue(TypedDict):
    """What helps where little was found."""

    unknown: Annotated[list[str], "Words or phrases that no resource has, as typed."]
    corrected: OtherText | None
    relaxed: list[OtherText]
    unfiltered: list[Unfiltered]


class SearchAnswer(TypedDict):
    """One page of results."""

    query: Query
    total: Annotated[Count, "Resources that match text and filters."]
    searched_for: Annotated[str, "The text that was searched for: `q`, or `q` with its spelling corrected."]
    relaxed: Annotated[str | None, "How the request was loosened or cut, as a sentence for the reader."]
    did_you_mean: Annotated[str | None, "`q` with misspelt or shortened words corrected."]
    rescue: Rescue | None
    synonyms: list[Synonyms]
    results: list[Result]
    facets: Annotated[dict[str, list[FacetValue]], ALL_FACETS, "The values of each facet by its name."]
    links: Links
    build: Build


class Suggestion(TypedDict):
    """An entry of the library that contains what was typed."""

    text: Annotated[str, "What to put into the search box."]
    kind: Kind
    url: str


class SuggestAnswer(TypedDict):
    """What to suggest while someone types."""

    suggestions: Annotated[list[Suggestion], "The best first."]


class LastRun(TypedDict, total=False):
    """What the last run of the index did; of a failed run less is known."""

    started: Time
    finished: Time
    outcome: Outcome
    resources: Count
    added: Count
    renamed: Annotated[
        Count, "Resources whose files have other names or folders; left out if there are none."
    ]
    changed: Count
    removed: Count
    unchanged: Count
    failed: Count


class Status(TypedDict):
    """What is live, how much it holds, and how the last run went."""

    build: Build
    resources: Count
    passages: Count
    sources_seen_at: Annotated[
        Time | None, "When the source that was seen least lately was scanned completely."
    ]
    last_run: LastRun | None
    problem: Annotated[str | None, "What is wrong, in a sentence or two."]


class ReindexRequest(LastRun):
    """A request for a run of the index, and what came of it."""

    id: str
    state: State
    url: Annotated[str, "Where its outcome will be."]


class Mistake(TypedDict):
    """What is wrong with one parameter."""

    parameter: str
    detail: str


class Problem(TypedDict):
    """A failure, as RFC 9457 has it."""

    type: Annotated[str, "A URN that lasts."]
    title: str
    status: Annotated[int, Bounds(400, 599)]
    detail: str | None
    errors: Annotated[list[Mistake], "All mistakes in the parameters at once, up to a hundred."]
