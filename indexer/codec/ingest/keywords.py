"""The whole names of a batch in, one dictionary at a time; their postings and each document's own out."""

from array import array
from functools import cached_property

import numpy as np

from indexer.codec.ingest.inversion import Inverted, Numbers, Postings, inverted


class Names:
    """The names in one dictionary, in a row."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._ends = array("q", [0])

    def add(self, names: tuple[str, ...]) -> None:
        """Append the names of one more document."""
        self._names += names
        self._ends.append(len(self._names))

    def inverted(self) -> Inverted:
        """Return the names that occur, with their occurrences."""
        return inverted(self._occurrences, tuple(self._numbers))

    def documents(self, occurrences: Postings) -> Postings:
        """Return *occurrences* with documents for ids."""
        return occurrences.at(np.repeat(np.arange(len(self._ends) - 1, dtype=np.int32), np.diff(self.ptr)))

    @property
    def ptr(self) -> Numbers:
        """Where the names of each document begin."""
        return np.array(self._ends, np.int64)

    def ordinals(self, rank: Numbers) -> Numbers:
        """Return the names of each document in its own order, by their places in the sorted dictionary."""
        return rank[self._occurrences]

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(dict.fromkeys(self._names))}

    @cached_property
    def _occurrences(self) -> Numbers:
        return np.fromiter(map(self._numbers.__getitem__, self._names), np.int32, len(self._names))
