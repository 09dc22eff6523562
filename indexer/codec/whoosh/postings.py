"""The postings of one Whoosh field in one segment: its terms, and the documents, frequencies and positions of each."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from indexer.codec.segment.file import SegmentFile
from indexer.codec.whoosh.fields import fields_of
from indexer.indexed_fields import TEXT_FIELDS

_BATCH = 4096  # keys read at a time by an iteration over all terms


class FieldPostings:
    """The postings of one field.

    Fields share dictionaries, so not every key has postings in this field. One without postings is not a term of it.
    """

    def __init__(self, file: SegmentFile, field: str) -> None:
        self._file = file
        self._field = field
        self._arrays = fields_of(file.layout)[field]
        self._keys = file.dictionary(self._arrays.dictionary)
        self._ptr = file[f"{self._arrays.posting_list}.ptr"]
        self._ids = file[f"{self._arrays.posting_list}.ids"]

    def find(self, key: bytes) -> int:
        """Return the ordinal of *key*; -1: it is not a term of this field."""
        ordinal = self._keys.find(key)
        return ordinal if ordinal >= 0 and len(self.documents(ordinal)) else -1

    def from_key(self, key: bytes) -> Iterator[tuple[int, bytes]]:
        """Yield (ordinal, key) of each term from *key* on, in order."""
        low, end = self._keys.between(key, b"\xff")  # no key begins with this byte
        while low < end:
            high = min(low + _BATCH, end)
            known = np.flatnonzero(self._counts(low, high))
            keys = self._keys.keys(low, high)
            for index in known.tolist():
                yield low + index, keys[index]
            low = high

    def documents(self, ordinal: int) -> npt.NDArray[np.generic]:
        """Return the numbers of the documents with this term, ascending, including deleted ones."""
        begin, end = self._range(ordinal)
        ids = self._ids[begin:end]
        return ids if not self._arrays.bit else ids[self._in_field(begin, end)]

    def frequencies(self, ordinal: int) -> npt.NDArray[np.generic] | None:
        """Return the frequency of the term in each of its documents; None: 1 in each."""
        begin, end = self._range(ordinal)
        return (
            self._file[f"{self._arrays.posting_list}.tf"][begin:end] if self._field in TEXT_FIELDS else None
        )

    def positions(self, ordinal: int, document: int) -> list[int]:
        """Return the positions of the term in this field of *document*, counted from the start of the field."""
        pointers, field_starts = self._file["position.ptr"], self._file["fields.start"]
        positions = self._file["position.ids"][int(pointers[ordinal]) : int(pointers[ordinal + 1])]
        slot = document * len(TEXT_FIELDS) + TEXT_FIELDS.index(self._field)
        begin = int(field_starts[slot])
        # Compared in the array's own type: NumPy would otherwise convert a copy of all positions.
        low = int(positions.searchsorted(positions.dtype.type(begin)))
        if slot + 1 < len(field_starts):
            high = int(positions.searchsorted(positions.dtype.type(int(field_starts[slot + 1]))))
        else:
            high = len(positions)
        return [int(position) - begin for position in positions[low:high]]

    def lengths(self, documents: npt.NDArray[np.generic]) -> npt.NDArray[np.generic] | None:
        """Return the lengths of this field in *documents*; None: it has no lengths."""
        return self._file[f"length.{self._field}"][documents] if self._field in TEXT_FIELDS else None

    def _range(self, ordinal: int) -> tuple[int, int]:
        return int(self._ptr[ordinal]), int(self._ptr[ordinal + 1])

    def _in_field(self, begin: int, end: int) -> npt.NDArray[np.bool_]:
        in_field: npt.NDArray[np.bool_] = (
            self._file[f"{self._arrays.posting_list}.fields"][begin:end] & self._arrays.bit
        ) != 0
        return in_field

    def _counts(self, low: int, high: int) -> npt.NDArray[np.int64]:
        """Return how many documents each key of a range has."""
        ptr = self._ptr[low : high + 1].astype(np.int64)
        if not self._arrays.bit:
            return ptr[1:] - ptr[:-1]
        in_field = self._in_field(int(ptr[0]), int(ptr[-1]))
        before = np.concatenate((np.zeros(1, np.int64), np.cumsum(in_field, dtype=np.int64)))[ptr - ptr[0]]
        counts: npt.NDArray[np.int64] = before[1:] - before[:-1]
        return counts
