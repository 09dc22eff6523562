"""The values of a facet and their counts in; the values in the order in which they are listed, out.

Chosen values come first and are listed at 0 too (docs/api.md).
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt

from searchapp.engine.results import FacetValue

Counts = npt.NDArray[np.integer[Any]]


def by_count(names: Sequence[str], counts: Counts, chosen: tuple[str, ...]) -> tuple[FacetValue, ...]:
    """Return the values of a facet: chosen ones first, then by count, then by name.

    *names* are sorted by code point, and *counts* are in the same order. A value without a count is not listed, unless it
    was chosen.
    """
    (present,) = counts.nonzero()
    # Stable, so that equal counts leave the names in their order.
    order = present[np.argsort(-counts[present], kind="stable")]
    values = _values(map(names.__getitem__, order.tolist()), counts[order])
    if not chosen:
        return tuple(values)
    distinct = frozenset(chosen)
    first = [FacetValue(name, _count(names, counts, name), selected=True) for name in sorted(distinct)]
    first.sort(key=lambda value: -value.count)
    return (*first, *(value for value in values if value.value not in distinct))


def newest_first(years: Sequence[int], counts: Counts, chosen: tuple[int, ...]) -> tuple[FacetValue, ...]:
    """Return the values of the year facet; *years* ascend, and *counts* are in the same order."""
    present = np.flatnonzero(counts)[::-1]
    values = _values(map(years.__getitem__, present.tolist()), counts[present])
    if not chosen:
        return tuple(values)
    distinct = frozenset(chosen)
    first = (FacetValue(year, _count(years, counts, year), selected=True) for year in distinct)
    rest = (value for value in values if value.value not in distinct)
    return tuple(sorted((*first, *rest), key=lambda value: -int(value.value)))


def choosable(values: tuple[FacetValue, ...], scope: Sequence[str | int]) -> tuple[FacetValue, ...]:
    """Return *values* without the only one of the request's *scope*: every result has it, so it is no choice.

    It stays where it was chosen all the same.
    """
    if len(scope) != 1:
        return values
    return tuple(value for value in values if value.selected or value.value != scope[0])


def _values(names: Iterable[str | int], counts: Counts) -> Iterable[FacetValue]:
    # What FacetValue(...) does, without a call in Python for each of some hundred values.
    made = partial(tuple.__new__, FacetValue)
    return map(made, zip(names, counts.tolist(), repeat(object=False), strict=False))  # the last has no end


def _count(names: Sequence[Any], counts: Counts, name: str | int) -> int:
    place = bisect_left(names, name)
    return int(counts[place]) if place < len(names) and names[place] == name else 0
