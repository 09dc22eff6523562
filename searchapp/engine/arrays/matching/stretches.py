"""Stretches of a segment's token stream in; where terms begin to follow one another within them, out."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from indexer.analysis import span_of
from searchapp.engine.arrays.index.segment import Numbers, Segment

HeldPositions = npt.NDArray[np.unsignedinteger]  # positions as the segment holds them


def within(
    positions: HeldPositions, begins: HeldPositions, ends: HeldPositions
) -> tuple[Numbers, HeldPositions]:
    """Return the *positions* from each of *begins* to its end, and to which of them each belongs."""
    first, last = positions.searchsorted(begins), positions.searchsorted(ends)
    counts = last - first
    owners = np.repeat(np.arange(len(begins)), counts)
    return owners, positions[np.arange(len(owners)) + np.repeat(first - (np.cumsum(counts) - counts), counts)]


def starts_within(
    segment: Segment, terms: Sequence[str], begins: HeldPositions, ends: HeldPositions
) -> Numbers:
    """Return where *terms* begin to follow one another, without a gap, in the stretches from *begins* to *ends*."""
    found = np.zeros(0, np.intp)
    offset = 0
    for number, term in enumerate(terms):
        ordinal = segment.find("terms", term)
        if ordinal < 0:
            return np.zeros(0, np.intp)
        _, places = within(segment.positions(ordinal), begins, ends)
        here = places.astype(np.intp) - offset
        found = np.intersect1d(found, here, assume_unique=True) if number else here
        if not len(found):
            break
        offset += span_of(term)
    return found
