"""The resources that a writer has received but not committed: one batch in memory, earlier ones in spill files."""

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
from indexer.codec.segment.layout import RESOURCES, STANDARD_LAYOUT, Layout
from indexer.errors import BuildError
from indexer.indexed_fields import IndexedResource

# How many spill files are merged at once: with more, each would get less memory for its keys.
MERGE_FACTOR: Final = 8

SegmentPart = tuple[SegmentFile, npt.NDArray[Any]]  # a segment file, and the numbers of its deleted resources


class Pending:
    """New resources; each id is in it once."""

    def __init__(
        self, folder: Path, budget: MemoryBudget = DEFAULT, layout: Layout = STANDARD_LAYOUT
    ) -> None:
        self._folder = folder
        self._layout = layout
        self._budget = budget
        self._batch = Batch(layout)
        self._spill_files, self._worker = SpillFiles(budget.tokens), SpillWorker(budget.tokens)
        self._spilled: list[Path] = []
        self._size = 0  # resources and passages
        # Resources are numbered as they arrive. A discarded one keeps its number, and is dropped when the segment is written.
        self._count = 0
        self._discarded: list[int] = []
        self._numbered: dict[str, tuple[int, int]] = {}  # id -> number, size

    def __len__(self) -> int:
        return len(self._numbered)

    def __contains__(self, resource_id: str) -> bool:
        return resource_id in self._numbered

    def size(self) -> int:
        """Return how many resources and passages there are."""
        return self._size

    def add(self, resource: IndexedResource) -> None:
        """Add a resource; if this raises, the others are unaffected."""
        (resource_id,) = resource.names["id"]
        if resource_id in self._numbered:
            raise BuildError(f"duplicate id {resource_id!r}", where="the index", fix="please report this bug")
        size = 1 + len(resource.passages)
        self._batch.add(resource)
        self._numbered[resource_id] = (self._count, size)
        self._count += 1
        self._size += size
        if self._batch.size >= self._budget.batch:
            self._spill_batch()

    def discard(self, resource_id: str) -> bool:
        """Remove the resource with this id again; return whether there was one."""
        number_and_size = self._numbered.pop(resource_id, None)
        if number_and_size is None:
            return False
        number, size = number_and_size
        self._discarded.append(number)
        self._size -= size
        if number >= self._count - len(self._batch):
            self._batch.forget(resource_id)
        return True

    def write(self, path: Path, before: list[SegmentPart]) -> Mapping[str, int]:
        """Write the resources of *before*, then these, as one segment at *path*; return its counts."""
        if before or self._spilled or self._discarded:
            if len(self._batch):
                self._spill_batch()
            self._worker.wait()
            merge([*before, *self._parts()], path, self._layout, at_once=self._budget.entries)
        else:
            write_sections(path, *self._batch.sections(), self._layout)
        return SegmentFile.open(path).counts

    def close(self) -> None:
        """Stop the worker; nothing may be added afterwards."""
        self._worker.close()

    def _parts(self) -> list[SegmentPart]:
        discarded = np.sort(np.array(self._discarded, np.int64))
        parts: list[SegmentPart] = []
        first = 0
        for segment in self._merged_spills():
            end = first + segment.counts[RESOURCES]
            low, high = np.searchsorted(discarded, (first, end))
            parts.append((segment, discarded[low:high] - first))
            first = end
        return parts

    def _merged_spills(self) -> list[SegmentFile]:
        """Return all spill files, merged until there are at most MERGE_FACTOR; resources keep their numbers."""
        spilled, merge_count = self._spilled, 0
        while len(spilled) > MERGE_FACTOR:
            groups = [spilled[at : at + MERGE_FACTOR] for at in range(0, len(spilled), MERGE_FACTOR)]
            spilled = []
            for group in groups:
                path = self._folder / f"{merge_count}.merged"
                merge_count += 1
                parts = [(SegmentFile.open(segment), np.zeros(0, np.int64)) for segment in group]
                merge(parts, path, self._layout, at_once=self._budget.entries)
                for segment in group:
                    segment.unlink()
                spilled.append(path)
        return [SegmentFile.open(segment) for segment in spilled]

    def _spill_batch(self) -> None:
        path = self._folder / f"{len(self._spilled)}.spill"
        batch, self._batch = self._batch, Batch(self._layout)
        self._spilled.append(path)
        if not self._worker.take(path, batch):
            self._spill_files.write(path, batch)
