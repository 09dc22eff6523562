"""One segment of a build in, its postings out: numbered over the whole build, deleted resources left out."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from indexer.codec.segment.file import SegmentFile
from indexer.codec.segment.term_dictionary import key_of, name_of
from indexer.indexed_fields import TEXT_FIELDS

Numbers = npt.NDArray[np.intp]  # of resources or passages: ascending, each once
Counts = npt.NDArray[np.unsignedinteger]  # beside numbers: frequencies
Mask = npt.NDArray[np.bool_]
Positions = npt.NDArray[np.int64]  # of a segment's token stream, ascending

NOTHING: Numbers = np.zeros(0, np.intp)

# The bit of each field, in the value of a form's posting.
_FIELD_BITS: Final = tuple(1 << place for place in range(len(TEXT_FIELDS)))
SPARSE_RATIO: Final = 64  # one in so many is looked up by itself; of more, marking all is quicker
BLOCK_SIZE: Final = 1 << 15  # postings that stay in the processor's cache while they are marked


@dataclass(frozen=True, slots=True)
class Bases:
    """How many resources and passages the segments before this one number."""

    resources: int = 0
    passages: int = 0


class Segment:
    """A segment as a part of a build."""

    def __init__(self, file: SegmentFile, deleted: npt.NDArray[np.integer], bases: Bases) -> None:
        self.file = file
        self.bases = bases
        self.size = file.counts["resources"]  # deleted ones included
        self.live: Mask | None = None  # by resource; None: all of them
        self._numbered: dict[str, dict[str, int]] = {}  # the ordinals of names, of each facet asked for
        if len(deleted):
            self.live = np.ones(self.size, np.bool_)
            self.live[deleted] = False

    @cached_property
    def live_passages(self) -> Mask | None:
        """Which passages are of resources that are not deleted; None: all of them."""
        return None if self.live is None else np.repeat(self.live, np.diff(self.file["passages.ptr"]))

    def find(self, dictionary: str, key: str) -> int:
        """Return the ordinal of *key*, negative if it is unknown."""
        return self.file.dictionary(dictionary).find(key_of(key))

    def beginning(self, dictionary: str, prefix: str) -> tuple[int, int]:
        """Return the ordinals, from and to, of the keys that begin with *prefix*."""
        return self.file.dictionary(dictionary).range(key_of(prefix))

    def names(self, dictionary: str) -> list[str]:
        """Return every key, sorted by code points."""
        return [name_of(key) for key in self.file.dictionary(dictionary)]

    def resources(
        self, posting_list: str, low: int, high: int | None = None, *, value: str = ""
    ) -> tuple[Numbers, Counts]:
        """Return the resources and the values in the postings of the keys from ordinal *low* up to *high*."""
        return self._postings(posting_list, low, high, value, self.live, self.bases.resources)

    def by_field(self, low: int, high: int) -> list[Numbers]:
        """Return for each searched field the resources with any of the forms from ordinal *low* up to *high* in it."""
        ptr = self.file["form.ptr"]
        begin, end = int(ptr[low]), int(ptr[high])
        if end - begin < self.size:
            numbers, fields = self.resources("form", low, high, value="fields")
            every = [numbers[(fields & bit) != 0] for bit in _FIELD_BITS]
            return [once(there, self.bases.resources, self.size) for there in every]
        # Many forms have each resource many times: which sets of fields it has them in is marked, block by block.
        ids, fields = self.file["form.ids"], self.file["form.fields"]
        there = np.zeros((1 << len(TEXT_FIELDS)) * self.size, np.bool_)
        for first in range(begin, end, BLOCK_SIZE):
            block = slice(first, min(first + BLOCK_SIZE, end))
            there[fields[block].astype(np.intp) * self.size + ids[block]] = True
        by_fields = there.reshape(-1, self.size)
        combinations = [number for number, having in enumerate(by_fields) if having.any()]
        found = []
        for bit in _FIELD_BITS:
            having = np.zeros(self.size, np.bool_)
            for number in combinations:
                if number & bit:
                    having |= by_fields[number]
            if self.live is not None:
                having &= self.live
            found.append(np.flatnonzero(having) + self.bases.resources)
        return found

    def having_any(self, facet: str, names: Collection[str]) -> Mask:
        """Return which live resources have any of *names*, which are values of *facet*."""
        ordinals = self._ordinals(facet)
        chosen = np.zeros(len(ordinals), np.bool_)
        chosen[[ordinals[name] for name in names if name in ordinals]] = True
        before = np.zeros(len(self.file[f"{facet}.of.values"]) + 1, np.intp)
        np.cumsum(chosen[self.file[f"{facet}.of.values"]], out=before[1:])
        ptr = self.file[f"{facet}.of.ptr"]
        having: Mask = before[ptr[1:]] > before[ptr[:-1]]
        return having if self.live is None else having & self.live

    def _ordinals(self, facet: str) -> dict[str, int]:
        if facet not in self._numbered:
            self._numbered[facet] = {name: place for place, name in enumerate(self.names(facet))}
        return self._numbered[facet]

    def passages(
        self, posting_list: str, low: int, high: int | None = None, *, value: str = ""
    ) -> tuple[Numbers, Counts]:
        """Return the passages and the values in the postings of the keys from ordinal *low* up to *high*."""
        return self._postings(posting_list, low, high, value, self.live_passages, self.bases.passages)

    def contains(self, posting_list: str, ordinal: int, resources: Numbers) -> Mask:
        """Return which of *resources*, by their numbers in the build, are in the postings of one key."""
        ptr = self.file[f"{posting_list}.ptr"]
        ids = self.file[f"{posting_list}.ids"][int(ptr[ordinal]) : int(ptr[ordinal + 1])]
        local = resources - self.bases.resources
        if len(local) < self.size // SPARSE_RATIO:
            there: Mask = ids.take(ids.searchsorted(local.astype(ids.dtype)), mode="clip") == local
            return there
        marked = np.zeros(self.size, np.bool_)
        marked[ids.astype(np.intp)] = True
        inside = (local >= 0) & (local < self.size)
        inside[inside] = marked[local[inside]]
        return inside

    def doc_frequency(self, posting_list: str, ordinal: int) -> int:
        """Return how many live resources are in the postings of one key."""
        ptr = self.file[f"{posting_list}.ptr"]
        begin, end = int(ptr[ordinal]), int(ptr[ordinal + 1])
        if self.live is None:
            return end - begin
        return int(np.count_nonzero(self.live[self.file[f"{posting_list}.ids"][begin:end]]))

    def positions(self, low: int) -> npt.NDArray[np.unsignedinteger]:
        """Return the stream positions of the term of ordinal *low*, those of deleted resources included."""
        ptr = self.file["position.ptr"]
        return self.file["position.ids"][int(ptr[low]) : int(ptr[low + 1])]

    def _postings(  # noqa: PLR0913, PLR0917  # all of it says which postings
        self, posting_list: str, low: int, high: int | None, value: str, live: Mask | None, base: int
    ) -> tuple[Numbers, Counts]:
        ptr = self.file[f"{posting_list}.ptr"]
        begin, end = int(ptr[low]), int(ptr[low + 1 if high is None else high])
        ids = self.file[f"{posting_list}.ids"]
        numbers = ids[begin:end].astype(np.intp)
        values = self.file[f"{posting_list}.{value}"][begin:end] if value else ids[begin:begin]
        if live is not None:
            kept = live[numbers]
            numbers, values = numbers[kept], values[kept] if value else values
        if base:
            numbers += base
        return numbers, values

    def fields_of(self, positions: Positions) -> tuple[Numbers, Numbers]:
        """Return the resource (within this segment) and the field (place in TEXT_FIELDS) of each stream position."""
        runs = self.file["fields.start"]
        slots = runs.searchsorted(positions.astype(runs.dtype), side="right") - 1
        return slots // len(TEXT_FIELDS), slots % len(TEXT_FIELDS)

    def passages_of(self, positions: Positions) -> Numbers:
        """Return the passage (within this segment) of each stream position of the field `text`."""
        starts = self.file["passages.start"]
        return starts.searchsorted(positions.astype(starts.dtype), side="right") - 1


def once(numbers: Numbers, base: int, size: int) -> Numbers:
    """Return *numbers*, which lie from *base* on within *size*, ascending and each once."""
    if len(numbers) < size // 64:
        return np.unique(numbers)
    there = np.zeros(size, np.bool_)  # costs more to make, and less to sort
    there[numbers - base] = True
    return np.flatnonzero(there) + base
