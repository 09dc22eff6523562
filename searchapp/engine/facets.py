"""Facts of resources in, which of them the filters leave and exact facet counts out.

OR inside a facet, AND across; a facet's counts leave out its own filter (DESIGN.md 8).
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import repeat
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from indexer.schema import Facts
from searchapp.engine.request import Filters
from searchapp.engine.results import Facets, FacetValue

Counts = NDArray[np.integer[Any]]
_Values = Callable[[Facts], tuple[str | int, ...]]

_VALUES: Final[Mapping[str, _Values]] = {
    "topic": lambda facts: facts.topics,
    "type": lambda facts: facts.types,
    "year": lambda facts: () if facts.year is None else (facts.year,),
}


def passes(facts: Facts, filters: Filters, *, but: str | None = None) -> bool:
    """Tell whether a resource passes every filter, that of the facet *but* left out."""
    return all(_chosen(facts, filters, facet) for facet in _VALUES if facet != but)


def _chosen(facts: Facts, filters: Filters, facet: str) -> bool:
    if facet == "topic":
        return not filters.topics or not set(filters.topics).isdisjoint(facts.topics)
    if facet == "type":
        return not filters.types or not set(filters.types).isdisjoint(facts.types)
    ranged = filters.year_from is not None or filters.year_to is not None
    if not filters.years and not ranged:
        return True
    if facts.year is None:
        return False
    return facts.year in filters.years or (ranged and in_range(facts.year, filters))


def in_range(year: int, filters: Filters) -> bool:
    """Tell whether *year* lies within year_from and year_to, both included."""
    return (filters.year_from is None or filters.year_from <= year) and (
        filters.year_to is None or year <= filters.year_to
    )


def facets(matching: Iterable[Facts], filters: Filters) -> Facets:
    """Return the values and counts of every facet over the resources that match the text."""
    counts: dict[str, Counter[str | int]] = {facet: Counter() for facet in _VALUES}
    for facts in matching:
        for facet, values in _VALUES.items():
            if passes(facts, filters, but=facet):
                counts[facet].update(set(values(facts)))
    return Facets(
        topic=by_count(*_columns(counts["topic"]), filters.topics),
        type=by_count(*_columns(counts["type"]), filters.types),
        year=newest_first(*_columns(counts["year"]), filters.years),
    )


def _columns(counts: Counter[Any]) -> tuple[list[Any], Counts]:
    names = sorted(counts)
    return names, np.array([counts[name] for name in names], np.int64)


def by_count(names: Sequence[str], counts: Counts, chosen: tuple[str, ...]) -> tuple[FacetValue, ...]:
    """Return the values of a facet: chosen ones first, then by count, then by name.

    *names* stand by code point, and *counts* beside them. A value without a count is not listed, unless it
    was chosen.
    """
    present = np.flatnonzero(counts)
    # Stable, so that equal counts leave the names in their order.
    order = present[np.argsort(-counts[present], kind="stable")]
    values = _values(map(names.__getitem__, order.tolist()), counts[order])
    if not chosen:
        return tuple(values)
    first = [FacetValue(name, _count(names, counts, name), selected=True) for name in sorted(set(chosen))]
    first.sort(key=lambda value: -value.count)
    return (*first, *(value for value in values if value.value not in chosen))


def newest_first(years: Sequence[int], counts: Counts, chosen: tuple[int, ...]) -> tuple[FacetValue, ...]:
    """Return the values of the year facet; *years* ascend, and *counts* stand beside them."""
    present = np.flatnonzero(counts)[::-1]
    values = _values(map(years.__getitem__, present.tolist()), counts[present])
    if not chosen:
        return tuple(values)
    first = (FacetValue(year, _count(years, counts, year), selected=True) for year in set(chosen))
    rest = (value for value in values if value.value not in chosen)
    return tuple(sorted((*first, *rest), key=lambda value: -int(value.value)))


def _values(names: Iterable[str | int], counts: Counts) -> Iterable[FacetValue]:
    # What FacetValue(...) does, without a call in Python for each of some hundred values.
    made = partial(tuple.__new__, FacetValue)
    return map(made, zip(names, counts.tolist(), repeat(object=False), strict=False))  # the last has no end


def _count(names: Sequence[Any], counts: Counts, name: str | int) -> int:
    place = bisect_left(names, name)
    return int(counts[place]) if place < len(names) and names[place] == name else 0
