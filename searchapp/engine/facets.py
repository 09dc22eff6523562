"""The values of a facet and their counts in; the values in the order in which they are listed, out.

Chosen values come first and are listed at 0 too (docs/api.md).
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import repeat
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from indexer.facets import Order
from searchapp.engine.request import Value
from searchapp.engine.results import FacetValue

Counts = npt.NDArray[np.integer[Any]]
Chosen = tuple[Value, ...]


def by_count(names: Sequence[Value], counts: Counts, chosen: Chosen) -> tuple[FacetValue, ...]:
    """Return the values of a facet: chosen ones first, then by count, then by name.

    *names* ascend (text by code point), and *counts* are in the same order. A value without a count is not listed, unless it
    was chosen.
    """
    (present,) = counts.nonzero()
    # Stable, so that equal counts leave the names in their order.
    order = present[np.argsort(-counts[present], kind="stable")]
    values = _values(map(names.__getitem__, order.tolist()), counts[order])
    if not chosen:
        return tuple(values)
    distinct = frozenset(chosen)
    first = sorted(_chosen_values(names, counts, distinct), key=_value_of)
    first.sort(key=lambda value: -value.count)
    return (*first, *(value for value in values if value.value not in distinct))


def by_name(names: Sequence[Value], counts: Counts, chosen: Chosen) -> tuple[FacetValue, ...]:
    """Return the values of a facet: chosen ones first, then by name."""
    (present,) = counts.nonzero()
    distinct = frozenset(chosen)
    values = _values(map(names.__getitem__, present.tolist()), counts[present])
    first = _chosen_values(names, counts, distinct)
    return (*sorted(first, key=_value_of), *(value for value in values if value.value not in distinct))


def newest_first(names: Sequence[Value], counts: Counts, chosen: Chosen) -> tuple[FacetValue, ...]:
    """Return the values of a facet, the last first, chosen ones in their places; *names* ascend."""
    present = np.flatnonzero(counts)[::-1]
    values = _values(map(names.__getitem__, present.tolist()), counts[present])
    if not chosen:
        return tuple(values)
    distinct = frozenset(chosen)
    first = _chosen_values(names, counts, distinct)
    rest = (value for value in values if value.value not in distinct)
    return tuple(sorted((*first, *rest), key=_value_of, reverse=True))


LISTING: Final[Mapping[Order, Callable[[Sequence[Value], Counts, Chosen], tuple[FacetValue, ...]]]] = {
    "count": by_count,
    "name": by_name,
    "newest": newest_first,
}


def choosable(values: tuple[FacetValue, ...], scope: Sequence[Value]) -> tuple[FacetValue, ...]:
    """Return *values* without the only one of the request's *scope*: every result has it, so it is no choice.

    It stays where it was chosen all the same.
    """
    if len(scope) != 1:
        return values
    return tuple(value for value in values if value.selected or value.value != scope[0])


def _chosen_values(names: Sequence[Value], counts: Counts, chosen: frozenset[Value]) -> Iterable[FacetValue]:
    return (FacetValue(name, _count(names, counts, name), selected=True) for name in chosen)


def _value_of(value: FacetValue) -> Any:
    return value.value


def _values(names: Iterable[Value], counts: Counts) -> Iterable[FacetValue]:
    # What FacetValue(...) does, without a call in Python for each of some hundred values.
    made = partial(tuple.__new__, FacetValue)
    return map(made, zip(names, counts.tolist(), repeat(object=False), strict=False))  # the last has no end


def _count(names: Sequence[Any], counts: Counts, name: Value) -> int:
    place = bisect_left(names, name)
    return int(counts[place]) if place < len(names) and names[place] == name else 0
