"""Differences between two runs, query by query, in; how likely chance alone makes so large a difference, out.

The paired randomization test, two-sided, on the difference of means: Smucker, Allan and Carterette, "A comparison of
statistical significance tests for information retrieval evaluation" (CIKM 2007).
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]

EXACT: Final = 20  # queries that differ: their million signs are all tried, in milliseconds
FLIPS: Final = 100_000  # else so many are drawn: a p of 0.05 is then known to within 0.0014 or so
SEED: Final = 1  # the same files give the same p
_AT_ONCE: Final = 2_000_000  # signs in memory
_ROUNDING: Final = 1e-9  # of the largest sum: sums taken in another order still tie


def chance(differences: Sequence[float]) -> float:
    """Return p: how often a mean is at least as far from 0 if the sign of each difference is a toss of a coin.

    1 where nothing differs. Drawn signs count the real ones among them, so p is never 0 (Phipson and Smyth 2010).
    """
    # Where a query does not differ, its sign changes no sum.
    changed = np.array([each for each in differences if each], np.float64)
    far = abs(float(changed.sum())) - _ROUNDING * float(np.abs(changed).sum())
    if len(changed) <= EXACT:
        return float(np.mean(np.abs(_all_sums(changed)) >= far))
    return (1 + _drawn(changed, far)) / (1 + FLIPS)


def _all_sums(changed: Numbers) -> Numbers:
    sums = np.zeros(1)
    for each in changed:
        sums = np.concatenate((sums + each, sums - each))
    return sums


def _drawn(changed: Numbers, far: float) -> int:
    """Return how many of FLIPS drawn sums are at least *far* from 0."""
    draw = np.random.default_rng(SEED)
    rows = max(1, _AT_ONCE // len(changed))
    beyond = 0
    for begin in range(0, FLIPS, rows):
        size = (min(rows, FLIPS - begin), len(changed))
        # The difference that is kept minus the one that is turned: 2 · kept − all.
        sums = 2 * (draw.integers(0, 2, size, np.int8) @ changed) - changed.sum()
        beyond += int(np.count_nonzero(np.abs(sums) >= far))
    return beyond
