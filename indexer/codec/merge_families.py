"""The postings of several segments in, one dictionary with all its families out, in ranges of keys."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from indexer.codec.dictionary import dictionary_sections
from indexer.codec.file import SegmentFile, SegmentWriter
from indexer.codec.layout import FAMILIES, Family
from indexer.codec.merge_spaces import Renumbering, steps

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A segment to merge, with new numbers for its ids, and for its keys as far as they are known."""

    file: SegmentFile
    spaces: dict[str, Renumbering]
    ordinals: dict[str, Counts] = field(default_factory=dict)  # new ordinal of each key; -1: dropped


def ranges(ptr: npt.NDArray[np.integer[Any]], at_once: int) -> Iterator[tuple[int, int]]:
    """Yield ranges of keys that have *at_once* entries or less, or are a single key."""
    low, keys = 0, len(ptr) - 1
    while low < keys:
        limit = int(ptr[low]) + at_once
        high = int(np.searchsorted(ptr, np.array(min(limit, int(ptr[-1])), ptr.dtype), side="right")) - 1
        high = min(max(high, low + 1), keys)
        yield low, high
        low = high


def merge_dictionary(writer: SegmentWriter, parts: Sequence[Part], name: str, at_once: int) -> None:
    """Write the dictionary *name* and its families; note in each part the new ordinals of its keys."""
    families = [family for family in FAMILIES if family.dictionary == name]
    found = {family.name: [_counted(part, family, at_once) for part in parts] for family in families}
    _number_keys(writer, parts, name, [[each[at][0] for each in found.values()] for at in range(len(parts))])
    for family in families:
        _write(writer, parts, family, found[family.name], at_once)


def _counted(part: Part, family: Family, at_once: int) -> tuple[Counts, int]:
    """Return how many postings of each key stay, and the greatest value of those."""
    ptr, ids = part.file[f"{family.name}.ptr"], part.file[f"{family.name}.ids"]
    values = part.file[family.value] if family.value else None
    numbers = part.spaces[family.space]
    counts = steps(ptr)
    if numbers.whole:
        return counts, int(values.max(initial=0)) if values is not None else 0
    most = 0
    for low, high in ranges(ptr, at_once):
        begin, end = int(ptr[low]), int(ptr[high])
        kept, new = numbers.of(ids[begin:end])
        kept = np.ones(len(new), np.bool_) if kept is None else kept
        sums = np.concatenate(([0], np.cumsum(kept)))
        counts[low:high] = steps(sums[ptr[low : high + 1].astype(np.int64) - begin])
        if values is not None:
            most = max(most, int(values[begin:end][kept].max(initial=0)))
    return counts, most


def _number_keys(
    writer: SegmentWriter, parts: Sequence[Part], name: str, counts: Sequence[Sequence[Counts]]
) -> None:
    """Write the keys that any posting is left of, and note their ordinals in each part."""
    left: list[Counts] = []
    keys: list[list[bytes]] = []
    for part, counted in zip(parts, counts, strict=True):
        alive = np.logical_or.reduce([each > 0 for each in counted])
        left.append(np.flatnonzero(alive))
        everything = list(part.file.dictionary(name))
        keys.append(everything if alive.all() else [everything[at] for at in left[-1].tolist()])
    # Each list is sorted, and sorting finds and merges such runs.
    united = list(dict.fromkeys(sorted(key for each in keys for key in each)))
    number = dict(zip(united, range(len(united)), strict=True)).__getitem__
    for part, places, each in zip(parts, left, keys, strict=True):
        part.ordinals[name] = np.full(part.file.counts[name], -1, np.int64)
        part.ordinals[name][places] = np.fromiter(map(number, each), np.int64, len(each))
    writer.counts[name] = len(united)
    for section, numbers in dictionary_sections(name, united):
        writer.write(section, (numbers,), greatest=int(numbers.max(initial=0)))


def _write(
    writer: SegmentWriter,
    parts: Sequence[Part],
    family: Family,
    found: Sequence[tuple[Counts, int]],
    at_once: int,
) -> None:
    counts = [counted for counted, _ in found]
    most = max((greatest for _, greatest in found), default=0)
    ptr = np.zeros(writer.counts[family.dictionary] + 1, np.int64)
    for part, counted in zip(parts, counts, strict=True):
        ordinals = part.ordinals[family.dictionary]
        ptr[1:][ordinals[ordinals >= 0]] += counted[ordinals >= 0]
    np.cumsum(ptr, out=ptr)
    total = int(ptr[-1])
    writer.write(f"{family.name}.ptr", (ptr,), greatest=total)
    sections = {f"{family.name}.ids": 0} | ({family.value: most} if family.value else {})
    writer.write_beside(
        sections,
        (_merged(parts, family, counts, ptr, span) for span in ranges(ptr, at_once)),
        length=total,
    )


def _merged(
    parts: Sequence[Part], family: Family, counts: Sequence[Counts], ptr: Counts, span: tuple[int, int]
) -> list[npt.NDArray[np.integer[Any]]]:
    """Return ids and values of a range of new keys."""
    low, high = span
    begin = int(ptr[low])
    free = ptr[low:high] - begin  # where the next posting of each key goes
    ids = np.empty(int(ptr[high]) - begin, np.int64)
    values = np.empty(len(ids), np.int64) if family.value else None
    for part, counted in zip(parts, counts, strict=True):
        places, ordinals = _of_range(part.ordinals[family.dictionary], low, high)
        if not len(places):
            continue
        old = part.file[f"{family.name}.ptr"]
        first, last = int(old[places[0]]), int(old[places[-1] + 1])
        kept, new = part.spaces[family.space].of(part.file[f"{family.name}.ids"][first:last])
        sizes = counted[places]
        target = np.repeat(free[ordinals - low] - np.cumsum(sizes) + sizes, sizes)
        target += np.arange(len(target))
        ids[target] = new
        if values is not None and family.value:
            every = part.file[family.value][first:last]
            values[target] = every if kept is None else every[kept]
        free[ordinals - low] += sizes
    return [ids] if values is None else [ids, values]


def _of_range(ordinals: Counts, low: int, high: int) -> tuple[Counts, Counts]:
    """Return the keys of a part whose new ordinals are from *low* up to *high*, and those ordinals."""
    # Dropped keys have postings no more, so they may stand among the others.
    filled = np.maximum.accumulate(ordinals)
    first, last = np.searchsorted(filled, (low, high), side="left")
    places = first + np.flatnonzero(ordinals[first:last] >= 0)
    return places, ordinals[places]
