"""Merges the postings of several segments: one dictionary with all its posting lists, in ranges of keys."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from indexer.codec.merge.id_mapping import Counts, MergePart, list_lengths
from indexer.codec.merge.spill_array import SpillArray
from indexer.codec.merge.terms import number_keys
from indexer.codec.segment.file import AnyNumbers, SegmentWriter
from indexer.codec.segment.layout import RESOURCES, PostingList


@dataclass(frozen=True, slots=True, kw_only=True)
class Remaining:
    """What remains of a posting list in one part."""

    total: int  # postings
    greatest: int  # the greatest of their values
    counts: Counts | None  # of each key; None: everything remains

    def of(self, part: MergePart, posting_list: PostingList, low: int, high: int) -> Counts:
        """Return how many postings of each key from *low* up to *high* remain."""
        if self.counts is None:
            return list_lengths(part.file[f"{posting_list.name}.ptr"][low : high + 1])
        return self.counts[low:high]


def ranges(ptr: npt.NDArray[np.integer[Any]], at_once: int) -> Iterator[tuple[int, int]]:
    """Yield ranges of at most *at_once* keys that have at most *at_once* entries, or are a single key."""
    low, keys = 0, len(ptr) - 1
    while low < keys:
        limit = int(ptr[low]) + at_once
        high = int(np.searchsorted(ptr, np.array(min(limit, int(ptr[-1])), ptr.dtype), side="right")) - 1
        high = min(max(high, low + 1), low + at_once, keys)
        yield low, high
        low = high


def merge_dictionary(writer: SegmentWriter, parts: Sequence[MergePart], name: str, at_once: int) -> None:
    """Write the dictionary *name* and its posting lists; record in each part the new ordinals of its keys."""
    posting_lists = [each for each in writer.layout.posting_lists if each.dictionary == name]
    remaining = {
        posting_list.name: [_remaining_of(writer.folder, part, posting_list, at_once) for part in parts]
        for posting_list in posting_lists
    }
    by_part = [[each[at].counts for each in remaining.values()] for at in range(len(parts))]
    number_keys(writer, parts, name, by_part, at_once)
    for posting_list in posting_lists:
        _write(writer, parts, posting_list, remaining[posting_list.name], at_once)
    if name not in writer.layout.referenced:
        for part in parts:
            del part.ordinals[name]


def _remaining_of(folder: Path, part: MergePart, posting_list: PostingList, at_once: int) -> Remaining:
    ptr, ids = part.file[f"{posting_list.name}.ptr"], part.file[f"{posting_list.name}.ids"]
    values = part.file[posting_list.value] if posting_list.value else None
    if part.mappings[RESOURCES].whole:
        greatest = int(values.max(initial=0)) if values is not None else 0
        return Remaining(total=len(ids), greatest=greatest, counts=None)
    spilled, total, greatest = SpillArray(folder), 0, 0
    for low, high in ranges(ptr, at_once):
        counts = np.zeros(high - low, np.int64)
        for begin, end in _slices(int(ptr[low]), int(ptr[high]), at_once):
            kept, new = part.mappings[posting_list.id_space].of(ids[begin:end])
            kept = np.ones(len(new), np.bool_) if kept is None else kept
            sums = np.concatenate(([0], np.cumsum(kept)))
            counts += list_lengths(sums[ptr[low : high + 1].astype(np.int64).clip(begin, end) - begin])
            if values is not None:
                greatest = max(greatest, int(values[begin:end][kept].max(initial=0)))
        spilled.append(counts)
        total += int(counts.sum())
    return Remaining(total=total, greatest=greatest, counts=spilled.numbers())


def _slices(begin: int, end: int, at_once: int) -> Iterator[tuple[int, int]]:
    return ((low, min(low + at_once, end)) for low in range(begin, end, at_once))


def _write(
    writer: SegmentWriter,
    parts: Sequence[MergePart],
    posting_list: PostingList,
    remaining: Sequence[Remaining],
    at_once: int,
) -> None:
    total = sum(each.total for each in remaining)
    keys = writer.counts[posting_list.dictionary]

    def pointers() -> Iterator[AnyNumbers]:
        end = 0
        yield np.zeros(1, np.int64)
        for low, high in _slices(0, keys, at_once):
            ends = end + np.cumsum(_sizes(parts, posting_list, remaining, low, high))
            end = int(ends[-1])
            yield ends

    def postings() -> Iterator[Sequence[AnyNumbers]]:
        for begin, end in _slices(0, keys, at_once):
            read = _read(parts, posting_list, begin, end)
            for low, high in ranges(read, at_once):
                if read[high] - read[low] > at_once:  # a single key
                    yield from _of_one(parts, posting_list, begin + low, at_once)
                else:
                    yield _merged(parts, posting_list, remaining, begin + low, begin + high)

    writer.write(f"{posting_list.name}.ptr", pointers(), greatest=total)
    sections = {f"{posting_list.name}.ids": 0}
    if posting_list.value:
        sections[posting_list.value] = max((each.greatest for each in remaining), default=0)
    writer.write_beside(sections, postings(), length=total)


def _sizes(
    parts: Sequence[MergePart], posting_list: PostingList, remaining: Sequence[Remaining], low: int, high: int
) -> Counts:
    """Return how many postings each new key from *low* up to *high* has."""
    sizes = np.zeros(high - low, np.int64)
    for part, each in zip(parts, remaining, strict=True):
        _, _, ordinals, counts = _of_range(part, posting_list, each, low, high)
        sizes[ordinals - low] += counts
    return sizes


def _read(parts: Sequence[MergePart], posting_list: PostingList, low: int, high: int) -> Counts:
    """Return where the postings of new keys from *low* up to *high* would begin if all postings read remained."""
    read = np.zeros(high - low + 1, np.int64)
    for part in parts:
        every = part.ordinals[posting_list.dictionary]
        first, last = np.searchsorted(every, (low, high)).tolist()
        sizes = list_lengths(part.file[f"{posting_list.name}.ptr"][first : last + 1])
        np.add.at(read, every[first:last] - low + 1, sizes)  # dropped keys share an ordinal
    return np.cumsum(read)


def _merged(
    parts: Sequence[MergePart], posting_list: PostingList, remaining: Sequence[Remaining], low: int, high: int
) -> list[npt.NDArray[np.integer[Any]]]:
    """Return ids and values of the new keys from *low* up to *high*."""
    sizes = _sizes(parts, posting_list, remaining, low, high)
    free = np.cumsum(sizes) - sizes  # where the next posting of each key goes
    ids = np.empty(int(sizes.sum()), np.int64)
    values = np.empty(len(ids), np.int64) if posting_list.value else None
    for part, each in zip(parts, remaining, strict=True):
        first, last, ordinals, sizes = _of_range(part, posting_list, each, low, high)
        if first == last:
            continue
        old = part.file[f"{posting_list.name}.ptr"]
        begin, end = int(old[first]), int(old[last])
        kept, new = part.mappings[posting_list.id_space].of(part.file[f"{posting_list.name}.ids"][begin:end])
        target = np.repeat(free[ordinals - low] - np.cumsum(sizes) + sizes, sizes)
        target += np.arange(len(target))
        ids[target] = new
        if values is not None and posting_list.value:
            every = part.file[posting_list.value][begin:end]
            values[target] = every if kept is None else every[kept]
        free[ordinals - low] += sizes
    return [ids] if values is None else [ids, values]


def _of_one(
    parts: Sequence[MergePart], posting_list: PostingList, key: int, at_once: int
) -> Iterator[list[npt.NDArray[np.integer[Any]]]]:
    """Yield ids and values of one new key, part by part."""
    for part in parts:
        first, last = np.searchsorted(part.ordinals[posting_list.dictionary], (key, key + 1)).tolist()
        old = part.file[f"{posting_list.name}.ptr"]
        for begin, end in _slices(int(old[first]), int(old[last]), at_once):
            kept, new = part.mappings[posting_list.id_space].of(
                part.file[f"{posting_list.name}.ids"][begin:end]
            )
            if posting_list.value:
                every = part.file[posting_list.value][begin:end]
                yield [new, every if kept is None else every[kept]]
            else:
                yield [new]


def _of_range(
    part: MergePart, posting_list: PostingList, remaining: Remaining, low: int, high: int
) -> tuple[int, int, Counts, Counts]:
    """Return the keys of *part* with new ordinals from *low* up to *high*, and what remains of them.

    Returned are the first key and the end of the range; then, for the keys of which anything remains, their new
    ordinals and how many postings each has.
    """
    every = part.ordinals[posting_list.dictionary]
    first, last = np.searchsorted(every, (low, high)).tolist()
    counts = remaining.of(part, posting_list, first, last)
    there = counts > 0
    return first, last, every[first:last][there], counts[there]
