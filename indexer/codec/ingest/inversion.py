"""Inverts occurrences: numbered strings in stream order become postings in the order of the strings' bytes.

One sort serves every posting list of a dictionary: in the stream, the fields of a resource are in order, and so are the
passages of a field. What is sorted by (string, place in the stream) is therefore sorted by (string, resource, field, passage).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from indexer.codec.segment.term_dictionary import key_of

Numbers: TypeAlias = NDArray[np.integer[Any]]


def ptr_of(sizes: Sequence[int] | Numbers) -> Numbers:
    """Return where each group of these *sizes* begins, and where the last one ends."""
    return np.concatenate(([0], np.cumsum(sizes, dtype=np.int64)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Postings:
    """Entries grouped by key: those of key k are at ptr[k] to ptr[k + 1]."""

    ptr: Numbers
    ids: Numbers

    def where(self, chosen: NDArray[np.bool_]) -> tuple["Postings", Numbers]:
        """Return the *chosen* entries, and where they were."""
        places = np.flatnonzero(chosen)
        return Postings(ptr=np.searchsorted(places, self.ptr), ids=self.ids[places]), places

    def runs(self) -> tuple["Postings", Numbers]:
        """Return each id once per key, and where each run of equal ids began."""
        new = np.empty(len(self.ids), np.bool_)
        new[:1] = True
        np.not_equal(self.ids[1:], self.ids[:-1], out=new[1:])
        # The same id may end one key and begin the next.
        new[self.ptr[self.ptr < len(new)]] = True
        return self.where(new)

    def at(self, ids: Numbers) -> "Postings":
        """Return the same entries with other ids: ids[i] instead of i."""
        return Postings(ptr=self.ptr, ids=ids[self.ids])


@dataclass(frozen=True, slots=True, kw_only=True)
class InvertedStrings:
    """The strings that occur, sorted, with the places of their occurrences."""

    keys: list[bytes]
    postings: Postings
    rank: Numbers  # for each number: the rank of its string among the keys


def inverted(numbers: Numbers, strings: Sequence[str]) -> InvertedStrings:
    """Return the postings of *numbers*, each the number of one of *strings*."""
    counts = np.bincount(numbers, minlength=len(strings))
    # By code points, which is the order of the bytes of UTF-8 too.
    used = sorted(np.flatnonzero(counts).tolist(), key=strings.__getitem__)
    order = np.array(used, np.int64)
    rank = np.zeros(len(strings), np.int64)
    rank[order] = np.arange(len(order))
    packed = rank[numbers]
    packed <<= 32
    packed |= np.arange(len(numbers), dtype=np.uint32)
    packed.sort()
    ptr = ptr_of(counts[order])
    packed &= 0xFFFFFFFF  # leaves the place in the stream, in a type that NumPy can index with without a copy
    keys = [key_of(strings[number]) for number in used]
    return InvertedStrings(keys=keys, postings=Postings(ptr=ptr, ids=packed), rank=rank)


def spread(numbers: Numbers, ptr: Numbers, values: Numbers) -> tuple[Numbers, Numbers]:
    """Return the values of each of *numbers* (ptr[n] to ptr[n + 1]) one after another, and where those of each begin."""
    sizes = np.diff(ptr)[numbers]
    begins = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=begins[1:])
    places = np.repeat((ptr[numbers] - begins[:-1]).astype(np.int32), sizes)
    places += np.arange(len(places), dtype=np.int32)
    return values[places], begins
