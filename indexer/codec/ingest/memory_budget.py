"""Bytes of memory in; how much a writer gathers, knows and merges at once out."""

from dataclasses import dataclass
from typing import Final, Self

MEMORY: Final = 192 << 20  # bytes, unless a writer is told otherwise


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryBudget:
    """What bounds the memory of a writer, besides what it always needs."""

    batch: int  # bytes: a batch of so much is set aside. Writing it takes about eight times as much
    tokens: int  # a table that knows more is begun anew: some hundred bytes each
    entries: int  # of an array, in memory while segments are merged: about fifty bytes each

    @classmethod
    def of(cls, memory: int) -> Self:
        """Return the limits under which a writer uses about *memory* bytes, on both cores together."""
        return cls(batch=memory // 16, tokens=memory // 2048, entries=memory // 192)


DEFAULT: Final = MemoryBudget.of(MEMORY)
