"""A segment in Whoosh's table of contents: its name, its counts, and which documents are deleted."""

import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from whoosh.codec.base import Segment

from indexer.codec.segment.file import SegmentFile
from indexer.codec.whoosh.codec import ArrayCodec

EXTENSION: Final = ".fld"


class ArraySegment(Segment):  # type: ignore[misc]  # Whoosh is untyped
    """A segment whose content is one immutable file.

    It is pickled into the table of contents: its module path and attributes are part of the index format.
    """

    def __init__(self, indexname: str) -> None:
        super().__init__(indexname)
        self._documents = 0
        self._passages = 0
        self._deleted: set[int] = set()
        self._file: SegmentFile | None = None

    @classmethod
    def _random_id(cls, size: int = 16) -> str:
        # Whoosh draws from `random`, which a program may have seeded: the same name twice would write into a
        # file that an older build shares by a hard link.
        return secrets.token_hex(size // 2)

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_file": None}

    def codec(self) -> ArrayCodec:
        """Return the codec that reads it."""
        return ArrayCodec()

    def path(self, folder: Path) -> Path:
        """Return the path of its file in *folder*."""
        return folder / str(self.make_filename(EXTENSION))

    def opened(self, folder: Path) -> SegmentFile:
        """Return its file, opened once for all readers of this object; raises BuildError."""
        if self._file is None:
            self._file = SegmentFile.open(self.path(folder))
        return self._file

    def should_assemble(self) -> bool:
        """Tell Whoosh that there is nothing to assemble: the segment is one file."""
        return False

    def doc_count_all(self) -> int:
        """Return how many documents it contains, deleted or not."""
        return self._documents

    def set_doc_count(self, doccount: int) -> None:
        """Set how many documents it contains."""
        self._documents = doccount

    def set_passage_count(self, passages: int) -> None:
        """Set how many passages it contains: together with the documents, the measure of its size."""
        self._passages = passages

    def live_size(self) -> int:
        """Return roughly how many documents and passages merging it would copy."""
        whole = self._documents + self._passages
        return whole * (self._documents - len(self._deleted)) // max(self._documents, 1)

    def deleted_count(self) -> int:
        """Return how many of its documents are deleted."""
        return len(self._deleted)

    def deleted_docs(self) -> Iterator[int]:
        """Yield the numbers of its deleted documents."""
        return iter(self._deleted)

    def deleted(self) -> npt.NDArray[np.int64]:
        """Return the numbers of its deleted documents, ascending."""
        return np.array(sorted(self._deleted), np.int64)

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        """Mark a document as deleted, or as not deleted."""
        if not 0 <= docnum < self._documents:
            raise IndexError(docnum)
        if delete:
            self._deleted.add(docnum)
        else:
            self._deleted.discard(docnum)

    def is_deleted(self, docnum: int) -> bool:
        """Return whether a document is deleted."""
        return docnum in self._deleted
