"""The documents a writer was given and has not committed: one batch in memory, earlier ones in files aside."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from indexer.codec.file import SegmentFile, write_sections
from indexer.codec.ingest import Ingest
from indexer.codec.merge import merge
from indexer.errors import BuildError
from indexer.indexed import IndexedDocument

# Bytes of text: a batch of so much is set aside, which bounds the memory that a writer takes.
SPILL: Final = 24 << 20

Part = tuple[SegmentFile, npt.NDArray[Any]]  # a segment file, and the numbers of its deleted documents


class Pending:
    """New documents by id; each id has one."""

    def __init__(self, folder: Path, spill: int = SPILL) -> None:
        self._folder = folder
        self._spill = spill
        self._batch = Ingest()
        self._bytes = 0
        self._size = 0  # documents and passages
        self._runs: list[SegmentFile] = []
        self._gone: list[set[int]] = [set()]  # of each run, and of the batch, which is last
        self._places: dict[str, tuple[int, int, int]] = {}  # id -> run, number in it, size

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, resource_id: str) -> bool:
        return resource_id in self._places

    def size(self) -> int:
        """Return how many documents and passages there are."""
        return self._size

    def add(self, document: IndexedDocument) -> None:
        """Take one more; whatever it raises, the others stay whole."""
        (resource_id,) = document.names["id"]
        if resource_id in self._places:
            raise BuildError(
                f"the id {resource_id!r} came twice", where="the index", mend="report this: it is a fault"
            )
        size = 1 + len(document.passages)
        self._batch.add(document)
        self._places[resource_id] = (len(self._runs), len(self._batch) - 1, size)
        self._size += size
        self._bytes += sum(len(piece.text) for pieces in document.fields.values() for piece in pieces)
        if self._bytes >= self._spill:
            self._set_aside()

    def discard(self, resource_id: str) -> bool:
        """Take the document with this id back; tell whether there was one."""
        place = self._places.pop(resource_id, None)
        if place is None:
            return False
        run, number, size = place
        self._gone[run].add(number)
        self._size -= size
        if run == len(self._runs):
            self._set_aside()  # a batch knows its ids, and takes none twice
        return True

    def write(self, path: Path, before: list[Part]) -> Mapping[str, int]:
        """Write the documents of *before*, then these, as one segment at *path*; return its counts."""
        if before or self._runs:
            if len(self._batch):
                self._set_aside()
            merge([*before, *self._parts()], path)
        else:
            write_sections(path, *self._batch.sections())
        return SegmentFile.open(path).counts

    def _parts(self) -> list[Part]:
        return [
            (run, np.array(sorted(gone), np.int64)) for run, gone in zip(self._runs, self._gone, strict=False)
        ]

    def _set_aside(self) -> None:
        path = self._folder / f"{len(self._runs)}.run"
        write_sections(path, *self._batch.sections())
        self._runs.append(SegmentFile.open(path))
        self._gone.append(set())
        self._batch = Ingest()
        self._bytes = 0
