"""The best answers to a short question in; what it adds that words typed side by side stand side by side there, out.

It looks at the first answers alone, and at their own stretches of the token stream: nothing is read whole.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from indexer.indexed import SEARCHED
from searchapp.engine.arrays.norms import Scores
from searchapp.engine.arrays.opened import Opened
from searchapp.engine.arrays.segment import Numbers, Segment
from searchapp.engine.arrays.telling import Telling
from searchapp.engine.expansion import Concept
from searchapp.engine.model import CLOSENESS, CLOSEST

Pair = tuple[str, str, float]  # two terms, and how telling they are together


@dataclass(frozen=True, slots=True)
class Closeness:
    """What standing side by side adds, for the resources that are looked at."""

    numbers: Numbers = field(default_factory=lambda: np.zeros(0, np.intp))  # ascending
    adds: Scores = field(default_factory=lambda: np.zeros(0))

    def of(self, number: int) -> float:
        """Return what it adds to the score of one resource."""
        return float(self.adds[self.numbers == number].sum())


def closeness(opened: Opened, telling: Telling, matching: Numbers, scores: Scores) -> Closeness:
    """Return what it adds to the best of *matching* by *scores*."""
    pairs = list(_pairs(telling))
    if not pairs or not len(matching):
        return Closeness()
    numbers = np.sort(
        np.array(opened.ordering.page(matching, scores, "relevance", 0, CLOSEST).numbers, np.intp)
    )
    added = [
        _in_segment(opened, segment, local, pairs) for segment, local in opened.index.by_segment(numbers)
    ]
    return Closeness(numbers, np.concatenate(added))


def _pairs(telling: Telling) -> Iterator[Pair]:
    """Yield the words that were typed side by side; common words that do not count stand between none."""
    weighed = zip(telling.concepts, telling.weights, strict=True)
    for (one, weight), (other, other_weight) in pairwise(weighed):
        terms = _word(one), _word(other)
        if terms[0] is not None and terms[1] is not None:
            yield terms[0], terms[1], min(weight, other_weight)


def _word(concept: Concept) -> str | None:
    """Return the term of a single word asked for anywhere; None: it is something else."""
    first = concept.choices[0]
    return first.terms[0] if len(first.terms) == 1 and first.fields == SEARCHED else None


def _in_segment(opened: Opened, segment: Segment, local: Numbers, pairs: list[Pair]) -> Scores:
    """Return what it adds to some resources of one segment, numbered within it."""
    runs = segment.file["run"]
    begins = runs[local * len(SEARCHED)]
    ends = runs.take(local * len(SEARCHED) + len(SEARCHED), mode="clip")
    ends = np.where(local == segment.size - 1, np.iinfo(runs.dtype).max, ends).astype(runs.dtype)
    added = np.zeros(len(local))
    for one, other, weight in pairs:
        ordinals = segment.find("terms", one), segment.find("terms", other)
        if min(ordinals) < 0:
            continue
        positions, following = segment.positions(ordinals[0]), segment.positions(ordinals[1])
        owners, places = _within(positions, begins, ends)
        next_to = (places + 1).astype(following.dtype)
        side_by_side = following.take(following.searchsorted(next_to), mode="clip") == next_to
        if not side_by_side.any():
            continue
        owners = owners[side_by_side]
        _, fields = segment.fields_of(places[side_by_side].astype(np.int64))
        frequency = np.zeros(len(local))
        for number, name in enumerate(SEARCHED):
            here = owners[fields == number]
            if len(here):
                worth = opened.norms.worth[name][local[here] + segment.bases.resources]
                frequency += np.bincount(here, worth, len(local))
        added += CLOSENESS * weight * (frequency / (frequency + opened.ranking.k1))
    return added


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
