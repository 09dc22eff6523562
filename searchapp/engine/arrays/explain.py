"""A resource and the plan of a query in, the parts of its score and its rank out."""

import numpy as np

from indexer.indexed import TEXT_FIELDS
from searchapp.engine.arrays.index.snapshot import Opened
from searchapp.engine.arrays.query_plan import QueryPlan
from searchapp.engine.arrays.ranking.passages import best_passage
from searchapp.engine.arrays.ranking.query_terms import WeightedTerm
from searchapp.engine.arrays.ranking.relevance_feedback import Agreement
from searchapp.engine.explanation import ConceptPart, Explanation, spelled
from searchapp.engine.model import rounded


def explain(plan: QueryPlan, number: int) -> Explanation:
    """Return the parts of the score of resource *number*."""
    opened, matching, found = plan.opened, plan.matching, plan.scored()
    agreed = Agreement() if found is None else found.agreement
    value, rank = None, None
    if number in matching:
        if found is not None:
            value = rounded(float(found.scores[np.searchsorted(matching, number)]))
        rank = opened.ordering.rank(matching, None if found is None else found.scores, number)
    return Explanation(
        id=opened.index.id(number),
        matches=rank is not None,
        rank=rank,
        total=len(matching),
        score=value,
        concepts=tuple(_part(opened, number, term) for term in plan.terms),
        passage=opened.ranking.passage * best_passage(opened, number, plan.terms),
        closeness=0.0 if found is None else found.closeness.of(number),
        agreement=_agreement(opened, number, agreed),
        agreed=tuple(term for term, _ in agreed.terms) if number in agreed.resources else (),
        relaxed=plan.relaxed,
    )


def _agreement(opened: Opened, number: int, agreed: Agreement) -> float:
    if number not in agreed.resources:
        return 0.0
    return float(agreed.adds(opened, np.array([number], np.intp))[0])


def _part(opened: Opened, number: int, term: WeightedTerm) -> ConceptPart:
    concept, found, weight = term.concept, term.occurrences, term.weight_in(number)
    exact = bool(np.isin(number, found.exact))
    counts = {field: count for field in TEXT_FIELDS if (count := found.count(field, number))}
    bonus = opened.ranking.exact if exact else 0.0
    return ConceptPart(
        asked=spelled(concept),
        resources=len(found.resources),
        times=concept.times,
        telling=weight,
        counts=counts,
        exact=exact,
        adds=weight * (opened.norms.saturation(counts, number) + bonus),
    )
