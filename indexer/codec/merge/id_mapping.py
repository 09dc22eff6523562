"""The new number of each id of a segment that is merged, given its deleted resources."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from indexer.codec.segment.file import SegmentFile
from indexer.codec.segment.layout import DOCUMENTS, LINES, PASSAGES, POSITIONS, RESOURCES
from indexer.indexed_fields import TEXT_FIELDS

Ids: TypeAlias = npt.NDArray[np.integer[Any]]
Mask: TypeAlias = npt.NDArray[np.bool_]
Counts: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocIdMapping:
    """New numbers for the ids of one id space. They shift in runs, because the remaining resources keep their order."""

    starts: Counts  # of each run, and the end of the last
    shifts: Counts  # of each run
    live: Mask  # of each run
    kept: int  # how many ids remain

    @property
    def whole(self) -> bool:
        """Whether every id remains."""
        return bool(self.live.all())

    def of(self, ids: Ids) -> tuple[Mask | None, Counts]:
        """Return which of *ids* remain (None: all), and their new numbers."""
        if len(self.shifts) == 1 and self.whole:
            return None, ids.astype(np.int64) + self.shifts[0]
        runs = np.searchsorted(self.starts[:-1], ids.astype(np.int64), side="right") - 1
        kept = self.live[runs]
        return kept, ids[kept] + self.shifts[runs[kept]]

    def alive(self, low: int, high: int) -> Mask | None:
        """Return which of the ids from *low* up to *high* remain; None: all."""
        if self.whole:
            return None
        return np.repeat(self.live, list_lengths(self.starts.clip(low, high)))


@dataclass(frozen=True, slots=True, kw_only=True)
class MergePart:
    """A segment to merge, with the new numbers of its ids, and of its keys as soon as they are known."""

    file: SegmentFile
    mappings: dict[str, DocIdMapping]
    # The new ordinal of each key, ascending. A dropped key has that of the next remaining one.
    ordinals: dict[str, Counts] = field(default_factory=dict)


def id_mappings(file: SegmentFile, deleted: Ids, bases: Mapping[str, int]) -> dict[str, DocIdMapping]:
    """Return the new numbers in each id space of *file* without its *deleted* resources, starting at *bases*."""
    resources = file.counts[RESOURCES]
    live = np.ones(resources, np.bool_)
    live[np.asarray(deleted, np.int64)] = False
    begins = np.flatnonzero(live[1:] != live[:-1]) + 1
    begins = np.concatenate(([0], begins)) if resources else np.zeros(0, np.int64)
    run = file["fields.start"][:: len(TEXT_FIELDS)]
    where = {
        RESOURCES: begins,
        PASSAGES: file["passages.ptr"][begins],
        LINES: file["lines.ptr"][begins],
        DOCUMENTS: file["documents.ptr"][begins],
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
    """Return the length of each list: the entries from each offset to the next."""
    wide = ptr.astype(np.int64)
    return wide[1:] - wide[:-1]
