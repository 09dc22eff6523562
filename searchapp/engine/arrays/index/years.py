"""A range of years in; which resources are dated within it, out."""

from searchapp.engine.arrays.index.reader import UNDATED, ArrayIndex
from searchapp.engine.arrays.index.segment import Mask


def within_years(index: ArrayIndex, first: int | None, last: int | None) -> Mask:
    """Return the resources dated from *first* to *last*, both included; None is open."""
    years = index.years
    allowed: Mask = years != UNDATED
    if first is not None:
        allowed &= years >= first
    if last is not None:
        allowed &= years <= last
    return allowed if index.live is None else allowed & index.live
