"""Facet counts and the filters chosen in, the groups of checkboxes and the chips of a page out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final, Literal, TypeVar

from searchapp.engine.request import MAX_NAME, SearchRequest
from searchapp.engine.results import FacetValue, SearchResults
from searchapp.web.addresses import first_page

VISIBLE: Final = 8  # values shown before the rest folds away: about what fits beside three results
# Values that a page of results holds of one facet, folded ones and all. Nobody looks for one among more without a
# filter box, and that is on the facet's own page (facet_values.py). Those that are chosen are always among them.
MAX_LISTED: Final = 40
MAX_LISTED_SIZE: Final = 8_000  # characters of all their names: 40 of 200
# What the links of all chips may take: each is as long as the address of the page. About ten filters always have theirs.
CHIP_BYTES: Final = 40_000

FacetName = Literal["topic", "type", "year"]
_Value = TypeVar("_Value", str, int)
AddressOf = Callable[[SearchRequest], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetGroup:
    """One facet as a fieldset."""

    name: FacetName
    legend: str
    shown: tuple[FacetValue, ...]
    folded: tuple[FacetValue, ...]
    total: int  # values in all
    everything: (
        str | None
    )  # the address of all of them; None: too long, a button of the search form leads there
    clear: (
        str | None
    )  # the address without this facet's filters; None: none is chosen, or it would be too long

    @property
    def partial(self) -> bool:
        """Whether there are values that are not among these."""
        return self.total > len(self.shown) + len(self.folded)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One chosen filter, and the address without it."""

    label: str
    remove: str


def groups(
    results: SearchResults,
    request: SearchRequest,
    address: AddressOf,
    all_values: Callable[[FacetName], str],
    *,
    linked: bool,
) -> tuple[FacetGroup, ...]:
    """Return the facets that have values, in the order of the page; not *linked*: addresses are too long."""
    facets = results.facets
    rows: tuple[tuple[FacetName, str, tuple[FacetValue, ...], SearchRequest], ...] = (
        ("topic", "Topic", facets.topic, replace(request, topics=())),
        ("type", "Type", facets.type, replace(request, types=())),
        ("year", "Year", facets.year, replace(request, years=(), year_from=None, year_to=None)),
    )
    return tuple(
        _facet_group(
            name,
            legend,
            values,
            all_values=all_values if linked else None,
            clear=address(first_page(cleared)) if linked and cleared != request else None,
        )
        for name, legend, values, cleared in rows
        if values or cleared != request
    )


def chips(request: SearchRequest, address: AddressOf, *, size: int | None) -> tuple[Chip, ...]:
    """Return a chip for each chosen filter, as far as there is room for their links: the boxes of the others can be unticked.

    *size* is that of the page's own address, None: too long for any link.
    """
    rows: list[tuple[str, SearchRequest]] = [
        *((name, replace(request, topics=without(request.topics, name))) for name in request.topics),
        *((name, replace(request, types=without(request.types, name))) for name in request.types),
        *((str(year), replace(request, years=without(request.years, year))) for year in request.years),
    ]
    if request.year_from is not None:
        rows.append((f"From {request.year_from}", replace(request, year_from=None)))
    if request.year_to is not None:
        rows.append((f"To {request.year_to}", replace(request, year_to=None)))
    room = 0 if size is None else CHIP_BYTES // size
    return tuple(Chip(label=label, remove=address(first_page(rest))) for label, rest in rows[:room])


def choosable(value: FacetValue) -> bool:
    """Whether a value can be chosen: names that are longer than a request may hold cannot."""
    return not isinstance(value.value, str) or len(value.value) <= MAX_NAME


def present(values: Sequence[FacetValue]) -> list[FacetValue]:
    """Return the values that are a choice: one that would find nothing is none, unless it was chosen."""
    return [value for value in values if value.count or value.selected]


def without(values: tuple[_Value, ...], gone: _Value) -> tuple[_Value, ...]:
    """Return *values* without one of them."""
    return tuple(value for value in values if value != gone)


def _facet_group(
    name: FacetName,
    legend: str,
    values: Sequence[FacetValue],
    *,
    all_values: Callable[[FacetName], str] | None,
    clear: str | None,
) -> FacetGroup:
    choices = present(values)
    room = max(0, MAX_LISTED - sum(value.selected for value in choices))
    others = (value for value in choices if not value.selected and choosable(value))
    kept: set[str | int] = set()
    size = 0
    for value in islice(others, room):
        size += len(str(value.value))
        if size > MAX_LISTED_SIZE:
            break
        kept.add(value.value)
    listed = [value for value in choices if value.selected or value.value in kept]
    shown = [value for place, value in enumerate(listed) if place < VISIBLE or value.selected]
    folded = [value for place, value in enumerate(listed) if place >= VISIBLE and not value.selected]
    if len(folded) == 1:  # a fold for one line saves nothing
        shown, folded = listed, []
    return FacetGroup(
        name=name,
        legend=legend,
        shown=tuple(shown),
        folded=tuple(folded),
        total=len(choices),
        everything=all_values(name) if all_values is not None and len(listed) < len(choices) else None,
        clear=clear,
    )
