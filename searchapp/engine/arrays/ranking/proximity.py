"""The best results of a short query in; what they gain where words typed side by side occur side by side, out.

It looks at the first results alone, and at their own stretches of the token stream: nothing is read whole.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from indexer.indexed_fields import TEXT_FIELDS
from searchapp.engine.arrays.index.norms import Scores
from searchapp.engine.arrays.index.reader import Entry
from searchapp.engine.arrays.index.segment import Numbers, Segment
from searchapp.engine.arrays.index.snapshot import IndexSnapshot
from searchapp.engine.arrays.matching.stretches import within
from searchapp.engine.arrays.ranking.query_terms import QueryTerms
from searchapp.engine.model import PROXIMITY_WEIGHT

# The entries of two words, and the weight of the pair.
Pair = tuple[Sequence[Entry], Sequence[Entry], float]


@dataclass(frozen=True, slots=True)
class Proximity:
    """What words side by side add to the resources that are looked at."""

    numbers: Numbers = field(default_factory=lambda: np.zeros(0, np.intp))  # ascending
    adds: Scores = field(default_factory=lambda: np.zeros(0))

    def of(self, number: int) -> float:
        """Return what is added to the score of one resource."""
        return float(self.adds[self.numbers == number].sum())


def proximity(snapshot: IndexSnapshot, terms: QueryTerms, head: Sequence[int]) -> Proximity:
    """Return what words side by side add to the first results."""
    pairs = list(_pairs(terms))
    if not pairs or not head:
        return Proximity()
    numbers = np.array(sorted(head), np.intp)
    added = [
        _in_segment(snapshot, segment, local, pairs) for segment, local in snapshot.index.by_segment(numbers)
    ]
    return Proximity(numbers, np.concatenate(added))


def _pairs(terms: QueryTerms) -> Iterator[Pair]:
    """Yield the words that were typed side by side, common words that do not count left out."""
    for one, other in pairwise(terms):
        if one.occurrences.word and other.occurrences.word:
            yield one.occurrences.word, other.occurrences.word, min(one.weight, other.weight)


def _in_segment(snapshot: IndexSnapshot, segment: Segment, local: Numbers, pairs: Sequence[Pair]) -> Scores:
    """Return what is added to some resources of one segment, numbered within it."""
    field_starts = segment.file["fields.start"]
    slots = local * len(TEXT_FIELDS)
    begins, ends = field_starts[slots], field_starts.take(slots + len(TEXT_FIELDS), mode="clip")
    if len(local) and local[-1] == segment.size - 1:
        ends[-1] = np.iinfo(field_starts.dtype).max
    added = np.zeros(len(local))
    for one, other, weight in pairs:
        positions, following = _positions(segment, one), _positions(segment, other)
        if positions is None or following is None:
            continue
        owners, places = within(positions, begins, ends)
        next_to = (places + 1).astype(following.dtype)
        side_by_side = following.take(following.searchsorted(next_to), mode="clip") == next_to
        owners = owners[side_by_side]
        if not len(owners):
            continue
        fields = field_starts.searchsorted(places[side_by_side], side="right") - 1 - slots[owners]
        boosts = snapshot.norms.boosts[fields, local[owners] + segment.bases.resources]
        frequency = np.bincount(owners, boosts, len(local))
        added += PROXIMITY_WEIGHT * weight * (frequency / (frequency + snapshot.ranking.k1))
    return added


def _positions(segment: Segment, word: Sequence[Entry]) -> npt.NDArray[np.unsignedinteger] | None:
    """Return the stream positions of a word; None: this segment does not have it."""
    found = [holder.positions(ordinal) for holder, ordinal in word if holder is segment]
    if len(found) < 2:
        return found[0] if found else None
    return np.sort(np.concatenate(found))  # in several languages: two words side by side are in the same one
