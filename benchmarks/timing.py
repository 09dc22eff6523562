"""Things to do in, how long each takes, in turns, out.

Machines are shared: what is compared is done in turns (A B A B), each time is the median of several rounds, and what
counts is the ratio.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from statistics import median, quantiles
from typing import Any, Final, TypeVar

ROUNDS: Final = 5
_T = TypeVar("_T")
Work = Callable[[], Any]


def in_turns(ways: Mapping[str, Sequence[Work]], rounds: int = ROUNDS) -> dict[str, list[float]]:
    """Return {way: seconds of each piece of work}, the median of *rounds*; all ways do a piece, then the next."""
    for work in ways.values():
        work[0]()  # what only a first call does is measured elsewhere
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for pieces in zip(*ways.values(), strict=True):
        each: list[list[float]] = [[] for _ in pieces]
        for _ in range(rounds):
            for times, piece in zip(each, pieces, strict=True):
                times.append(seconds(piece))
        for name, times in zip(ways, each, strict=True):
            taken[name].append(median(times))
    return taken


def seconds(work: Work) -> float:
    """Return how long *work* takes."""
    return timed(work)[1]


def timed(work: Callable[[], _T]) -> tuple[_T, float]:
    """Return what *work* returns, and how long it takes."""
    started = time.perf_counter()
    done = work()
    return done, time.perf_counter() - started


def spread(taken: Sequence[float]) -> dict[str, float]:
    """Return the median and the 95th and 99th percentile, in ms."""
    cuts = quantiles(taken, n=100, method="inclusive")
    return {f"p{cut}": round(cuts[cut - 1] * 1000, 3) for cut in (50, 95, 99)}


def compared(taken: Mapping[str, Sequence[float]], base: str) -> dict[str, Any]:
    """Return each way's spread, and that of *base* by it: above 1 means that *base* is slower."""
    spreads = {name: spread(times) for name, times in taken.items()}
    ratios = {
        name: {cut: round(spreads[base][cut] / ms, 3) for cut, ms in found.items()}
        for name, found in spreads.items()
        if name != base
    }
    return {"ms": spreads, f"{base} by": ratios}
