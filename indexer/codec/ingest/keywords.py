"""The whole names in a batch, such as topics: their postings, and the names of each resource."""

from array import array
from functools import cached_property

import numpy as np

from indexer.codec.ingest.inversion import InvertedStrings, Numbers, Postings, inverted, ptr_of


class Names:
    """The names of one dictionary."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._counts = array("i")  # of each resource

    def add(self, names: tuple[str, ...]) -> None:
        """Append the names of the next resource."""
        self._names += names
        self._counts.append(len(names))

    def inverted(self) -> InvertedStrings:
        """Return the names that occur, with their occurrences."""
        return inverted(self._occurrences, tuple(self._numbers))

    def documents(self, occurrences: Postings) -> Postings:
        """Return *occurrences* with the numbers of resources as ids."""
        return occurrences.at(np.repeat(np.arange(len(self._counts), dtype=np.int32), self._counts))

    @property
    def ptr(self) -> Numbers:
        """Where the names of each resource begin."""
        return ptr_of(self._counts)

    def ordinals(self, rank: Numbers) -> Numbers:
        """Return the names of each resource in its own order, as ordinals of the sorted dictionary."""
        return rank[self._occurrences]

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(dict.fromkeys(self._names))}

    @cached_property
    def _occurrences(self) -> Numbers:
        return np.fromiter(map(self._numbers.__getitem__, self._names), np.int32, len(self._names))
