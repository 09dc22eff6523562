"""Facts of resources in, which of them the filters leave and exact facet counts out."""

from collections.abc import Iterable

from indexer.facets import STANDARD_TABLE, Facet, FacetTable
from searchapp.engine.request import Filters, Value
from searchapp.engine.results import Facets, FacetValue
from tests.twin.index import Facts

EVERYTHING = Filters()


def passes(facts: Facts, filters: Filters, *, but: str | None = None) -> bool:
    """Tell whether a resource passes every filter, that of the facet *but* left out."""
    return all(
        facet == but or _passes_one(facts, filters, facet)
        for facet in {"topic", "type", "year", *filters.facets}
    )


def _passes_one(facts: Facts, filters: Filters, facet: str) -> bool:
    chosen = {
        "topic": filters.topics, "type": filters.types, "year": filters.years, **filters.facets,
    }[facet]  # fmt: skip
    held = facts.facets.get(facet, ())
    ranged = facet == "year" and (filters.year_from, filters.year_to) != (None, None)
    if not chosen and not ranged:
        return True
    first = 0 if filters.year_from is None else filters.year_from
    last = 9999 if filters.year_to is None else filters.year_to
    return bool(set(map(str, chosen)) & set(held)) or (
        ranged and any(first <= int(year) <= last for year in held)
    )


def facets(
    matching: Iterable[Facts],
    filters: Filters,
    scope: Filters = EVERYTHING,
    table: FacetTable = STANDARD_TABLE,
) -> Facets:
    """Return the values and counts of every facet over the resources that match; the only one of a scope is no choice."""
    found = list(matching)
    listed = Facets()
    for facet in table:
        values = _facet(found, filters, facet)
        fixed = scope.chosen.get(facet.name, ())
        if len(fixed) == 1:
            values = tuple(value for value in values if value.selected or value.value != fixed[0])
        listed[facet.name] = values
    return listed


def _facet(matching: list[Facts], filters: Filters, facet: Facet) -> tuple[FacetValue, ...]:
    chosen = filters.chosen.get(facet.name, ())
    kind = int if facet.kind == "year" else str
    held: list[set[Value]] = [
        set(map(kind, facts.facets.get(facet.name, ())))
        for facts in matching
        if passes(facts, filters, but=facet.name)
    ]
    values = [
        FacetValue(value=value, count=sum(value in values for values in held), selected=value in chosen)
        for value in {*chosen, *set[Value]().union(*held)}
    ]
    values.sort(key=lambda each: each.value, reverse=facet.order == "newest")
    if facet.order != "newest":
        values.sort(key=lambda each: (not each.selected, -each.count if facet.order == "count" else 0))
    return tuple(values)
