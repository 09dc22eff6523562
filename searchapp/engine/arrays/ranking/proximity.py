"""The best answers to a short question in; what it adds that words typed side by side stand side by side there, out.

It looks at the first answers alone, and at their own stretches of the token stream: nothing is read whole.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from indexer.indexed import TEXT_FIELDS
from searchapp.engine.arrays.index.norms import Scores
from searchapp.engine.arrays.index.reader import Entry
from searchapp.engine.arrays.index.segment import Numbers, Segment
from searchapp.engine.arrays.index.snapshot import Opened
from searchapp.engine.arrays.ranking.query_terms import QueryTerms
from searchapp.engine.model import CLOSENESS

Pair = tuple[
    Sequence[Entry], Sequence[Entry], float
]  # the entries of two terms, and how telling they are together


@dataclass(frozen=True, slots=True)
class Closeness:
    """What standing side by side adds, for the resources that are looked at."""

    numbers: Numbers = field(default_factory=lambda: np.zeros(0, np.intp))  # ascending
    adds: Scores = field(default_factory=lambda: np.zeros(0))

    def of(self, number: int) -> float:
        """Return what it adds to the score of one resource."""
        return float(self.adds[self.numbers == number].sum())


def closeness(opened: Opened, terms: QueryTerms, head: Sequence[int]) -> Closeness:
    """Return what it adds to the first answers."""
    pairs = list(_pairs(terms))
    if not pairs or not head:
        return Closeness()
    numbers = np.array(sorted(head), np.intp)
    added = [
        _in_segment(opened, segment, local, pairs) for segment, local in opened.index.by_segment(numbers)
    ]
    return Closeness(numbers, np.concatenate(added))


def _pairs(terms: QueryTerms) -> Iterator[Pair]:
    """Yield the words that were typed side by side, common words that do not count left out."""
    for one, other in pairwise(terms):
        if one.occurrences.word and other.occurrences.word:
            yield one.occurrences.word, other.occurrences.word, min(one.weight, other.weight)


def _in_segment(opened: Opened, segment: Segment, local: Numbers, pairs: Sequence[Pair]) -> Scores:
    """Return what it adds to some resources of one segment, numbered within it."""
    runs = segment.file["run"]
    slots = local * len(TEXT_FIELDS)
    begins, ends = runs[slots], runs.take(slots + len(TEXT_FIELDS), mode="clip")
    if len(local) and local[-1] == segment.size - 1:
        ends[-1] = np.iinfo(runs.dtype).max
    added = np.zeros(len(local))
    for one, other, weight in pairs:
        positions, following = _positions(segment, one), _positions(segment, other)
        if positions is None or following is None:
            continue
        owners, places = _within(positions, begins, ends)
        next_to = (places + 1).astype(following.dtype)
        side_by_side = following.take(following.searchsorted(next_to), mode="clip") == next_to
        owners = owners[side_by_side]
        if not len(owners):
            continue
        fields = runs.searchsorted(places[side_by_side], side="right") - 1 - slots[owners]
        worth = opened.norms.matrix[fields, local[owners] + segment.bases.resources]
        frequency = np.bincount(owners, worth, len(local))
        added += CLOSENESS * weight * (frequency / (frequency + opened.ranking.k1))
    return added


def _positions(segment: Segment, word: Sequence[Entry]) -> npt.NDArray[np.unsignedinteger] | None:
    """Return the stream positions of a word; None: this segment does not know it."""
    return next((holder.positions(ordinal) for holder, ordinal in word if holder is segment), None)


def _within(
    positions: npt.NDArray[np.unsignedinteger],
    begins: npt.NDArray[np.unsignedinteger],
    ends: npt.NDArray[np.unsignedinteger],
) -> tuple[Numbers, npt.NDArray[np.unsignedinteger]]:
    """Return the *positions* from each of *begins* to its end, and to which of them each belongs."""
    first, last = positions.searchsorted(begins), positions.searchsorted(ends)
    counts = last - first
    owners = np.repeat(np.arange(len(begins)), counts)
    return owners, positions[np.arange(len(owners)) + np.repeat(first - (np.cumsum(counts) - counts), counts)]
