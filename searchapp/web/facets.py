"""Facet counts and the filters chosen in, the groups of checkboxes and the chips of a page out."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeVar

from searchapp.engine.request import SearchRequest
from searchapp.engine.results import FacetValue, SearchResults
from searchapp.web.addresses import first_page

VISIBLE: Final = 8  # values shown before the rest folds away: about what fits beside three results

FacetName = Literal["topic", "type", "year"]
_Value = TypeVar("_Value", str, int)
AddressOf = Callable[[SearchRequest], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One facet as a fieldset."""

    name: FacetName
    legend: str
    shown: tuple[FacetValue, ...]
    folded: tuple[FacetValue, ...]
    clear: str | None  # the address without this facet's filters; None: none is chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One chosen filter, and the address without it."""

    label: str
    remove: str


def groups(results: SearchResults, request: SearchRequest, address: AddressOf) -> tuple[Group, ...]:
    """Return the facets that have values, in the order of the page."""
    facets = results.facets
    rows: tuple[tuple[FacetName, str, tuple[FacetValue, ...], SearchRequest], ...] = (
        ("topic", "Topic", facets.topic, replace(request, topics=())),
        ("type", "Type", facets.type, replace(request, types=())),
        ("year", "Year", facets.year, replace(request, years=(), year_from=None, year_to=None)),
    )
    return tuple(
        _group(name, legend, values, None if cleared == request else address(first_page(cleared)))
        for name, legend, values, cleared in rows
        if values or cleared != request
    )


def chips(request: SearchRequest, address: AddressOf) -> tuple[Chip, ...]:
    """Return a chip for each chosen filter."""
    rows: list[tuple[str, SearchRequest]] = [
        *((name, replace(request, topics=_less(request.topics, name))) for name in request.topics),
        *((name, replace(request, types=_less(request.types, name))) for name in request.types),
        *((str(year), replace(request, years=_less(request.years, year))) for year in request.years),
    ]
    if request.year_from is not None:
        rows.append((f"From {request.year_from}", replace(request, year_from=None)))
    if request.year_to is not None:
        rows.append((f"To {request.year_to}", replace(request, year_to=None)))
    return tuple(Chip(label=label, remove=address(first_page(rest))) for label, rest in rows)


def _group(name: FacetName, legend: str, values: tuple[FacetValue, ...], clear: str | None) -> Group:
    # A value that would find nothing is no choice, unless it was chosen.
    values = tuple(value for value in values if value.count or value.selected)
    shown = [value for place, value in enumerate(values) if place < VISIBLE or value.selected]
    folded = [value for place, value in enumerate(values) if place >= VISIBLE and not value.selected]
    if len(folded) == 1:  # a fold for one line saves nothing
        shown, folded = list(values), []
    return Group(name=name, legend=legend, shown=tuple(shown), folded=tuple(folded), clear=clear)


def _less(values: tuple[_Value, ...], gone: _Value) -> tuple[_Value, ...]:
    return tuple(value for value in values if value != gone)
