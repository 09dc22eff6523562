"""A dictionary of sorted keys as two arrays, and how to look up a key in them, in about a microsecond."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Final, overload

import numpy as np

from indexer.codec.segment.layout import BLOCK, Numbers, dtype_for
from indexer.json_bytes import ENCODING_ERRORS

END: Final = b"\xff"  # follows each key; UTF-8 never contains it
_LOOKUPS_FROM_FILE: Final = 64  # a program that looks up a few names and ends needs fewer look-ups; an engine needs as many for one query
_KEYS_PER_READ: Final = 64 * BLOCK  # keys that an iteration keeps in memory


def key_of(name: str) -> bytes:
    """Return the key of a term, a form or a name."""
    return name.encode("utf-8", ENCODING_ERRORS)


def name_of(key: bytes) -> str:
    """Return the term, form or name of a key."""
    return key.decode("utf-8", ENCODING_ERRORS)


def dictionary_sections(name: str, keys: Sequence[bytes]) -> tuple[tuple[str, Numbers], ...]:
    """Return the sections of the dictionary *name* of *keys*, which are sorted and distinct."""
    ends = np.fromiter(accumulate(map(len, keys), initial=0), np.uint64, len(keys) + 1)
    ends += np.arange(len(keys) + 1, dtype=np.uint64)
    blocks = ends[::BLOCK] if len(keys) % BLOCK == 0 else np.append(ends[::BLOCK], ends[-1])
    content = END.join(keys) + END if keys else b""
    return (
        (f"{name}.bytes", np.frombuffer(content, np.uint8)),
        (f"{name}.blocks", blocks.astype(dtype_for(int(ends[-1])))),
    )


class Dictionary:
    """Sorted keys of a segment, each with an ordinal."""

    def __init__(self, content: memoryview, blocks: Numbers, size: int) -> None:
        self._content = content
        self._blocks = blocks
        self._size = size
        self._lookups = 0  # how many look-ups there were, up to _LOOKUPS_FROM_FILE

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[bytes]:
        for low in range(0, self._size, _KEYS_PER_READ):
            yield from self.keys(low, low + _KEYS_PER_READ)

    def find(self, key: bytes) -> int:
        """Return the ordinal of *key*, -1 if it is unknown."""
        heads = self._known_heads()
        place = bisect_right(heads, key) - 1
        if place < 0:
            return -1
        if heads[place] == key:
            return place * BLOCK
        offsets = self._offsets
        block = bytes(self._content[offsets[place] : offsets[place + 1]])
        # The first key of a block has no END before it, and was compared above.
        found = block.find(END + key + END)
        return -1 if found < 0 else place * BLOCK + block.count(END, 0, found + 1)

    def key(self, ordinal: int) -> bytes:
        """Return the key of *ordinal*."""
        if not 0 <= ordinal < self._size:
            raise IndexError(ordinal)
        place, rest = divmod(ordinal, BLOCK)
        offsets = self._offsets
        return bytes(self._content[offsets[place] : offsets[place + 1]]).split(END, rest + 1)[rest]

    def keys(self, low: int, high: int) -> list[bytes]:
        """Return the keys with ordinals from *low* up to *high*; fewer at the end of the dictionary."""
        low, high = max(low, 0), min(high, self._size)
        if low >= high:
            return []
        first, last = low // BLOCK, -(-high // BLOCK)
        offsets = self._offsets
        content = bytes(self._content[offsets[first] : offsets[last]])
        return content.split(END)[low - first * BLOCK : high - first * BLOCK]

    def between(self, low: bytes, high: bytes) -> tuple[int, int]:
        """Return the range of ordinals, (start, end), of the keys from *low* up to but not including *high*."""
        start = self._lower_bound(low)
        return start, max(start, self._lower_bound(high))

    def range(self, prefix: bytes) -> tuple[int, int]:
        """Return the range of ordinals, (start, end), of the keys that begin with *prefix*."""
        return self.between(prefix, prefix + END)

    def ranges(self, prefixes: Iterable[bytes]) -> list[tuple[int, int]]:
        """Return the ranges of those of many *prefixes* that any key begins with; each block is read once."""
        heads = self._known_heads()
        found: list[tuple[int, int]] = []
        read, keys = -1, list[bytes]()
        for prefix in sorted(prefixes):
            place = max(bisect_right(heads, prefix) - 1, 0)
            if place != read:
                read, keys = place, self.keys(place * BLOCK, (place + 1) * BLOCK)
            at = bisect_left(keys, prefix)
            # The first key that begins with it may be that of the next block.
            first = keys[at] if at < len(keys) else heads[place + 1] if place + 1 < len(heads) else b""
            if first.startswith(prefix) and first:
                found.append((place * BLOCK + at, self._lower_bound(prefix + END)))
        return found

    def _lower_bound(self, key: bytes) -> int:
        """Return how many keys are less than *key*."""
        place = bisect_right(self._known_heads(), key) - 1
        if place < 0:
            return 0
        first = place * BLOCK
        return first + bisect_left(self.keys(first, first + BLOCK), key)

    def _known_heads(self) -> Sequence[bytes]:
        """Return the first key of each block: read from the file for the first few look-ups, then kept in memory."""
        if self._lookups < _LOOKUPS_FROM_FILE:
            self._lookups += 1
            return _FileHeads(self._content, self._blocks)
        return self._heads

    @cached_property
    def _offsets(self) -> list[int]:
        offsets: list[int] = self._blocks.tolist()
        return offsets

    @cached_property
    def _heads(self) -> list[bytes]:
        """The first key of each block, in memory: searching the file takes three times as long."""
        return list(_FileHeads(self._content, self._blocks))


class _FileHeads(Sequence[bytes]):
    """The first key of each block, read from the file on demand."""

    def __init__(self, content: memoryview, blocks: Numbers) -> None:
        self._content = content
        self._blocks = blocks

    def __len__(self) -> int:
        return max(len(self._blocks) - 1, 0)

    def __iter__(self) -> Iterator[bytes]:
        offsets: list[int] = self._blocks.tolist()
        return (self._read(start, end) for start, end in pairwise(offsets))

    @overload
    def __getitem__(self, place: int) -> bytes: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[bytes]: ...

    def __getitem__(self, place: int | slice) -> bytes | Sequence[bytes]:
        if isinstance(place, slice):
            return list(self)[place]
        return self._read(int(self._blocks[place]), int(self._blocks[place + 1]))

    def _read(self, start: int, end: int) -> bytes:
        # A key may be long, but rarely is.
        head, found, _ = bytes(self._content[start : start + BLOCK]).partition(END)
        return head if found else bytes(self._content[start:end]).partition(END)[0]
