"""The documents a writer was given and has not committed: one batch in memory, earlier ones in files aside."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from indexer.codec.ingest.batch import Ingest
from indexer.codec.ingest.memory_budget import DEFAULT, Limits
from indexer.codec.ingest.spill import Helper, RunFiles
from indexer.codec.merge.merger import merge
from indexer.codec.segment.file import SegmentFile, write_sections
from indexer.codec.segment.layout import DOCUMENTS
from indexer.errors import BuildError
from indexer.indexed import IndexedDocument

# Runs that are merged at once: each of more would get less memory for its keys.
AT_ONCE: Final = 8

Part = tuple[SegmentFile, npt.NDArray[Any]]  # a segment file, and the numbers of its deleted documents


class Pending:
    """New documents by id; each id has one."""

    def __init__(self, folder: Path, limits: Limits = DEFAULT) -> None:
        self._folder = folder
        self._limits = limits
        self._batch = Ingest()
        self._files, self._helper = RunFiles(limits.chunks), Helper(limits.chunks)
        self._runs: list[Path] = []
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

    def add(self, document: IndexedDocument) -> None:
        """Take one more; whatever it raises, the others stay whole."""
        (resource_id,) = document.names["id"]
        if resource_id in self._places:
            raise BuildError(
                f"the id {resource_id!r} came twice", where="the index", mend="report this: it is a fault"
            )
        size = 1 + len(document.passages)
        self._batch.add(document)
        self._places[resource_id] = (self._given, size)
        self._given += 1
        self._size += size
        if self._batch.size >= self._limits.batch:
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

    def write(self, path: Path, before: list[Part]) -> Mapping[str, int]:
        """Write the documents of *before*, then these, as one segment at *path*; return its counts."""
        if before or self._runs or self._gone:
            if len(self._batch):
                self._set_aside()
            self._helper.wait()
            merge([*before, *self._parts()], path, at_once=self._limits.entries)
        else:
            write_sections(path, *self._batch.sections())
        return SegmentFile.open(path).counts

    def close(self) -> None:
        """End what still runs; nothing may be added afterwards."""
        self._helper.close()

    def _parts(self) -> list[Part]:
        gone = np.sort(np.array(self._gone, np.int64))
        parts: list[Part] = []
        first = 0
        for run in self._few():
            end = first + run.counts[DOCUMENTS]
            low, high = np.searchsorted(gone, (first, end))
            parts.append((run, gone[low:high] - first))
            first = end
        return parts

    def _few(self) -> list[SegmentFile]:
        """Return all runs, merged until there are AT_ONCE or less; documents keep their numbers."""
        runs, merged = self._runs, 0
        while len(runs) > AT_ONCE:
            groups = [runs[at : at + AT_ONCE] for at in range(0, len(runs), AT_ONCE)]
            runs = []
            for group in groups:
                path = self._folder / f"{merged}.merged"
                merged += 1
                parts = [(SegmentFile.open(run), np.zeros(0, np.int64)) for run in group]
                merge(parts, path, at_once=self._limits.entries)
                for run in group:
                    run.unlink()
                runs.append(path)
        return [SegmentFile.open(run) for run in runs]

    def _set_aside(self) -> None:
        path = self._folder / f"{len(self._runs)}.run"
        batch, self._batch = self._batch, Ingest()
        self._runs.append(path)
        if not self._helper.take(path, batch):
            self._files.write(path, batch)
