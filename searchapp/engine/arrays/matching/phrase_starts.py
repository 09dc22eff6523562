"""Terms in; where they stand one behind the other in a segment's stream, out: the rarest term first."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from indexer.analysis import span_of
from searchapp.engine.arrays.index.segment import Mask, Positions, Segment

Held = npt.NDArray[np.unsignedinteger]  # positions as the segment holds them

_NOWHERE: Final[Positions] = np.zeros(0, np.int64)
# Of positions that stand closer than this on the average, marking them all is quicker than looking each up; as long
# as the marks, a byte each, stay within some megabytes.
_SPARSE: Final = 256
_MOST_MARKED: Final = 1 << 25


def starts(segment: Segment, terms: Sequence[str], within: tuple[int, int] | None = None) -> Positions:
    """Return where *terms* begin to stand in order in the stream of a segment, each right behind the one before.

    The work is that of the rarest term: the others are looked up in their positions. Empty positions between
    fields, headings and names keep phrases from reaching over. *within* are two positions: then only what stands from
    the first up to the second is looked at.
    """
    stands = []
    for step, term in zip(_steps(terms), terms, strict=True):
        ordinal = segment.find("terms", term)
        if ordinal < 0:
            return _NOWHERE
        positions = segment.positions(ordinal)
        if within is not None:
            first, end = positions.searchsorted(np.array(within, positions.dtype)).tolist()
            positions = positions[first:end]
        stands.append((step, positions))
    (first, rarest), *others = sorted(stands, key=lambda stand: len(stand[1]))
    # Positions are unsigned and as short as they can be: what would leave their range is cut off before it is counted.
    found = _not_before(rarest, first) - rarest.dtype.type(first)
    for step, positions in others:
        if not len(found):
            break
        last = int(positions[-1])
        if int(found[-1]) + step > last:
            if last < step:
                return _NOWHERE
            found = found[: int(found.searchsorted(found.dtype.type(last - step), side="right"))]
        found = found[_held(positions, found + found.dtype.type(step))]
    return found.astype(np.int64)


def _steps(terms: Sequence[str]) -> Iterator[int]:
    """Yield how far behind the first each of *terms* stands."""
    step = 0
    for term in terms:
        yield step
        step += span_of(term)


def _held(positions: Held, wanted: Held) -> Mask:
    """Tell which of *wanted* are among *positions*; both ascend."""
    reach = int(wanted[-1]) - int(wanted[0]) + 1 if len(wanted) else 0
    if reach > len(wanted) * _SPARSE or reach > _MOST_MARKED or not reach:
        there: Mask = positions.take(positions.searchsorted(wanted), mode="clip") == wanted
        return there
    low = wanted[0]
    near = positions[int(positions.searchsorted(low)) : int(positions.searchsorted(wanted[-1], side="right"))]
    marked = np.zeros(reach, np.bool_)
    marked[(near - low).astype(np.intp)] = True
    found: Mask = marked[(wanted - low).astype(np.intp)]
    return found


def _not_before(positions: Held, first: int) -> Held:
    """Return those of *positions* that are not below *first*."""
    if len(positions) and int(positions[0]) < first:
        return positions[int(positions.searchsorted(positions.dtype.type(first))) :]
    return positions
