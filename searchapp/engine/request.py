"""A request: the text of a query, the filters chosen, the order and the page asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal, Self, get_args

Sort = Literal["relevance", "newest", "oldest", "title"]
SORTS: Final[tuple[str, ...]] = get_args(Sort)

# Longer text is cut, and `relaxed` says so: it bounds the work one request can cause.
MAX_TEXT: Final = 4000  # characters
MAX_WORDS: Final = 256

# What is chosen is repeated in every link of a page and in every link of an answer, so it is bounded too.
MAX_VALUES: Final = 50  # of one facet: more are no choice that a person made
MAX_NAME: Final = 500  # characters of one name: ten times what a long topic has
MAX_NAMES: Final = 10_000  # bytes of all names together, in UTF-8: fifty topics of 200 letters


Value = str | int  # years are numbers


class _Choices:
    """The chosen values of all facets by name, whichever fields they are in."""

    __slots__ = ()

    topics: tuple[str, ...]
    types: tuple[str, ...]
    years: tuple[int, ...]
    year_from: int | None
    year_to: int | None
    facets: Mapping[str, tuple[Value, ...]]

    @property
    def chosen(self) -> dict[str, tuple[Value, ...]]:
        """The chosen values of each facet."""
        return {"topic": self.topics, "type": self.types, "year": self.years, **self.facets}

    @property
    def ranged(self) -> bool:
        """Whether a range of years is chosen."""
        return self.year_from is not None or self.year_to is not None

    @property
    def filtered(self) -> bool:
        """Whether any facet value is chosen."""
        return self.ranged or any(self.chosen.values())

    def choosing(self, facet: str, values: Sequence[Value]) -> Self:
        """Return the same with *values* chosen of a facet, in place of those that were; a range of years stays."""
        given = tuple(values)
        if facet in _FIELDS:
            changed: dict[str, Any] = {_FIELDS[facet]: given}
        else:
            others = {name: kept for name, kept in self.facets.items() if name != facet}
            # Where it was: a link that takes a value off changes the order of no other parameter.
            order = self.facets if facet in self.facets else {**self.facets, facet: given}
            every = {**others, facet: given}
            changed = {"facets": {name: every[name] for name in order if every[name]}}
        return replace(self, **changed)  # type: ignore[type-var]  # both are dataclasses

    def without_facet(self, facet: str) -> Self:
        """Return the same with nothing chosen of a facet."""
        emptied = self.choosing(facet, ())
        return replace(emptied, year_from=None, year_to=None) if facet == "year" else emptied  # type: ignore[type-var]


_FIELDS: Final[Mapping[str, str]] = {"topic": "topics", "type": "types", "year": "years"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters(_Choices):
    """Facet values: OR inside a facet, AND across facets."""

    topics: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    year_from: int | None = None  # joined with `years` by OR
    year_to: int | None = None
    facets: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)  # of all others, by name


@dataclass(frozen=True, slots=True)
class SearchRequest(_Choices):
    """One request, checked; `text` may be anything at all."""

    text: str = ""
    topics: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    sort: Sort = "relevance"
    page: int = 1
    per_page: int = 10
    # What is fixed, such as the topic of a page: nothing outside it exists for this request, neither for its matches,
    # scores and counts nor for how far it is relaxed. It is no filter that a reader chose.
    scope: Filters = Filters()
    facets: Mapping[str, tuple[Value, ...]] = field(
        default_factory=dict
    )  # values of the other facets, by name
    expand: bool = True  # whether synonyms of what was typed are searched for too
    exact: bool = False  # search for the text as typed, even if it finds nothing

    @property
    def filters(self) -> Filters:
        """The chosen facet values alone."""
        return Filters(
            topics=self.topics,
            types=self.types,
            years=self.years,
            year_from=self.year_from,
            year_to=self.year_to,
            facets=self.facets,
        )
