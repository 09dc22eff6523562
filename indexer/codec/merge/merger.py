"""Merges segments without their deleted resources; the result equals, array for array, a segment built from scratch.

Every section is written in ranges of a bounded size, so memory grows only with the number of deletions.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from indexer.codec.merge.id_mapping import Ids, MergePart, id_mappings, list_lengths
from indexer.codec.merge.postings import merge_dictionary, ranges
from indexer.codec.segment.file import AnyNumbers, SegmentFile, SegmentWriter
from indexer.codec.segment.layout import (
    BYTES,
    ID_SPACES,
    STANDARD_LAYOUT,
    Column,
    Layout,
    Lists,
)


def merge(
    parts: Sequence[tuple[SegmentFile, Ids]], path: Path, layout: Layout = STANDARD_LAYOUT, *, at_once: int
) -> None:
    """Write what remains of *parts*, (segment, numbers of its deleted resources), to the new file *path*.

    All have the same *layout*.
    At most *at_once* entries of an array are in memory at a time.
    """
    counts = dict.fromkeys(ID_SPACES, 0)
    opened: list[MergePart] = []
    for file, deleted in parts:
        mappings = id_mappings(file, deleted, counts)
        opened.append(MergePart(file=file, mappings=mappings))
        counts = {space: counts[space] + mappings[space].kept for space in ID_SPACES}
    with SegmentWriter(path, counts, layout) as writer:
        for name in layout.dictionaries:
            merge_dictionary(writer, opened, name, at_once)
        for column in layout.columns:
            greatest = max(
                (int(chunk.max(initial=0)) for chunk in _column(opened, column, at_once)), default=0
            )
            writer.write(column.name, _column(opened, column, at_once), greatest=greatest)
        for lists in layout.lists:
            total = sum(int(sizes.sum()) for sizes in _sizes(opened, lists, at_once))
            writer.write(lists.pointers, _pointers(opened, lists, at_once), greatest=total)
            if lists.values is not None:
                writer.write(lists.values, _values(opened, lists, lists.values, at_once))


def _renumbered(part: MergePart, holds: str, numbers: AnyNumbers) -> AnyNumbers:
    """Return *numbers*, all of which remain, as the new segment numbers them."""
    if holds in part.mappings:
        return part.mappings[holds].of(numbers)[1]
    return part.ordinals[holds][numbers] if holds in part.ordinals else numbers


def _column(parts: Sequence[MergePart], column: Column, at_once: int) -> Iterator[AnyNumbers]:
    step = max(at_once // column.times, 1)
    for part in parts:
        rows = part.file.counts[column.id_space]
        numbers = part.file[column.name].reshape(rows, column.times)
        for low in range(0, rows, step):
            high = min(low + step, rows)
            alive = part.mappings[column.id_space].alive(low, high)
            chunk = numbers[low:high] if alive is None else numbers[low:high][alive]
            yield _renumbered(part, column.holds, chunk.reshape(-1))


def _sizes(parts: Sequence[MergePart], lists: Lists, at_once: int) -> Iterator[npt.NDArray[np.int64]]:
    """Yield the lengths of the lists that remain."""
    for part in parts:
        rows = part.file.counts[lists.id_space]
        for low in range(0, rows, at_once):
            high = min(low + at_once, rows)
            alive = part.mappings[lists.id_space].alive(low, high)
            sizes = list_lengths(part.file[lists.pointers][low : high + 1])
            yield sizes if alive is None else sizes[alive]


def _pointers(parts: Sequence[MergePart], lists: Lists, at_once: int) -> Iterator[AnyNumbers]:
    end = 0
    yield np.zeros(1, np.int64)
    for sizes in _sizes(parts, lists, at_once):
        yield end + np.cumsum(sizes)
        end += int(sizes.sum())


def _values(parts: Sequence[MergePart], lists: Lists, values: str, at_once: int) -> Iterator[AnyNumbers]:
    # A byte takes less memory than a number that is looked up.
    limit = at_once * 8 if lists.holds == BYTES else at_once
    for part in parts:
        ptr, numbers = part.file[lists.pointers], part.file[values]
        for low, high in ranges(ptr, limit):
            chunk = numbers[int(ptr[low]) : int(ptr[high])]
            alive = part.mappings[lists.id_space].alive(low, high)
            if alive is not None:
                chunk = chunk[np.repeat(alive, list_lengths(ptr[low : high + 1]))]
            yield _renumbered(part, lists.holds, chunk)
