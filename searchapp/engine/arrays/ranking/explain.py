"""A resource and a question in, the parts of its score and its rank out."""

import numpy as np

from indexer.indexed import SEARCHED
from searchapp.engine.arrays.index.norms import Scores
from searchapp.engine.arrays.index.segment import Numbers
from searchapp.engine.arrays.index.snapshot import Opened
from searchapp.engine.arrays.matching.matcher import Matches
from searchapp.engine.arrays.matching.occurrences import Occurrences
from searchapp.engine.arrays.ranking.bm25f import score
from searchapp.engine.arrays.ranking.passages import best_passage
from searchapp.engine.arrays.ranking.proximity import Closeness, closeness
from searchapp.engine.arrays.ranking.query_terms import Telling
from searchapp.engine.arrays.ranking.relevance_feedback import Agreement, agreement
from searchapp.engine.explanation import ConceptPart, Explanation, spelled
from searchapp.engine.model import CLOSEST, SENTENCE, rounded
from searchapp.engine.query.expansion import Concept


def explain(
    opened: Opened, number: int, telling: Telling, matches: Matches, scores: Scores | None
) -> Explanation:
    """Return the parts of the score of resource *number*; *scores* are those of the matches, in their order."""
    matching = matches.resources
    value, rank = None, None
    if number in matching:
        value = None if scores is None else rounded(float(scores[np.searchsorted(matching, number)]))
        rank = opened.ordering.rank(matching, scores, number)
    close, agreed = _among_the_best(opened, telling, matching)
    return Explanation(
        id=opened.index.id(number),
        matches=rank is not None,
        rank=rank,
        total=len(matching),
        score=value,
        concepts=tuple(
            _part(opened, number, *each)
            for each in zip(telling.concepts, telling.found, telling.weights, strict=True)
        ),
        passage=opened.ranking.passage * best_passage(opened, number, telling),
        closeness=close.of(number),
        agreement=_agreement(opened, number, agreed),
        agreed=tuple(term for term, _ in agreed.terms) if number in agreed.resources else (),
        relaxed=matches.relaxed,
    )


def _among_the_best(opened: Opened, telling: Telling, matching: Numbers) -> tuple[Closeness, Agreement]:
    """Return what is added to the best alone: to those of a name, or to those of a sentence."""
    if len(telling.concepts) < 2 or not len(matching):
        return Closeness(), Agreement()
    scores = score(opened, telling, matching)
    if len(telling.concepts) < SENTENCE:
        head = opened.ordering.page(matching, scores, "relevance", 0, CLOSEST).numbers
        return closeness(opened, telling, head), Agreement()
    return Closeness(), agreement(opened, telling, matching, scores)


def _agreement(opened: Opened, number: int, agreed: Agreement) -> float:
    if number not in agreed.resources:
        return 0.0
    return float(agreed.adds(opened, np.array([number], np.intp))[0])


def _part(opened: Opened, number: int, concept: Concept, found: Occurrences, weight: float) -> ConceptPart:
    exact = bool(np.isin(number, found.exact))
    counts = {field: count for field in SEARCHED if (count := found.count(field, number))}
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
