"""The documents a writer was given and has not committed: one batch in memory, earlier ones in files aside."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from indexer.codec.ingest.batch import Batch
from indexer.codec.ingest.memory_budget import DEFAULT, MemoryBudget
from indexer.codec.ingest.spill import SpillFiles, SpillWorker
from indexer.codec.merge.merger import merge
from indexer.codec.segment.file import SegmentFile, write_sections
from indexer.codec.segment.layout import DOCUMENTS
from indexer.errors import BuildError
from indexer.indexed import IndexedResource

# Spill files that are merged at once: each of more would get less memory for its keys.
AT_ONCE: Final = 8

SegmentPart = tuple[SegmentFile, npt.NDArray[Any]]  # a segment file, and the numbers of its deleted documents


class Pending:
    """New documents by id; each id has one."""

    def __init__(self, folder: Path, budget: MemoryBudget = DEFAULT) -> None:
        self._folder = folder
        self._budget = budget
        self._batch = Batch()
        self._spill_files, self._worker = SpillFiles(budget.tokens), SpillWorker(budget.tokens)
        self._spilled: list[Path] = []
        self._size = 0  # documents and passages
        # Documents are numbered as they come; those taken back keep their number, and are left out at the end.
        self._given = 0
        self._gone: list[int] = []
        self._places: dict[str, tuple[int, int]] = {}  # id -> number, size

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, resource_id: str) -> bool:
        return resource_id in self._places

    def size(self) -> int:
        """Return how many documents and passages there are."""
        return self._size

    def add(self, document: IndexedResource) -> None:
        """Take one more; whatever it raises, the others stay whole."""
        (resource_id,) = document.names["id"]
        if resource_id in self._places:
            raise BuildError(
                f"the id {resource_id!r} came twice", where="the index", fix="please report this bug"
            )
        size = 1 + len(document.passages)
        self._batch.add(document)
        self._places[resource_id] = (self._given, size)
        self._given += 1
        self._size += size
        if self._batch.size >= self._budget.batch:
            self._set_aside()

    def discard(self, resource_id: str) -> bool:
        """Take the document with this id back; tell whether there was one."""
        place = self._places.pop(resource_id, None)
        if place is None:
            return False
        number, size = place
        self._gone.append(number)
        self._size -= size
        if number >= self._given - len(self._batch):
            self._batch.forget(resource_id)
        return True

    def write(self, path: Path, before: list[SegmentPart]) -> Mapping[str, int]:
        """Write the documents of *before*, then these, as one segment at *path*; return its counts."""
        if before or self._spilled or self._gone:
            if len(self._batch):
                self._set_aside()
            self._worker.wait()
            merge([*before, *self._parts()], path, at_once=self._budget.entries)
        else:
            write_sections(path, *self._batch.sections())
        return SegmentFile.open(path).counts

    def close(self) -> None:
        """End what still runs; nothing may be added afterwards."""
        self._worker.close()

    def _parts(self) -> list[SegmentPart]:
        gone = np.sort(np.array(self._gone, np.int64))
        parts: list[SegmentPart] = []
        first = 0
        for run in self._merged_down():
            end = first + run.counts[DOCUMENTS]
            low, high = np.searchsorted(gone, (first, end))
            parts.append((run, gone[low:high] - first))
            first = end
        return parts

    def _merged_down(self) -> list[SegmentFile]:
        """Return all spill files, merged until there are AT_ONCE or less; documents keep their numbers."""
        spilled, merged = self._spilled, 0
        while len(spilled) > AT_ONCE:
            groups = [spilled[at : at + AT_ONCE] for at in range(0, len(spilled), AT_ONCE)]
            spilled = []
            for group in groups:
                path = self._folder / f"{merged}.merged"
                merged += 1
                parts = [(SegmentFile.open(run), np.zeros(0, np.int64)) for run in group]
                merge(parts, path, at_once=self._budget.entries)
                for run in group:
                    run.unlink()
                spilled.append(path)
        return [SegmentFile.open(run) for run in spilled]

    def _set_aside(self) -> None:
        path = self._folder / f"{len(self._spilled)}.spill"
        batch, self._batch = self._batch, Batch()
        self._spilled.append(path)
        if not self._worker.take(path, batch):
            self._spill_files.write(path, batch)
