"""Titles and headings that are what was asked for; what they add to the score of their resource, out.

A page called "Return codes", or a section of this name, answers *return codes* better than a page that has the words
often. Each title and heading line counts by itself: how much of the query it has, and how much of it the query is.
"""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from searchapp.engine.arrays.index.doc_sets import among
from searchapp.engine.arrays.index.norms import Scores
from searchapp.engine.arrays.index.segment import NOTHING, Mask, Numbers, Segment
from searchapp.engine.arrays.index.snapshot import IndexSnapshot
from searchapp.engine.arrays.ranking.headings import HeadingLines
from searchapp.engine.arrays.ranking.query_terms import QueryTerms, WeightedTerm
from searchapp.engine.model import (
    HEADING_NAMED_WEIGHT,
    MIN_NAMED_SHARE,
    NAMED_POWER,
    NAMED_RESULTS,
    TITLE_NAMED_WEIGHT,
)


@dataclass(frozen=True, slots=True)
class Named:
    """What titles and headings add to the resources that are looked at."""

    numbers: Numbers = field(default_factory=lambda: NOTHING)  # ascending
    adds: Scores = field(default_factory=lambda: np.zeros(0))

    def of(self, number: int) -> float:
        """Return what is added to the score of one resource."""
        return float(self.adds[self.numbers == number].sum())


def naming(snapshot: IndexSnapshot, terms: QueryTerms, wanted: Numbers) -> Scores:
    """Return what the title of each of *wanted*, or else a heading, adds to its score, in their order."""
    total = total_weight(terms)
    added = np.zeros(len(wanted))
    titled, weights, covered = _having(snapshot, terms, "title", wanted, total)
    if len(titled):
        words = snapshot.index.column("title.content_words")[wanted[titled]]
        weight = snapshot.ranking.title * TITLE_NAMED_WEIGHT
        added[titled] = weight * how_far_named(weights, covered, words, total)
    headed, _, _ = _having(snapshot, terms, "headings", wanted, total)
    if len(headed):
        best = [
            _best_heading(segment, local, terms, total)
            for segment, local in snapshot.index.by_segment(wanted[headed])
        ]
        weight = snapshot.ranking.headings * HEADING_NAMED_WEIGHT
        added[headed] = np.maximum(added[headed], weight * np.concatenate(best))
    return added


class NamedLines:
    """How far heading lines of a segment are what was asked for."""

    def __init__(self, segment: Segment, total: float) -> None:
        self._content_words = segment.file["lines.content_words"]
        self._total = total
        self._found: list[tuple[Numbers, float, int]] = []

    def add(self, lines: Numbers, weight: float, width: int) -> None:
        """Add a concept that is in *lines*, each once; it stands for *width* words of theirs."""
        if len(lines):
            self._found.append((lines, weight, width))

    @property
    def values(self) -> tuple[Numbers, Scores]:
        """The lines that are so at all, ascending, and how far."""
        if not self._found:
            return NOTHING, np.zeros(0)
        lines = np.unique(np.concatenate([found for found, _, _ in self._found]))
        weights, covered = np.zeros(len(lines)), np.zeros(len(lines), np.intp)
        for found, weight, width in self._found:
            places = lines.searchsorted(found)
            weights[places] += weight
            covered[places] += width
        enough = np.flatnonzero(weights >= MIN_NAMED_SHARE * self._total)
        lines = lines[enough]
        words = self._content_words[lines]
        return lines, how_far_named(weights[enough], covered[enough], words, self._total)


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
    snapshot: IndexSnapshot, terms: QueryTerms, name: str, wanted: Numbers, total: float
) -> tuple[Numbers, Scores, Numbers]:
    """Return the places of those *wanted* with enough of the query's weight in a field; how much, and how many words."""
    weights, covered = np.zeros(len(wanted)), np.zeros(len(wanted), np.intp)
    for term in terms:
        if name in term.occurrences.as_typed:
            places = np.flatnonzero(_is_in(snapshot, term, name, wanted))
            weights[places] += term.weights_in(wanted[places])
            covered[places] += term.width
    enough = np.flatnonzero((weights >= MIN_NAMED_SHARE * total) & (weights > 0))
    return enough, weights[enough], covered[enough]


def _is_in(snapshot: IndexSnapshot, term: WeightedTerm, name: str, wanted: Numbers) -> Mask:
    """Return which of *wanted* have what was typed in a field."""
    numbers = term.occurrences.as_typed[name][0]
    if len(wanted) <= NAMED_RESULTS:  # each is looked up before all are marked
        return among(wanted, numbers)
    there = np.zeros(snapshot.index.size, np.bool_)
    there[numbers] = True
    marked: Mask = there[wanted]
    return marked


def _best_heading(segment: Segment, local: Numbers, terms: QueryTerms, total: float) -> Scores:
    """Return how far the best heading line of each of *local* resources of a segment is what was asked for."""
    best = np.zeros(len(local))
    if not len(local):
        return best
    headings, lines = HeadingLines(segment, local), NamedLines(segment, total)
    for term in terms:
        if "headings" not in term.occurrences.as_typed:
            continue
        for choices, weight, in_capitals in term.ways:
            found = headings.with_any(choices)
            if in_capitals is not None:
                owners = headings.owners(found) + segment.bases.resources
                found = found[term.named_among(owners) == in_capitals]
            lines.add(found, weight, term.width)
    found, values = lines.values
    np.maximum.at(best, local.searchsorted(headings.owners(found)), values)
    return best
