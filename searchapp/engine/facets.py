"""Facts of resources in, which of them the filters leave and exact facet counts out.

OR inside a facet, AND across; a facet's counts leave out its own filter (DESIGN.md 8).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from indexer.schema import Facts
from searchapp.engine.request import Filters
from searchapp.engine.results import Facets, FacetValue

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
        topic=_by_count(counts["topic"], filters.topics),
        type=_by_count(counts["type"], filters.types),
        year=_newest_first(counts["year"], filters.years),
    )


def _by_count(counts: Counter[str | int], chosen: tuple[str, ...]) -> tuple[FacetValue, ...]:
    """Chosen values first, then by count, then by name; a chosen value is listed at 0 too."""
    values = [
        FacetValue(value=value, count=counts[value], selected=value in chosen) for value in {*counts, *chosen}
    ]
    return tuple(sorted(values, key=lambda value: (not value.selected, -value.count, str(value.value))))


def _newest_first(counts: Counter[str | int], chosen: tuple[int, ...]) -> tuple[FacetValue, ...]:
    values = [
        FacetValue(value=year, count=counts[year], selected=year in chosen) for year in {*counts, *chosen}
    ]
    return tuple(sorted(values, key=lambda value: -int(value.value)))
