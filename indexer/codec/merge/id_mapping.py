"""A segment to merge, and which of its documents are deleted, in; the new number of each of its ids out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from indexer.codec.segment.file import SegmentFile
from indexer.codec.segment.layout import DOCUMENTS, FILES, LINES, PASSAGES, POSITIONS
from indexer.indexed import TEXT_FIELDS

Ids: TypeAlias = npt.NDArray[np.integer[Any]]
Mask: TypeAlias = npt.NDArray[np.bool_]
Counts: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocIdMapping:
    """New numbers for the ids of one id space: they move by runs, because documents that stay keep their order."""

    starts: Counts  # of each run, and the end of the last
    shifts: Counts  # of each run
    live: Mask  # of each run
    kept: int  # ids that stay

    @property
    def whole(self) -> bool:
        """Whether every id stays."""
        return bool(self.live.all())

    def of(self, ids: Ids) -> tuple[Mask | None, Counts]:
        """Return which of *ids* stay (None: all), and the new numbers of those."""
        if len(self.shifts) == 1 and self.whole:
            return None, ids.astype(np.int64) + self.shifts[0]
        runs = np.searchsorted(self.starts[:-1], ids.astype(np.int64), side="right") - 1
        kept = self.live[runs]
        return kept, ids[kept] + self.shifts[runs[kept]]

    def alive(self, low: int, high: int) -> Mask | None:
        """Return which of the ids from *low* up to *high* stay; None: all."""
        if self.whole:
            return None
        return np.repeat(self.live, list_lengths(self.starts.clip(low, high)))


@dataclass(frozen=True, slots=True, kw_only=True)
class MergePart:
    """A segment to merge, with new numbers for its ids, and for its keys as far as they are known."""

    file: SegmentFile
    mappings: dict[str, DocIdMapping]
    # The new ordinal of each key, ascending: one that is dropped has that of the next that is not.
    ordinals: dict[str, Counts] = field(default_factory=dict)


def id_mappings(file: SegmentFile, deleted: Ids, bases: Mapping[str, int]) -> dict[str, DocIdMapping]:
    """Return the new numbers of each id space of *file* without its *deleted* documents, counted from *bases*."""
    documents = file.counts[DOCUMENTS]
    live = np.ones(documents, np.bool_)
    live[np.asarray(deleted, np.int64)] = False
    begins = np.flatnonzero(live[1:] != live[:-1]) + 1
    begins = np.concatenate(([0], begins)) if documents else np.zeros(0, np.int64)
    run = file["run"][:: len(TEXT_FIELDS)]
    where = {
        DOCUMENTS: begins,
        PASSAGES: file["passages.ptr"][begins],
        LINES: file["lines.ptr"][begins],
        FILES: file["files.ptr"][begins],
        POSITIONS: run[begins],
    }
    return {
        space: _id_mapping(starts, live[begins], file.counts[space], bases[space])
        for space, starts in where.items()
    }


def _id_mapping(starts: Ids, live: Mask, end: int, base: int) -> DocIdMapping:
    bounds = np.append(starts, end).astype(np.int64)
    sizes = list_lengths(bounds) * live
    return DocIdMapping(
        starts=bounds,
        shifts=base + np.cumsum(sizes) - sizes - bounds[:-1],
        live=live,
        kept=int(sizes.sum()),
    )


def list_lengths(ptr: Ids) -> Counts:
    """Return how many entries there are from each offset to the next."""
    wide = ptr.astype(np.int64)
    return wide[1:] - wide[:-1]
