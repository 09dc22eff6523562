"""Matches in; the score of each, with what is added to the best alone, out."""

from dataclasses import dataclass, field

import numpy as np

from searchapp.engine.arrays.index.norms import Scores
from searchapp.engine.arrays.index.segment import Numbers
from searchapp.engine.arrays.index.snapshot import Opened
from searchapp.engine.arrays.ranking.bm25f import score
from searchapp.engine.arrays.ranking.proximity import Closeness, closeness
from searchapp.engine.arrays.ranking.query_terms import QueryTerms
from searchapp.engine.arrays.ranking.relevance_feedback import Agreement, agreement
from searchapp.engine.model import CLOSEST, SENTENCE


@dataclass(frozen=True, slots=True)
class Scored:
    """The scores of all that match, in their order, and what of them was added to the best."""

    scores: Scores
    closeness: Closeness = field(default_factory=Closeness)
    agreement: Agreement = field(default_factory=Agreement)


def scored(opened: Opened, terms: QueryTerms, matching: Numbers) -> Scored:
    """Return the scores of *matching*: to those of a name its closeness is added, to those of a sentence agreement."""
    scores = score(opened, terms, matching)
    if len(terms) < 2 or not len(matching):
        return Scored(scores)
    if len(terms) < SENTENCE:
        head = opened.ordering.page(matching, scores, "relevance", 0, CLOSEST).numbers
        close = closeness(opened, terms, head)
        scores[np.searchsorted(matching, close.numbers)] += close.adds
        return Scored(scores, closeness=close)
    agreed = agreement(opened, terms, matching, scores)
    return Scored(agreed.added(opened, scores, matching), agreement=agreed)
