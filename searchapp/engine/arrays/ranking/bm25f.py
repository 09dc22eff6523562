"""Query terms in, one score a resource out: BM25F over fields, plus its best passage, plus exact forms.

BM25F: Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted fields", CIKM 2004. Frequencies of
all fields are weighted and normalized by length before they are saturated once, so that a word in the title and in
the text is one piece of evidence and not two.
"""

from typing import Final

import numpy as np

from searchapp.engine.arrays.index.norms import Scores
from searchapp.engine.arrays.index.segment import Mask, Numbers
from searchapp.engine.arrays.index.snapshot import IndexSnapshot
from searchapp.engine.arrays.matching.occurrences import Weighted
from searchapp.engine.arrays.ranking.passages import best_passage
from searchapp.engine.arrays.ranking.query_terms import QueryTerms

# Of so few resources, times terms, Python has added up the scores before NumPy has its arrays.
SMALL_RESULT_LIMIT: Final = 3


def score(snapshot: IndexSnapshot, terms: QueryTerms, matching: Numbers) -> Scores:
    """Return the score of each resource in *matching*, in their order, not rounded.

    Most resources that have some word do not match, so they are left out before anything is computed.
    """
    index, norms, ranking = snapshot.index, snapshot.norms, snapshot.ranking
    if len(matching) * len(terms) <= SMALL_RESULT_LIMIT:
        return np.array([_score_one(snapshot, terms, number) for number in matching.tolist()], np.float64)
    scores = np.zeros(index.size)
    weighted = np.zeros(index.size)  # frequencies over all fields; all zeros again after each term
    is_match = np.zeros(index.size, np.bool_)
    is_match[matching] = True
    any_passages = any(len(term.occurrences.passages[0]) for term in terms)
    passages = np.zeros(index.passages) if any_passages else None
    for term in terms:
        found = term.occurrences
        counts = {
            field: _of_matches(is_match, len(matching), postings) for field, postings in found.counts.items()
        }
        for field, (numbers, frequencies) in counts.items():
            weighted[numbers] += frequencies * norms.normalized_boost[field][numbers]
        for numbers, _ in counts.values():
            total = weighted[numbers]
            weighted[numbers] = 0  # a resource with it in several fields is added once
            np.add.at(scores, numbers, term.weights_in(numbers) * (total / (total + ranking.k1)))
        if "text" in counts:
            # The only passage of a resource is its best one.
            numbers, frequencies = counts["text"]
            saturated = frequencies / (frequencies + norms.single_passage[numbers])
            np.add.at(scores, numbers, ranking.passage * term.weights_in(numbers) * saturated)
        if len(found.exact):
            np.add.at(scores, found.exact, np.float64(term.weight * ranking.exact))
        if passages is not None:
            numbers, frequencies = found.passages
            weights = term.weights_in_passages(index, numbers)
            np.add.at(passages, numbers, weights * (frequencies / (frequencies + norms.passages[numbers])))
    if passages is not None:
        scores[norms.multi_passage] += ranking.passage * np.maximum.reduceat(passages, norms.starts)
    of_matches: Scores = scores[matching]
    return of_matches


def _score_one(snapshot: IndexSnapshot, terms: QueryTerms, number: int) -> float:
    """Return the score of one resource: the same sum, without the arrays that many need."""
    total = 0.0
    for term in terms:
        found, weight = term.occurrences, term.weight_in(number)
        counts = {field: found.count(field, number) for field in found.counts}
        total += weight * snapshot.norms.saturation(counts, number)
        place = int(found.exact.searchsorted(number))
        if place < len(found.exact) and found.exact[place] == number:
            total += weight * snapshot.ranking.exact
    return total + snapshot.ranking.passage * best_passage(snapshot, number, terms)


def _of_matches(is_match: Mask, count: int, postings: Weighted) -> Weighted:
    """Return the postings of the *count* resources that match, or all where that saves little."""
    numbers, frequencies = postings
    if 2 * count > len(numbers):
        return postings
    (kept,) = is_match[numbers].nonzero()
    return numbers[kept], frequencies[kept]
