"""One Whoosh field of one segment in: its terms in order, and the documents, weights and positions of each."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from indexer.codec.segment.file import SegmentFile
from indexer.codec.whoosh.fields import FIELDS
from indexer.indexed import TEXT_FIELDS

_BATCH = 4096  # keys read at a time when all are asked for


class FieldPostings:
    """The postings of one field.

    Fields share dictionaries, so a key has postings here or not: an ordinal is known here only if it has.
    """

    def __init__(self, file: SegmentFile, field: str) -> None:
        self._file = file
        self._field = field
        self._of = FIELDS[field]
        self._keys = file.dictionary(self._of.dictionary)
        self._ptr = file[f"{self._of.posting_list}.ptr"]
        self._ids = file[f"{self._of.posting_list}.ids"]

    def find(self, key: bytes) -> int:
        """Return the ordinal of *key*; -1: it is no term of this field."""
        ordinal = self._keys.find(key)
        return ordinal if ordinal >= 0 and len(self.documents(ordinal)) else -1

    def from_key(self, key: bytes) -> Iterator[tuple[int, bytes]]:
        """Yield (ordinal, key) of each term from *key* on, in order."""
        low, end = self._keys.between(key, b"\xff")  # no key begins with this byte
        while low < end:
            high = min(low + _BATCH, end)
            known = np.flatnonzero(self._counts(low, high))
            keys = self._keys.keys(low, high)
            for place in known.tolist():
                yield low + place, keys[place]
            low = high

    def documents(self, ordinal: int) -> npt.NDArray[np.generic]:
        """Return the numbers of the documents with this term, ascending, deleted ones too."""
        begin, end = self._range(ordinal)
        ids = self._ids[begin:end]
        return ids if not self._of.bit else ids[self._meant(begin, end)]

    def times(self, ordinal: int) -> npt.NDArray[np.generic] | None:
        """Return how often the term stands in each of its documents; None: once."""
        begin, end = self._range(ordinal)
        return self._file[f"{self._of.posting_list}.tf"][begin:end] if self._field in TEXT_FIELDS else None

    def positions(self, ordinal: int, document: int) -> list[int]:
        """Return where the term stands in this field of *document*, counted from the field's begin."""
        pointers, runs = self._file["position.ptr"], self._file["run"]
        places = self._file["position.ids"][int(pointers[ordinal]) : int(pointers[ordinal + 1])]
        run = document * len(TEXT_FIELDS) + TEXT_FIELDS.index(self._field)
        begin = int(runs[run])
        # Searched as the array's own type: numpy would otherwise widen a copy of all places.
        low = int(places.searchsorted(places.dtype.type(begin)))
        if run + 1 < len(runs):
            high = int(places.searchsorted(places.dtype.type(int(runs[run + 1]))))
        else:
            high = len(places)
        return [int(place) - begin for place in places[low:high]]

    def lengths(self, documents: npt.NDArray[np.generic]) -> npt.NDArray[np.generic] | None:
        """Return the lengths of this field in *documents*; None: it has none."""
        return self._file[f"length.{self._field}"][documents] if self._field in TEXT_FIELDS else None

    def _range(self, ordinal: int) -> tuple[int, int]:
        return int(self._ptr[ordinal]), int(self._ptr[ordinal + 1])

    def _meant(self, begin: int, end: int) -> npt.NDArray[np.bool_]:
        meant: npt.NDArray[np.bool_] = (
            self._file[f"{self._of.posting_list}.fields"][begin:end] & self._of.bit
        ) != 0
        return meant

    def _counts(self, low: int, high: int) -> npt.NDArray[np.int64]:
        """Return how many documents each key of a range has."""
        ptr = self._ptr[low : high + 1].astype(np.int64)
        if not self._of.bit:
            return ptr[1:] - ptr[:-1]
        meant = self._meant(int(ptr[0]), int(ptr[-1]))
        before = np.concatenate((np.zeros(1, np.int64), np.cumsum(meant, dtype=np.int64)))[ptr - ptr[0]]
        counts: npt.NDArray[np.int64] = before[1:] - before[:-1]
        return counts
