"""Terms in; where they follow one another in a segment's stream, out: the rarest term first."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from indexer.analysis import span_of
from searchapp.engine.arrays.index.segment import Mask, Positions, Segment

HeldPositions = npt.NDArray[np.unsignedinteger]  # positions as the segment holds them

_NOWHERE: Final[Positions] = np.zeros(0, np.int64)
# Of positions that are closer than this on average, marking them all is quicker than looking each up; as long as the
# marks, a byte each, stay within some megabytes.
SPARSE_GAP: Final = 256
MAX_MARKED: Final = 1 << 25


def starts(segment: Segment, terms: Sequence[str], within: tuple[int, int] | None = None) -> Positions:
    """Return where *terms* begin to follow one another in the stream of a segment, without a gap.

    The work is that of the rarest term: the others are looked up in their positions. Empty positions between
    fields, headings and names keep phrases from reaching over. *within* are two positions: then only what lies from
    the first up to the second is looked at.
    """
    offset_positions = []
    for offset, term in zip(_offsets(terms), terms, strict=True):
        ordinal = segment.find("terms", term)
        if ordinal < 0:
            return _NOWHERE
        positions = segment.positions(ordinal)
        if within is not None:
            first, end = positions.searchsorted(np.array(within, positions.dtype)).tolist()
            positions = positions[first:end]
        offset_positions.append((offset, positions))
    (first, rarest), *others = sorted(offset_positions, key=lambda each: len(each[1]))
    # Positions are unsigned and as short as they can be: what would leave their range is cut off before it is counted.
    found = _not_before(rarest, first) - rarest.dtype.type(first)
    for offset, positions in others:
        if not len(found):
            break
        last = int(positions[-1])
        if int(found[-1]) + offset > last:
            if last < offset:
                return _NOWHERE
            found = found[: int(found.searchsorted(found.dtype.type(last - offset), side="right"))]
        found = found[_contained(positions, found + found.dtype.type(offset))]
    return found.astype(np.int64)


def _offsets(terms: Sequence[str]) -> Iterator[int]:
    """Yield how far behind the first each of *terms* is."""
    offset = 0
    for term in terms:
        yield offset
        offset += span_of(term)


def _contained(positions: HeldPositions, wanted: HeldPositions) -> Mask:
    """Return which of *wanted* are among *positions*; both ascend."""
    reach = int(wanted[-1]) - int(wanted[0]) + 1 if len(wanted) else 0
    if reach > len(wanted) * SPARSE_GAP or reach > MAX_MARKED or not reach:
        there: Mask = positions.take(positions.searchsorted(wanted), mode="clip") == wanted
        return there
    low = wanted[0]
    near = positions[int(positions.searchsorted(low)) : int(positions.searchsorted(wanted[-1], side="right"))]
    marked = np.zeros(reach, np.bool_)
    marked[(near - low).astype(np.intp)] = True
    found: Mask = marked[(wanted - low).astype(np.intp)]
    return found


def _not_before(positions: HeldPositions, first: int) -> HeldPositions:
    """Return those of *positions* that are not below *first*."""
    if len(positions) and int(positions[0]) < first:
        return positions[int(positions.searchsorted(positions.dtype.type(first))) :]
    return positions
