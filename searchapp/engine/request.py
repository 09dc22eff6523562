"""A request: the text of a query, the filters chosen, the order and the page asked for."""

from dataclasses import dataclass
from typing import Final, Literal, get_args

Sort = Literal["relevance", "newest", "oldest", "title"]
SORTS: Final[tuple[str, ...]] = get_args(Sort)

# Longer text is cut, and `relaxed` says so: it bounds the work one request can cause.
MAX_TEXT: Final = 4000  # characters
MAX_WORDS: Final = 256

# What is chosen is repeated in every link of a page and in every link of an answer, so it is bounded too.
MAX_VALUES: Final = 50  # of one facet: more are no choice that a person made
MAX_NAME: Final = 500  # characters of one name: ten times what a long topic has
MAX_NAMES: Final = 10_000  # bytes of all names together, in UTF-8: fifty topics of 200 letters


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Facet values: OR inside a facet, AND across facets."""

    topics: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    year_from: int | None = None  # joined with `years` by OR
    year_to: int | None = None


@dataclass(frozen=True, slots=True)
class SearchRequest:
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

    @property
    def filters(self) -> Filters:
        """The chosen facet values alone."""
        return Filters(
            topics=self.topics,
            types=self.types,
            years=self.years,
            year_from=self.year_from,
            year_to=self.year_to,
        )

    @property
    def filtered(self) -> bool:
        """Whether any facet value is chosen."""
        return self.filters != Filters()
