"""Sets of ids as sorted arrays: their unions, and which ids of one are in another.

NumPy's own set functions sort; where the numbers are known to lie below a size, marking them in a mask is as good as
a sort and costs a nanosecond a number.
"""

from collections.abc import Sequence

import numpy as np

from searchapp.engine.arrays.index.segment import NOTHING, Mask, Numbers


def among(numbers: Numbers, others: Numbers) -> Mask:
    """Return which of a few *numbers* are in *others*, which ascend."""
    if not len(others):
        return np.zeros(len(numbers), np.bool_)
    there: Mask = others.take(np.searchsorted(others, numbers), mode="clip") == numbers
    return there


def union(sets: Sequence[Numbers], size: int) -> Numbers:
    """Return, ascending, the numbers that are in any of *sets*; all are below *size*."""
    sets = [each for each in sets if len(each)]
    if not sets:
        return NOTHING
    longest = max(sets, key=len)
    if len(sets) == 1:
        return longest
    marked = np.zeros(size, np.bool_)
    marked[longest] = True
    more = [each for each in sets if each is not longest and not marked[each].all()]
    if not more:
        return longest
    for each in more:
        marked[each] = True
    return np.flatnonzero(marked)
