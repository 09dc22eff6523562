"""Occurrences in, one score a resource out: BM25F over fields, plus its best passage, plus exact forms.

BM25F: Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted fields", CIKM 2004. Frequencies of
all fields are weighted and normalised by length before they are saturated once, so that a word in the title and in
the text is one piece of evidence and not two.
"""

import numpy as np

from searchapp.engine.arrays.index.norms import Scores
from searchapp.engine.arrays.index.reader import Postings
from searchapp.engine.arrays.index.segment import Mask, Numbers
from searchapp.engine.arrays.index.snapshot import Opened
from searchapp.engine.arrays.ranking.passages import best_passage
from searchapp.engine.arrays.ranking.query_terms import QueryTerms

_FEW = 3  # scores, a concept and a resource each, that Python has added up before NumPy has its arrays


def score(opened: Opened, terms: QueryTerms, matching: Numbers) -> Scores:
    """Return the score of each resource in *matching*, in their order, not rounded.

    Most resources that have some word do not match, so they are left out before anything is computed.
    """
    index, norms, ranking = opened.index, opened.norms, opened.ranking
    if len(matching) * len(terms) <= _FEW:
        return np.array([_one(opened, terms, number) for number in matching.tolist()], np.float64)
    scores = np.zeros(index.size)
    frequencies = np.zeros(index.size)  # all zeros again after each concept
    wanted = np.zeros(index.size, np.bool_)
    wanted[matching] = True
    passages = np.zeros(index.passages) if any(len(term.occurrences.passages[0]) for term in terms) else None
    for term in terms:
        found = term.occurrences
        counts = {field: _only(wanted, len(matching), postings) for field, postings in found.counts.items()}
        for field, (numbers, often) in counts.items():
            frequencies[numbers] += often * norms.worth[field][numbers]
        for numbers, _ in counts.values():
            there = frequencies[numbers]
            frequencies[numbers] = 0  # a resource with it in several fields is added once
            np.add.at(scores, numbers, term.weights_in(numbers) * (there / (there + ranking.k1)))
        if "text" in counts:
            # Of a resource with an only passage that is the best one.
            numbers, often = counts["text"]
            weights = term.weights_in(numbers)
            np.add.at(scores, numbers, ranking.passage * weights * (often / (often + norms.only[numbers])))
        if len(found.exact):
            np.add.at(scores, found.exact, np.float64(term.weight * ranking.exact))
        if passages is not None:
            numbers, often = found.passages
            weights = term.weights_in_passages(index, numbers)
            np.add.at(passages, numbers, weights * (often / (often + norms.passages[numbers])))
    if passages is not None:
        scores[norms.several] += ranking.passage * np.maximum.reduceat(passages, norms.starts)
    every: Scores = scores[matching]
    return every


def _one(opened: Opened, terms: QueryTerms, number: int) -> float:
    """Return the score of one resource: the same sum, without the arrays that many need."""
    total = 0.0
    for term in terms:
        found, weight = term.occurrences, term.weight_in(number)
        counts = {field: found.count(field, number) for field in found.counts}
        total += weight * opened.norms.saturation(counts, number)
        place = int(found.exact.searchsorted(number))
        if place < len(found.exact) and found.exact[place] == number:
            total += weight * opened.ranking.exact
    return total + opened.ranking.passage * best_passage(opened, number, terms)


def _only(wanted: Mask, count: int, postings: Postings) -> Postings:
    """Return the postings of the *count* resources that are *wanted*, or all where that saves little."""
    numbers, often = postings
    if 2 * count > len(numbers):
        return postings
    (kept,) = wanted[numbers].nonzero()
    return numbers[kept], often[kept]
