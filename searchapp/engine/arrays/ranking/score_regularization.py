"""The best results of a long query in; what each gains for being like the best of them, out.

Score regularization: Diaz, "Regularizing Ad Hoc Retrieval Scores", CIKM 2005. Relevant texts are like one another (the
cluster hypothesis: Jardine and van Rijsbergen, 1971): a result that is like others of the best is more likely to be
relevant, and one that shares only words of the query with them is there by chance. Results are re-ranked; none is added.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from searchapp.engine.arrays.index.norms import Scores
from searchapp.engine.arrays.index.ordering import rounded
from searchapp.engine.arrays.index.segment import Numbers
from searchapp.engine.arrays.index.snapshot import IndexSnapshot
from searchapp.engine.model import (
    COMPARED_RESULTS,
    COMPARED_TERMS,
    COPY_COSINE,
    REGULARIZED_RESULTS,
    SIMILARITY_WEIGHT,
    rank_discount,
)

_NO_NUMBERS: Final = np.zeros(0, np.intp)


@dataclass(frozen=True, slots=True)
class Similarity:
    """What the best results gain for being like one another."""

    numbers: Numbers = field(default_factory=lambda: _NO_NUMBERS)  # ascending
    adds: Scores = field(default_factory=lambda: np.zeros(0))

    def of(self, number: int) -> float:
        """Return what is added to the score of one resource."""
        return float(self.adds[self.numbers == number].sum())


def similarity(snapshot: IndexSnapshot, matching: Numbers, scores: Scores) -> Similarity:
    """Return what the best of *matching* by *scores* gain."""
    head = snapshot.ordering.page(matching, scores, "relevance", 0, REGULARIZED_RESULTS)
    best_score = head.scores[0] if head.scores else None
    if len(head.numbers) < 2 or not best_score:  # with weights of 0 no result is better than another
        return Similarity()
    likeness = _likeness(snapshot, head.numbers)
    most = float(likeness.max())
    if not most:
        return Similarity()
    numbers = np.array(head.numbers, np.intp)
    order = np.argsort(numbers)
    return Similarity(numbers[order], (SIMILARITY_WEIGHT * best_score / most * likeness)[order])


def _likeness(snapshot: IndexSnapshot, numbers: Sequence[int]) -> Scores:
    """Return how like the first COMPARED_RESULTS of *numbers* each is: its squared cosines with them, discounted by rank."""
    found, names = snapshot.term_vectors.of(numbers)
    discounts = np.array([rank_discount(rank) for rank in range(min(COMPARED_RESULTS, len(found)))])
    owners = np.repeat(np.arange(len(found)), [len(ids) for ids, _ in found])
    frequencies = np.concatenate([values for _, values in found])
    terms, columns = np.unique(np.concatenate([ids for ids, _ in found]), return_inverse=True)
    first = owners < len(discounts)
    said = discounts[owners[first]] * frequencies[first]
    weights = np.bincount(columns[first], said, minlength=len(terms)).astype(np.float64)
    shared = np.flatnonzero((weights > 0) & (np.bincount(columns, minlength=len(terms)) > 1))
    # Those that say most of the first results; by name where two say as much, because ids depend on what was asked before.
    by_weight = sorted(
        zip(
            (-rounded(weights[shared])).tolist(),
            map(names.__getitem__, terms[shared].tolist()),
            shared.tolist(),
            strict=True,
        )
    )[:COMPARED_TERMS]
    place = np.full(len(terms), -1)
    place[[column for _, _, column in by_weight]] = np.arange(len(by_weight))
    kept = place[columns] >= 0
    vectors = np.zeros((len(found), len(by_weight)))
    vectors[owners[kept], place[columns[kept]]] = frequencies[kept]
    vectors *= np.array([snapshot.term_vectors.idf(term) for _, term, _ in by_weight])
    # A text is long by what it shares with others, and by all that it says: either alone favours long texts or short ones.
    by_shared = np.sqrt((vectors * vectors).sum(axis=1))
    by_all = np.sqrt(np.bincount(owners, frequencies * frequencies, minlength=len(found)))
    lengths = np.sqrt(by_shared * by_all)
    lengths[lengths == 0] = by_all[by_all == 0] = 1.0  # a text without words is like none
    count = len(discounts)
    products = vectors @ vectors[:count].T
    cosines = products / np.outer(lengths, lengths[:count])
    # A copy of a text is no evidence for it; each is a copy of itself.
    ratios = np.divide.outer(by_all, by_all[:count])
    cosines[
        (products >= COPY_COSINE * np.outer(by_shared, by_shared[:count]))
        & (ratios >= COPY_COSINE)
        & (ratios <= 1 / COPY_COSINE)
    ] = 0.0
    likeness: Scores = (cosines * cosines) @ discounts
    return likeness
