"""A resource and a question in, the parts of its score and its rank out."""

import numpy as np

from indexer.indexed import TEXT_FIELDS
from searchapp.engine.arrays.index.snapshot import Opened
from searchapp.engine.arrays.matching.matcher import Matches
from searchapp.engine.arrays.matching.occurrences import Occurrences
from searchapp.engine.arrays.ranking.passages import best_passage
from searchapp.engine.arrays.ranking.query_terms import Telling
from searchapp.engine.arrays.ranking.relevance_feedback import Agreement
from searchapp.engine.arrays.ranking.scores import scored
from searchapp.engine.explanation import ConceptPart, Explanation, spelled
from searchapp.engine.model import rounded
from searchapp.engine.query.expansion import Concept


def explain(opened: Opened, number: int, telling: Telling, matches: Matches) -> Explanation:
    """Return the parts of the score of resource *number*."""
    matching = matches.resources
    found = scored(opened, telling, matching) if telling.found else None
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
        concepts=tuple(
            _part(opened, number, *each)
            for each in zip(telling.concepts, telling.found, telling.weights_in(number), strict=True)
        ),
        passage=opened.ranking.passage * best_passage(opened, number, telling),
        closeness=0.0 if found is None else found.closeness.of(number),
        agreement=_agreement(opened, number, agreed),
        agreed=tuple(term for term, _ in agreed.terms) if number in agreed.resources else (),
        relaxed=matches.relaxed,
    )


def _agreement(opened: Opened, number: int, agreed: Agreement) -> float:
    if number not in agreed.resources:
        return 0.0
    return float(agreed.adds(opened, np.array([number], np.intp))[0])


def _part(opened: Opened, number: int, concept: Concept, found: Occurrences, weight: float) -> ConceptPart:
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
