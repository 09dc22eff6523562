"""How much memory a writer may use, and what follows from it."""

from dataclasses import dataclass
from typing import Final, Self

MEMORY: Final = 192 << 20  # bytes, by default


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryBudget:
    """The limits on a writer's memory, besides what it always needs."""

    batch: int  # bytes: a batch of this size is spilled. Writing it takes about eight times as much
    tokens: int  # a token table that has more is replaced by an empty one: some hundred bytes each
    entries: int  # of an array that are in memory during a merge: about fifty bytes each

    @classmethod
    def of(cls, memory: int) -> Self:
        """Return the limits for a writer that may use about *memory* bytes, including its worker process."""
        return cls(batch=memory // 16, tokens=memory // 2048, entries=memory // 192)


DEFAULT: Final = MemoryBudget.of(MEMORY)
