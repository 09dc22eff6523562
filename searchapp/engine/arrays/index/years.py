"""A range of years in; which resources are dated within it, out."""

from searchapp.engine.arrays.index.reader import UNDATED, ArrayIndex
from searchapp.engine.arrays.index.segment import Mask


def within_years(index: ArrayIndex, first: int | None, last: int | None, facet: str = "year") -> Mask:
    """Return the resources with a year of *facet* from *first* to *last*, both included; None is open."""
    if facet != "year":  # of others a resource may have several
        names = [
            name
            for name in index.names(facet)
            if (first is None or first <= int(name)) and (last is None or int(name) <= last)
        ]
        return index.with_any_name(facet, names)
    years = index.years
    allowed: Mask = years != UNDATED
    if first is not None:
        allowed &= years >= first
    if last is not None:
        allowed &= years <= last
    return allowed if index.live is None else allowed & index.live
