"""Resources that are shown and the terms of a query in; in which fields each occurs, and whether as typed, out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from indexer.indexed_fields import TEXT_FIELDS
from searchapp.engine.arrays.index.doc_sets import among
from searchapp.engine.arrays.index.segment import Numbers
from searchapp.engine.arrays.matching.occurrences import Weighted
from searchapp.engine.arrays.ranking.query_terms import QueryTerms


@dataclass(frozen=True, slots=True)
class MatchedFields:
    """Where one term occurs in one resource."""

    fields: tuple[str, ...]  # in the order of TEXT_FIELDS
    exact: bool
    synonyms: tuple[str, ...] = ()  # the fields in which only synonyms of it occur


def matched_fields(terms: QueryTerms, numbers: Sequence[int]) -> list[tuple[MatchedFields, ...]]:
    """Return for each resource where each of the terms occurs in it."""
    resources = np.array(numbers, np.intp)
    # Looked up for all of them at once: an operation on arrays costs as much for ten as for one.
    by_term = []
    for term in terms:
        found = term.occurrences
        typed = _there(resources, found.as_typed)
        others = _there(resources, found.synonyms)
        exact = among(resources, found.exact).tolist()
        by_term.append(
            [_of_resource(typed, others, place, exact=exact[place]) for place in range(len(resources))]
        )
    return list(zip(*by_term, strict=True)) if by_term else [()] * len(resources)


_There = list[tuple[str, list[bool]]]  # field -> which of the resources have it there


def _there(resources: Numbers, counts: Mapping[str, Weighted]) -> _There:
    return [(field, among(resources, counts[field][0]).tolist()) for field in TEXT_FIELDS if field in counts]


def _of_resource(typed: _There, synonyms: _There, place: int, *, exact: bool) -> MatchedFields:
    fields = tuple(field for field, there in typed if there[place])
    if not synonyms:  # nearly all
        return MatchedFields(fields, exact)
    others = tuple(field for field, there in synonyms if there[place] and field not in fields)
    return MatchedFields(fields, exact, others)
