"""Resources that are shown and the terms of a query in; in which fields each occurs, and whether as typed, out."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from indexer.indexed_fields import TEXT_FIELDS
from searchapp.engine.arrays.index.doc_sets import among
from searchapp.engine.arrays.ranking.query_terms import QueryTerms


@dataclass(frozen=True, slots=True)
class MatchedFields:
    """Where one term occurs in one resource."""

    fields: tuple[str, ...]  # in the order of TEXT_FIELDS
    exact: bool


def matched_fields(terms: QueryTerms, numbers: Sequence[int]) -> list[tuple[MatchedFields, ...]]:
    """Return for each resource where each of the terms occurs in it."""
    resources = np.array(numbers, np.intp)
    # Looked up for all of them at once: an operation on arrays costs as much for ten as for one.
    by_term = []
    for term in terms:
        found = term.occurrences
        there = [
            (field, among(resources, found.counts[field][0]).tolist())
            for field in TEXT_FIELDS
            if field in found.counts
        ]
        exact = among(resources, found.exact).tolist()
        by_term.append(
            [
                MatchedFields(tuple(field for field, found_in in there if found_in[place]), exact[place])
                for place in range(len(resources))
            ]
        )
    return list(zip(*by_term, strict=True)) if by_term else [()] * len(resources)
