"""Matching resources and filters in; which are left, and exact facet counts, out.

OR inside a facet, AND across; a facet's counts leave out its own filter (docs/api.md).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from indexer.facets import Facet, FacetTable
from searchapp.engine.arrays.index.reader import ArrayIndex
from searchapp.engine.arrays.index.segment import Mask, Numbers, Segment
from searchapp.engine.arrays.index.years import within_years
from searchapp.engine.facets import LISTING, choosable
from searchapp.engine.request import Filters, SearchRequest, Value
from searchapp.engine.results import Facets, FacetValue

Tally = npt.NDArray[np.intp]  # one count a value of a facet, in the order of the names


class FacetColumn:
    """The values of one facet: which resource has which."""

    def __init__(self, index: ArrayIndex, facet: Facet) -> None:
        self._index = index
        self._facet = facet.name
        self._listed = LISTING[facet.order]
        value: Callable[[str], Value] = int if facet.kind == "year" else str
        self.values: list[Any] = sorted(map(value, index.names(facet.name)))  # all text, or all numbers
        places = {each: place for place, each in enumerate(self.values)}
        # Each segment numbers its own values: their places among all.
        self._places = [
            np.array([places[value(name)] for name in segment.names(facet.name)], np.intp)
            for segment in index.segments
        ]

    def listed(self, numbers: Numbers, chosen: tuple[Value, ...]) -> tuple[FacetValue, ...]:
        """Return its values over the resources *numbers* with their counts, in order."""
        return self._listed(self.values, self.counts(numbers), chosen)

    @cached_property
    def _all(self) -> Tally:
        return self._counted(np.flatnonzero(self._index.everything()))

    def counts(self, numbers: Numbers) -> Tally:
        """Return how many of the resources *numbers* have each value."""
        if 2 * len(numbers) <= self._index.resources:
            return self._counted(numbers)
        # Of many it is cheaper to count those that are missing.
        others = self._index.everything()
        others[numbers] = False
        return self._all - self._counted(np.flatnonzero(others))

    def _counted(self, numbers: Numbers) -> Tally:
        tally = np.zeros(len(self.values), np.intp)
        for (segment, local), places in zip(self._index.by_segment(numbers), self._places, strict=True):
            tally[places] += np.bincount(_values(segment, self._facet, local), minlength=len(places))
        return tally


def _values(segment: Segment, facet: str, numbers: Numbers) -> npt.NDArray[np.unsignedinteger]:
    """Return the ordinals of the values that resources have, one behind the other."""
    ptr = segment.file[f"{facet}.of.ptr"]
    begin = ptr[numbers].astype(np.intp)
    held = ptr[numbers + 1].astype(np.intp) - begin
    ends = held.cumsum()
    # Ranges one behind the other: each place is its own number plus how far its range is from where it was put.
    at = np.repeat(begin - ends + held, held)
    at += np.arange(len(at))
    values: npt.NDArray[np.unsignedinteger] = segment.file[f"{facet}.of.values"][at]
    return values


class FacetColumns:
    """The facets of a build."""

    def __init__(self, index: ArrayIndex, table: FacetTable) -> None:
        self.table = table
        self.columns = {facet.name: FacetColumn(index, facet) for facet in table}


@dataclass(frozen=True, slots=True)
class FilterMasks:
    """Which resources the filter of each facet lets pass; a facet without a filter has none."""

    masks: Mapping[str, Mask]

    @classmethod
    def of(cls, index: ArrayIndex, filters: Filters) -> "FilterMasks":
        """Look the values up."""
        masks = {facet: _named(index, facet, values) for facet, values in filters.chosen.items() if values}
        if filters.ranged:
            within = within_years(index, filters.year_from, filters.year_to)
            masks["year"] = masks["year"] | within if "year" in masks else within
        return cls(masks)

    def all(self) -> Mask | None:
        """Return which resources pass every filter; None: all of them."""
        passing: Mask | None = None
        for mask in self.masks.values():
            passing = mask if passing is None else passing & mask
        return passing

    def passing(self, numbers: Numbers, *, but: str | None = None) -> Numbers:
        """Return those of *numbers* that pass every filter, that of the facet *but* left out."""
        for facet, mask in self.masks.items():
            if facet != but:
                numbers = numbers[mask[numbers]]
        return numbers


def _named(index: ArrayIndex, facet: str, values: Sequence[Value]) -> Mask:
    mask = np.zeros(index.size, np.bool_)
    if index.has_facet(facet):
        for value in values:
            mask[index.with_name(facet, str(value))] = True
    return mask


def facets(
    columns: FacetColumns, matching: Numbers, filtered: Numbers, masks: FilterMasks, request: SearchRequest
) -> Facets:
    """Return the values and counts of every facet over the resources that match the text within the scope.

    *filtered* are those of *matching* that pass every filter: what a facet without a filter of its own counts.
    """
    chosen, scope = request.chosen, request.scope.chosen
    listed = Facets()
    for name, column in columns.columns.items():
        left = masks.passing(matching, but=name) if name in masks.masks else filtered
        values = column.listed(left, chosen.get(name, ()))
        listed[name] = choosable(values, scope.get(name, ()))
    return listed
