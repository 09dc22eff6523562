"""What each address of the API accepts: its parameters with their bounds and defaults, for the settings and the facets of a library.

`parameters.py` reads query strings by these declarations, and the OpenAPI document says them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

from indexer.config import SearchConfig
from indexer.facets import STANDARD_TABLE, Facet, FacetTable
from searchapp.engine.request import MAX_NAME, MAX_NAMES, MAX_VALUES, SORTS
from searchapp.engine.suggesting.suggestion import MAX_SUGGESTIONS

FIRST_YEAR: Final = 1
LAST_YEAR: Final = 9999
# Far past any library's end, and small enough for every integer type below us.
LAST_PAGE: Final = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter: any text, unless it has bounds, words to choose from or a length."""

    name: str
    description: str
    bounds: tuple[int, int] | None = None  # of a whole number
    allowed: tuple[str, ...] = ()  # the words that it may be
    longest: int | None = None  # characters of a name, which is not blank
    default: str | int | None = None
    repeatable: bool = False

    def schema(self) -> dict[str, Any]:
        """Return its JSON Schema."""
        one = self._schema_of_one()
        if self.repeatable:
            # No maxItems: of values that are given again only one counts, which it could not say.
            return {"type": "array", "items": one}
        return one if self.default is None else {**one, "default": self.default}

    def _schema_of_one(self) -> dict[str, Any]:
        if self.bounds is not None:
            low, high = self.bounds
            return {"type": "integer", "minimum": low, "maximum": high}
        if self.allowed:
            return {"type": "string", "enum": list(self.allowed)}
        if self.longest is not None:
            return {"type": "string", "minLength": 1, "maxLength": self.longest, "pattern": r"\S"}
        return {"type": "string"}


Accepted = Callable[[SearchConfig, FacetTable], tuple[Parameter, ...]]

_YEARS: Final = (FIRST_YEAR, LAST_YEAR)
_TEXT: Final = Parameter(
    name="q",
    description="The query. Nothing in it is a mistake; up to 4,000 characters and 256 words are used.",
)
_EXPAND: Final = Parameter(
    name="expand",
    description="0: search only for what was typed, without synonyms.",
    allowed=("0", "1"),
    default="1",
)
_RANGE: Final = (
    Parameter(
        name="year_from",
        description="The first year of a range, joined with `year` by OR; not after `year_to`.",
        bounds=_YEARS,
    ),
    Parameter(name="year_to", description="The last year of a range.", bounds=_YEARS),
)
_RESOURCE: Final = (
    replace(_TEXT, description="A query, whose matching passages are listed."),
    Parameter(
        name="documents",
        description="Which page of its documents, 100 each; past the end the last one.",
        bounds=(1, LAST_PAGE),
        default=1,
    ),
    _EXPAND,
)
_SUGGEST: Final = (
    replace(
        _TEXT,
        description="What is in the search box: a space at the end says that the last word is finished.",
    ),
    Parameter(
        name="limit",
        description="How many suggestions at most.",
        bounds=(1, MAX_SUGGESTIONS),
        default=MAX_SUGGESTIONS,
    ),
)


# Every request is read by them. The settings of a process stay, and its facets change with a build at most.
@lru_cache(maxsize=8)
def search_parameters(limits: SearchConfig, facets: FacetTable = STANDARD_TABLE) -> tuple[Parameter, ...]:
    """Return the parameters of a search, in the canonical order of addresses."""
    return (
        _TEXT,
        *_of_facets(facets),
        Parameter(
            name="sort",
            description="The order of the results; without a query, relevance is newest.",
            allowed=SORTS,
            default="relevance",
        ),
        _EXPAND,
        Parameter(
            name="page",
            description="Which page of results. One past the end is empty.",
            bounds=(1, LAST_PAGE),
            default=1,
        ),
        Parameter(
            name="per_page",
            description="Results on a page.",
            bounds=(1, limits.max_per_page),
            default=limits.per_page,
        ),
        Parameter(
            name="exact",
            description="1: search for `q` as typed, even if it finds nothing and a correction would.",
            allowed=("0", "1"),
            default="0",
        ),
    )


def resource_parameters(*_: object) -> tuple[Parameter, ...]:
    """Return the parameters of one resource."""
    return _RESOURCE


def suggest_parameters(*_: object) -> tuple[Parameter, ...]:
    """Return the parameters of suggestions."""
    return _SUGGEST


def nothing(*_: object) -> tuple[Parameter, ...]:
    """Return the parameters of an address that takes none."""
    return ()


def api_names(facets: FacetTable = STANDARD_TABLE) -> tuple[str, ...]:
    """Return the names of the parameters of a search of a library with these *facets*."""
    return tuple(each.name for each in search_parameters(SearchConfig(), facets))


def _of_facets(facets: FacetTable) -> Iterator[Parameter]:
    """Yield the standard facets, the range of years among them, then the other facets of the library."""
    for name in (*STANDARD_TABLE.names, *facets.others):
        yield _of_facet(facets[name])
        if name == "year":
            yield from _RANGE


def _of_facet(facet: Facet) -> Parameter:
    choosing = (
        f"Values of the facet {facet.label}, joined by OR, up to {MAX_VALUES} different ones; all names chosen have up to {MAX_NAMES:,} bytes together. "
        "Different facets are joined by AND."
    )
    if facet.kind == "year":
        return Parameter(name=facet.name, description=choosing, bounds=_YEARS, repeatable=True)
    return Parameter(name=facet.name, description=choosing, longest=MAX_NAME, repeatable=True)
