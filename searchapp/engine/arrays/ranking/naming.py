"""Titles and headings that are what was asked for; what they add to the score of their resource, out.

A page called "Return codes", or a section of this name, answers *return codes* better than a page that has the words
often. Each title and heading line counts by itself: how much of the query it has, and how much of it the query is.
"""

import numpy as np
import numpy.typing as npt

from searchapp.engine.arrays.index.doc_sets import union
from searchapp.engine.arrays.index.norms import Scores
from searchapp.engine.arrays.index.segment import Mask, Numbers, Segment
from searchapp.engine.arrays.index.snapshot import IndexSnapshot
from searchapp.engine.arrays.ranking.headings import HeadingLines
from searchapp.engine.arrays.ranking.query_terms import QueryTerms
from searchapp.engine.model import (
    HEADING_NAMED_WEIGHT,
    MIN_NAMED_SHARE,
    NAMED_POWER,
    TITLE_NAMED_WEIGHT,
)


def naming(snapshot: IndexSnapshot, terms: QueryTerms, wanted: Numbers) -> Scores:
    """Return what the title of each of *wanted*, or else a heading, adds to its score, in their order."""
    total = total_weight(terms)
    added = np.zeros(snapshot.index.size)
    is_wanted = np.zeros(snapshot.index.size, np.bool_)
    is_wanted[wanted] = True
    titled, weights = _having(snapshot, terms, "title", is_wanted, total)
    if len(titled):
        covered = _covered_of_titles(snapshot, terms)[titled]
        words = snapshot.index.column("title.content_words")[titled]
        added[titled] = (
            snapshot.ranking.title * TITLE_NAMED_WEIGHT * how_far_named(weights, covered, words, total)
        )
    headed, _ = _having(snapshot, terms, "headings", is_wanted, total)
    weight = snapshot.ranking.headings * HEADING_NAMED_WEIGHT
    for segment, local in snapshot.index.by_segment(headed):
        if len(local):
            best = _best_heading(segment, local, terms, total)
            numbers = local + segment.bases.resources
            added[numbers] = np.maximum(added[numbers], weight * best)
    of_wanted: Scores = added[wanted]
    return of_wanted


class NamedLines:
    """How far each of some consecutive heading lines of a segment is what was asked for."""

    def __init__(self, segment: Segment, first: int, end: int, total: float) -> None:
        self._content_words = segment.file["lines.content_words"][first:end]
        self._first, self._total = first, total
        self._weights = np.zeros(end - first)
        self._covered = np.zeros(end - first, np.intp)

    def add(self, lines: Numbers, weight: float, width: int) -> None:
        """Add a concept that is in *lines*; it stands for *width* words of theirs."""
        self._weights[lines - self._first] += weight
        self._covered[lines - self._first] += width

    @property
    def values(self) -> tuple[Numbers, Scores]:
        """The lines that are so at all, and how far."""
        lines = np.flatnonzero(self._weights >= MIN_NAMED_SHARE * self._total)
        words = self._content_words[lines]
        return lines + self._first, how_far_named(
            self._weights[lines], self._covered[lines], words, self._total
        )


def total_weight(terms: QueryTerms) -> float:
    """Return the weight of all words of a query, added up in their order: lines are compared with it."""
    total = 0.0
    for term in terms:
        total += term.weight
    return total


def how_far_named(
    weights: Scores, covered: Numbers, content_words: npt.NDArray[np.integer], total: float
) -> Scores:
    """Return how far each line is what was asked for, up to the *total* weight of the query.

    It has words of these *weights*, and they are *covered* of its *content_words*.
    """
    whole = total * (weights / total) ** NAMED_POWER
    values: Scores = whole * np.minimum(1.0, covered / np.maximum(1, content_words))
    return values


def _having(
    snapshot: IndexSnapshot, terms: QueryTerms, field: str, is_wanted: Mask, total: float
) -> tuple[Numbers, Scores]:
    """Return those that are wanted and have enough of the query's weight in *field*, and how much they have."""
    found = [
        (term, term.occurrences.as_typed[field][0]) for term in terms if field in term.occurrences.as_typed
    ]
    weights = np.zeros(snapshot.index.size)
    for term, numbers in found:
        weights[numbers] += term.weights_in(numbers)
    some = union([numbers for _, numbers in found], snapshot.index.size)
    some = some[is_wanted[some] & (weights[some] >= MIN_NAMED_SHARE * total)]
    return some, weights[some]


def _covered_of_titles(snapshot: IndexSnapshot, terms: QueryTerms) -> Numbers:
    """Return how many words of the title of each resource the query covers."""
    covered = np.zeros(snapshot.index.size, np.intp)
    for term in terms:
        if "title" in term.occurrences.as_typed:
            covered[term.occurrences.as_typed["title"][0]] += term.width
    return covered


def _best_heading(segment: Segment, local: Numbers, terms: QueryTerms, total: float) -> Scores:
    """Return how far the best heading line of each of *local* resources of a segment is what was asked for."""
    headings = HeadingLines(segment, local)
    lines = NamedLines(segment, 0, segment.file.counts["lines"], total)
    for term in terms:
        if "headings" not in term.occurrences.as_typed:
            continue
        for choices, weight, in_capitals in term.ways:
            found = headings.with_any(choices)
            if in_capitals is not None:
                owners = headings.owners(found) + segment.bases.resources
                found = found[term.named_among(owners) == in_capitals]
            lines.add(found, weight, term.width)
    best = np.zeros(segment.size)
    found, values = lines.values
    np.maximum.at(best, headings.owners(found), values)
    of_local: Scores = best[local]
    return of_local
