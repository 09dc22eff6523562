"""The whole names of a batch in, one dictionary at a time; their postings and each document's own out."""

from array import array

import numpy as np

from indexer.codec.inversion import Inverted, Numbers, Postings, inverted


class Names:
    """The names in one dictionary, each numbered when first met."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._values = array("i")
        self._ends = array("q", [0])

    def add(self, names: tuple[str, ...]) -> None:
        """Append the names of one more document."""
        numbers = self._numbers
        self._values.extend([numbers.setdefault(name, len(numbers)) for name in names])
        self._ends.append(len(self._values))

    def inverted(self) -> Inverted:
        """Return the names that occur, with their occurrences."""
        return inverted(self._occurrences, tuple(self._numbers))

    def documents(self, occurrences: Postings) -> Postings:
        """Return *occurrences* with documents for ids."""
        return occurrences.at(np.repeat(np.arange(len(self._ends) - 1, dtype=np.int32), np.diff(self.ptr)))

    @property
    def ptr(self) -> Numbers:
        """Where the names of each document begin."""
        return np.frombuffer(self._ends, np.int64)

    def ordinals(self, rank: Numbers) -> Numbers:
        """Return the names of each document in its own order, by their places in the sorted dictionary."""
        return rank[self._occurrences]

    @property
    def _occurrences(self) -> Numbers:
        return np.frombuffer(self._values, np.int32)
