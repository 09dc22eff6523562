"""Merges the dictionaries of several segments into one of the remaining keys, in pieces of a bounded size."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from indexer.codec.merge.id_mapping import Counts, MergePart
from indexer.codec.merge.spill_array import SpillArray
from indexer.codec.segment.file import AnyNumbers, SegmentWriter
from indexer.codec.segment.layout import BLOCK
from indexer.codec.segment.letter_counts import letter_counts
from indexer.codec.segment.term_dictionary import END, Dictionary

# A key takes as much memory as this many entries: it is in a list, a dict and a sorted list, with its number.
_ENTRIES_PER_KEY: Final = 8


def number_keys(
    writer: SegmentWriter,
    parts: Sequence[MergePart],
    name: str,
    counts: Sequence[Sequence[Counts | None]],
    at_once: int,
) -> None:
    """Write the keys that have any postings left, and record their ordinals in each part."""
    size = max(at_once // _ENTRIES_PER_KEY // max(len(parts), 1), 1)
    spilled = [SpillArray(writer.folder) for _ in parts]
    letters = SpillArray(writer.folder) if f"{name}.letters" in writer.layout.sections else None

    def union() -> Iterator[list[bytes]]:
        done, read = 0, [0] * len(parts)
        for piece in _pieces([part.file.dictionary(name) for part in parts], size):
            remaining: list[list[bytes]] = []
            for at, keys in enumerate(piece):
                low, read[at] = read[at], read[at] + len(keys)
                known = [each[low : read[at]] > 0 for each in counts[at] if each is not None]
                alive = np.logical_or.reduce(known).tolist() if known else None
                remaining.append(
                    keys if alive is None else [key for key, stays in zip(keys, alive, strict=True) if stays]
                )
            # Each list is sorted already, and Python's sort detects and merges such runs.
            united = list(dict.fromkeys(sorted(key for keys in remaining for key in keys)))
            number = dict(zip(united, range(done, done + len(united)), strict=True))
            for numbers, keys, stay in zip(spilled, piece, remaining, strict=True):
                if keys is stay:
                    ordinals = [number[key] for key in keys]
                else:
                    ordinals = [done + bisect_left(united, key) for key in keys]
                numbers.append(np.array(ordinals, np.int64))
            done += len(united)
            if letters is not None:
                letters.append(letter_counts(united))
            yield united

    _KeyWriter(writer, name).write(union())
    if letters is not None:
        counted = letters.numbers()
        pieces = (counted[low : low + at_once] for low in range(0, len(counted), at_once))
        writer.write(f"{name}.letters", pieces)
    for part, numbers in zip(parts, spilled, strict=True):
        part.ordinals[name] = numbers.numbers()


def _pieces(dictionaries: Sequence[Dictionary], at_once: int) -> Iterator[list[list[bytes]]]:
    """Yield at most *at_once* next keys of each dictionary, so that no key of a later piece is less than any of these."""
    read = [0] * len(dictionaries)
    ahead: list[list[bytes]] = [[] for _ in dictionaries]
    while True:
        for number, dictionary in enumerate(dictionaries):
            if not ahead[number]:
                ahead[number] = dictionary.keys(read[number], read[number] + at_once)
                read[number] += len(ahead[number])
        if not any(ahead):
            return
        # Keys greater than the last one read of a dictionary must wait: its next key may come before them.
        bound = min(
            (
                keys[-1]
                for keys, dictionary, so_far in zip(ahead, dictionaries, read, strict=True)
                if so_far < len(dictionary)
            ),
            default=None,
        )
        ends = [len(keys) if bound is None else bisect_right(keys, bound) for keys in ahead]
        yield [keys[:end] for keys, end in zip(ahead, ends, strict=True)]
        ahead = [keys[end:] for keys, end in zip(ahead, ends, strict=True)]


class _KeyWriter:
    """Writes a dictionary whose keys arrive in pieces."""

    def __init__(self, writer: SegmentWriter, name: str) -> None:
        self._writer = writer
        self._name = name
        self._count = 0
        self._end = 0
        self._blocks: list[Counts] = []  # where the blocks begin

    def write(self, union: Iterator[list[bytes]]) -> None:
        """Write the dictionary of the keys in *union*, which are sorted and distinct; set their count in the writer."""
        self._writer.write(f"{self._name}.bytes", map(self._content, union))
        self._writer.counts[self._name] = self._count
        blocks = (*self._blocks, np.array([self._end], np.int64))
        self._writer.write(f"{self._name}.blocks", blocks, greatest=self._end)

    def _content(self, keys: list[bytes]) -> AnyNumbers:
        content = END.join([*keys, b""])
        sizes = np.fromiter(map(len, keys), np.int64, len(keys)) + len(END)
        begins = self._end + np.cumsum(sizes) - sizes
        self._blocks.append(begins[-self._count % BLOCK :: BLOCK])
        self._count += len(keys)
        self._end += len(content)
        return np.frombuffer(content, np.uint8)
