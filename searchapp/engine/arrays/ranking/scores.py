"""Matches in; the score of each, with what is added to the best alone, out."""

from dataclasses import dataclass, field

import numpy as np

from searchapp.engine.arrays.index.doc_sets import among
from searchapp.engine.arrays.index.norms import Scores
from searchapp.engine.arrays.index.segment import Numbers
from searchapp.engine.arrays.index.snapshot import IndexSnapshot
from searchapp.engine.arrays.ranking.bm25f import score
from searchapp.engine.arrays.ranking.naming import naming
from searchapp.engine.arrays.ranking.proximity import Proximity, proximity
from searchapp.engine.arrays.ranking.query_terms import QueryTerms
from searchapp.engine.arrays.ranking.score_regularization import Similarity, similarity
from searchapp.engine.model import LONG_QUERY, NAVIGATION_FACTOR, PROXIMITY_RESULTS


@dataclass(frozen=True, slots=True)
class Scored:
    """The scores of all that match, in their order, and what of them was added to the best."""

    scores: Scores
    named: Scores  # what titles and headings that are what was asked for add, of all that match
    proximity: Proximity = field(default_factory=Proximity)
    similarity: Similarity = field(default_factory=Similarity)


def own_scores(snapshot: IndexSnapshot, terms: QueryTerms, wanted: Numbers) -> tuple[Scores, Scores]:
    """Return the score of each of *wanted* by its own words alone, and what of it its title and headings add."""
    named = naming(snapshot, terms, wanted)
    scores = score(snapshot, terms, wanted) + named
    if len(snapshot.norms.navigation):
        scores[among(wanted, snapshot.norms.navigation)] *= NAVIGATION_FACTOR
    return scores, named


def scored(snapshot: IndexSnapshot, terms: QueryTerms, matching: Numbers) -> Scored:
    """Return the scores of *matching*: short queries gain by proximity, long ones by score regularization."""
    scores, named = own_scores(snapshot, terms, matching)
    if len(terms) < 2 or not len(matching):
        return Scored(scores, named)
    if len(terms) < LONG_QUERY:
        head = snapshot.ordering.page(matching, scores, "relevance", 0, PROXIMITY_RESULTS).numbers
        close = proximity(snapshot, terms, head)
        scores[np.searchsorted(matching, close.numbers)] += close.adds
        return Scored(scores, named, proximity=close)
    alike = similarity(snapshot, matching, scores)
    scores[np.searchsorted(matching, alike.numbers)] += alike.adds
    return Scored(scores, named, similarity=alike)
