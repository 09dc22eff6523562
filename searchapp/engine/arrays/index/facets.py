"""Matching resources and filters in; which are left, and exact facet counts, out.

OR inside a facet, AND across; a facet's counts leave out its own filter (docs/api.md).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from searchapp.engine.arrays.index.reader import ArrayIndex
from searchapp.engine.arrays.index.segment import Mask, Numbers, Segment
from searchapp.engine.arrays.index.years import within_years
from searchapp.engine.facets import by_count, choosable, newest_first
from searchapp.engine.request import Filters, SearchRequest
from searchapp.engine.results import Facets

_Value = TypeVar("_Value", str, int)
Tally = npt.NDArray[np.intp]  # one count a value of a facet, in the order of the names


class FacetColumn(Generic[_Value]):
    """The values of one facet: which resource has which."""

    def __init__(self, index: ArrayIndex, facet: str, value: Callable[[str], _Value]) -> None:
        self._index = index
        self._facet = facet
        self.values: list[_Value] = sorted(map(value, index.names(facet)))
        places = {each: place for place, each in enumerate(self.values)}
        # Each segment numbers its own values: their places among all.
        self._places = [
            np.array([places[value(name)] for name in segment.names(facet)], np.intp)
            for segment in index.segments
        ]

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


@dataclass(frozen=True, slots=True)
class FacetColumns:
    """The facets of a build."""

    topic: FacetColumn[str]
    type: FacetColumn[str]
    year: FacetColumn[int]

    @classmethod
    def of(cls, index: ArrayIndex) -> "FacetColumns":
        """Make them for a build."""
        return cls(
            FacetColumn(index, "topic", str), FacetColumn(index, "type", str), FacetColumn(index, "year", int)
        )


@dataclass(frozen=True, slots=True)
class FilterMasks:
    """Which resources the filter of each facet lets pass; None: all of them."""

    topic: Mask | None
    type: Mask | None
    year: Mask | None

    @classmethod
    def of(cls, index: ArrayIndex, filters: Filters) -> "FilterMasks":
        """Look the values up."""
        ranged = filters.year_from is not None or filters.year_to is not None
        year = _named(index, "year", [str(year) for year in filters.years])
        if ranged:
            within = within_years(index, filters.year_from, filters.year_to)
            year = within if year is None else year | within
        return cls(_named(index, "topic", filters.topics), _named(index, "type", filters.types), year)

    def all(self) -> Mask | None:
        """Return which resources pass every filter; None: all of them."""
        passing: Mask | None = None
        for mask in (self.topic, self.type, self.year):
            if mask is not None:
                passing = mask if passing is None else passing & mask
        return passing

    def passing(self, numbers: Numbers, *, but: str | None = None) -> Numbers:
        """Return those of *numbers* that pass every filter, that of the facet *but* left out."""
        for facet in ("topic", "type", "year"):
            mask = None if facet == but else getattr(self, facet)
            if mask is not None:
                numbers = numbers[mask[numbers]]
        return numbers


def _named(index: ArrayIndex, facet: str, names: Sequence[str]) -> Mask | None:
    if not names:
        return None
    mask = np.zeros(index.size, np.bool_)
    for name in names:
        mask[index.with_name(facet, name)] = True
    return mask


def facets(columns: FacetColumns, matching: Numbers, masks: FilterMasks, request: SearchRequest) -> Facets:
    """Return the values and counts of every facet over the resources that match the text within the scope."""
    topics, types, years = columns.topic, columns.type, columns.year
    listed = Facets(
        topic=by_count(topics.values, topics.counts(masks.passing(matching, but="topic")), request.topics),
        type=by_count(types.values, types.counts(masks.passing(matching, but="type")), request.types),
        year=newest_first(years.values, years.counts(masks.passing(matching, but="year")), request.years),
    )
    scope = request.scope
    if scope == Filters():
        return listed
    return Facets(
        topic=choosable(listed.topic, scope.topics),
        type=choosable(listed.type, scope.types),
        year=choosable(listed.year, scope.years),
    )
