"""Matches in; the score of each, with what is added to the best alone, out."""

from dataclasses import dataclass, field

import numpy as np

from searchapp.engine.arrays.index.doc_sets import among
from searchapp.engine.arrays.index.norms import Scores
from searchapp.engine.arrays.index.segment import Numbers
from searchapp.engine.arrays.index.snapshot import IndexSnapshot
from searchapp.engine.arrays.ranking.bm25f import score
from searchapp.engine.arrays.ranking.naming import Named, naming
from searchapp.engine.arrays.ranking.proximity import Proximity, proximity
from searchapp.engine.arrays.ranking.query_terms import QueryTerms
from searchapp.engine.arrays.ranking.score_regularization import Similarity, similarity
from searchapp.engine.model import LONG_QUERY, NAMED_RESULTS, NAVIGATION_FACTOR, PROXIMITY_RESULTS


@dataclass(frozen=True, slots=True)
class Scored:
    """The scores of all that match, in their order, and what of them was added to the best."""

    scores: Scores
    named: Named = field(default_factory=Named)  # what titles and headings add that are what was asked for
    proximity: Proximity = field(default_factory=Proximity)
    similarity: Similarity = field(default_factory=Similarity)


def scored(snapshot: IndexSnapshot, terms: QueryTerms, matching: Numbers) -> Scored:
    """Return the scores of *matching*: short queries gain by proximity, long ones by score regularization."""
    if len(terms) == 1 or not len(matching):
        scores, named = scores_of_word(snapshot, terms, matching)
        return Scored(scores, Named(matching, named))
    scores = _own_scores(snapshot, terms, matching)
    head = np.sort(_best(snapshot, matching, scores, NAMED_RESULTS))
    named = naming(snapshot, terms, head)
    places = np.searchsorted(matching, head)
    scores[places] += _less_if_navigation(snapshot, head, named.copy())
    added = Named(head, named)
    if len(terms) < LONG_QUERY:
        # What titles and headings add makes none of the others one of the best.
        best = _best(snapshot, head, scores[places], PROXIMITY_RESULTS).tolist()
        close = proximity(snapshot, terms, best)
        scores[np.searchsorted(matching, close.numbers)] += close.adds
        return Scored(scores, added, proximity=close)
    alike = similarity(snapshot, matching, scores)
    scores[np.searchsorted(matching, alike.numbers)] += alike.adds
    return Scored(scores, added, similarity=alike)


def scores_of_word(snapshot: IndexSnapshot, terms: QueryTerms, wanted: Numbers) -> tuple[Scores, Scores]:
    """Return the score of each of *wanted* for a single word, and what of it its title or a heading adds.

    It depends on no other resource: so filters leave the others out.
    """
    named = naming(snapshot, terms, wanted)
    own = _own_scores(snapshot, terms, wanted)
    return own + _less_if_navigation(snapshot, wanted, named.copy()), named


def _own_scores(snapshot: IndexSnapshot, terms: QueryTerms, wanted: Numbers) -> Scores:
    return _less_if_navigation(snapshot, wanted, score(snapshot, terms, wanted))


def _less_if_navigation(snapshot: IndexSnapshot, numbers: Numbers, scores: Scores) -> Scores:
    """Return *scores*, which are by *numbers*, less for those that only lead to other pages."""
    if len(snapshot.norms.navigation):
        scores[among(numbers, snapshot.norms.navigation)] *= NAVIGATION_FACTOR
    return scores


def _best(snapshot: IndexSnapshot, matching: Numbers, scores: Scores, count: int) -> Numbers:
    return np.array(snapshot.ordering.page(matching, scores, "relevance", 0, count).numbers, np.intp)
