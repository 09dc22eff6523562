"""Facts of resources in, which of them the filters leave and exact facet counts out."""

from collections.abc import Iterable

from searchapp.engine.request import Filters
from searchapp.engine.results import Facets, FacetValue
from tests.twin.index import Facts

FACETS = ("topic", "type", "year")
EVERYTHING = Filters()


def passes(facts: Facts, filters: Filters, *, but: str | None = None) -> bool:
    """Tell whether a resource passes every filter, that of the facet *but* left out."""
    return all(_chosen(facts, filters, facet) for facet in FACETS if facet != but)


def _chosen(facts: Facts, filters: Filters, facet: str) -> bool:
    if facet == "topic":
        return not filters.topics or bool(set(filters.topics) & set(facts.topics))
    if facet == "type":
        return not filters.types or bool(set(filters.types) & set(facts.types))
    ranged = (filters.year_from, filters.year_to) != (None, None)
    if not filters.years and not ranged:
        return True
    first = 0 if filters.year_from is None else filters.year_from
    last = 9999 if filters.year_to is None else filters.year_to
    return facts.year is not None and (
        facts.year in filters.years or (ranged and first <= facts.year <= last)
    )


def _values(facts: Facts, facet: str) -> set[str | int]:
    if facet == "year":
        return set() if facts.year is None else {facts.year}
    return set(facts.topics if facet == "topic" else facts.types)


def facets(matching: Iterable[Facts], filters: Filters, scope: Filters = EVERYTHING) -> Facets:
    """Return the values and counts of every facet over the resources that match; the only one of a scope is no choice."""
    found = list(matching)
    listed = {facet: _facet(found, filters, facet) for facet in FACETS}
    for facet, fixed in zip(FACETS, (scope.topics, scope.types, scope.years), strict=True):
        if len(fixed) == 1:
            listed[facet] = tuple(
                value for value in listed[facet] if value.selected or value.value != fixed[0]
            )
    return Facets(**listed)


def _facet(matching: list[Facts], filters: Filters, facet: str) -> tuple[FacetValue, ...]:
    filtered: dict[str, tuple[str | int, ...]] = {
        "topic": filters.topics, "type": filters.types, "year": filters.years,
    }  # fmt: skip
    chosen = filtered[facet]
    held = [_values(facts, facet) for facts in matching if passes(facts, filters, but=facet)]
    values = [
        FacetValue(value=value, count=sum(value in values for values in held), selected=value in chosen)
        for value in {*chosen, *set[str | int]().union(*held)}
    ]
    if facet == "year":
        return tuple(sorted(values, key=lambda each: -int(each.value)))
    return tuple(sorted(values, key=lambda each: (not each.selected, -each.count, each.value)))
