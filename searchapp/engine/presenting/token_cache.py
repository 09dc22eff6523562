"""Runs of signs without a space in; those that hold a term out, remembered from one text to the next.

Texts consist of few different runs: once these were seen, set operations alone tell which of them matter.
"""

from collections.abc import Iterable
from typing import Final

from indexer.analysis import MAX_PART, words

MOST: Final = 1 << 15  # runs to remember: some ten megabytes at the worst


class Runs:
    """The runs seen so far, by the terms they hold. Safe between threads: nothing is ever taken out."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._by_term: dict[str, set[str]] = {}

    def __len__(self) -> int:
        return len(self._seen)

    def holding(self, terms: Iterable[str], runs: set[str]) -> set[str]:
        """Return those of *runs* that hold one of *terms*."""
        found: set[str] = set()
        for run in runs - self._seen:
            if len(run) <= MAX_PART:
                self._remember(run)
            # Longer runs are not words, and would fill memory.
            elif not terms_in(run).isdisjoint(terms):
                found.add(run)
        for term in terms:
            held = self._by_term.get(term)
            if held is not None:
                found |= runs & held
        return found

    def _remember(self, run: str) -> None:
        for term in terms_in(run):
            self._by_term.setdefault(term, set()).add(run)
        self._seen.add(run)  # last: another thread that finds it here finds it under each of its terms


class _Remembered:
    """What all questions of a process share; begun anew when it is full."""

    def __init__(self) -> None:
        self._runs = Runs()

    def now(self) -> Runs:
        """Return runs with room for more; whoever holds those from before may go on with them."""
        if len(self._runs) >= MOST:
            self._runs = Runs()
        return self._runs


remembered_runs: Final = _Remembered().now


def terms_in(run: str) -> set[str]:
    """Return the terms of the words of *run*, stacked ones too."""
    found: set[str] = set()
    for word in words(run):
        found.update(part.term for part in word.parts)
        found.update(one.term for one in word.stacked)
    return found
