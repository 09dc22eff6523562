"""A resource and the plan of a query in, the parts of its score and its rank out."""

from collections.abc import Mapping

import numpy as np

from indexer.indexed_fields import TEXT_FIELDS
from searchapp.engine.arrays.index.doc_sets import among
from searchapp.engine.arrays.index.snapshot import IndexSnapshot
from searchapp.engine.arrays.matching.occurrences import Weighted, frequency
from searchapp.engine.arrays.query_plan import QueryPlan
from searchapp.engine.arrays.ranking.passages import best_passage
from searchapp.engine.arrays.ranking.query_terms import WeightedTerm
from searchapp.engine.explanation import ConceptPart, Explanation, spelled
from searchapp.engine.messages import sentences
from searchapp.engine.model import NAVIGATION_FACTOR, rounded


def explain(plan: QueryPlan, number: int) -> Explanation:
    """Return the parts of the score of resource *number*."""
    snapshot, matching, found = plan.snapshot, plan.matching, plan.scored()
    value, rank, named = None, None, 0.0
    if number in matching:
        if found is not None:
            named = found.named.of(number)
            value = rounded(float(found.scores[np.searchsorted(matching, number)]))
        rank = snapshot.ordering.rank(matching, None if found is None else found.scores, number)
    parts = tuple(_part(snapshot, number, term) for term in plan.terms)
    passage = snapshot.ranking.passage * best_passage(snapshot, number, plan.terms)
    own = sum(part.adds for part in parts) + passage + named
    leads_on = bool(among(np.array([number]), snapshot.norms.navigation)[0])
    return Explanation(
        id=snapshot.index.id(number),
        matches=rank is not None,
        rank=rank,
        total=len(matching),
        score=value,
        concepts=parts,
        passage=passage,
        named=named,
        navigation=(NAVIGATION_FACTOR - 1) * own if leads_on else 0.0,
        proximity=0.0 if found is None else found.proximity.of(number),
        similarity=0.0 if found is None else found.similarity.of(number),
        relaxed=sentences(plan.notices),
    )


def _part(snapshot: IndexSnapshot, number: int, term: WeightedTerm) -> ConceptPart:
    concept, found, weight = term.concept, term.occurrences, term.weight_in(number)
    exact = bool(np.isin(number, found.exact))
    counts = {field: count for field in TEXT_FIELDS if (count := found.count(field, number))}
    typed, synonyms = (_counted(each, number) for each in (found.as_typed, found.synonyms))
    bonus = snapshot.ranking.exact if exact else 0.0
    return ConceptPart(
        asked=spelled(concept),
        resources=len(found.resources),
        times=concept.times,
        idf_weight=weight,
        counts=typed,
        synonyms=synonyms,
        exact=exact,
        adds=weight * (snapshot.norms.saturation(counts, number) + bonus),
    )


def _counted(counts: Mapping[str, Weighted], number: int) -> dict[str, int]:
    return {field: count for field in TEXT_FIELDS if (count := int(frequency(counts, field, number)))}
