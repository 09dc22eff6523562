"""Two lists of resources with their hashes in, what differs between them out; pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Self

from indexer.index_writer import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The library against a build."""

    upserted: Mapping[str, Entry]  # what was added or changed: resource id -> entry in the library
    previous: Mapping[str, Entry]  # the build's entries of what was changed or removed
    total: int  # resources in the library

    @classmethod
    def of(cls, before: Mapping[str, Entry], new: Mapping[str, Entry]) -> Self:
        """Compare what a build holds with what the library holds now."""
        return cls(
            upserted={key: entry for key, entry in new.items() if before.get(key) != entry},
            previous={key: entry for key, entry in before.items() if new.get(key) != entry},
            total=len(new),
        )

    def __bool__(self) -> bool:
        return bool(self.upserted or self.previous)

    @property
    def removed(self) -> Iterator[str]:
        """The ids of resources that the library lacks."""
        return (key for key in self.previous if key not in self.upserted)

    @property
    def added(self) -> int:
        """How many resources the build lacks."""
        return sum(key not in self.previous for key in self.upserted)

    @property
    def count(self) -> int:
        """How many resources differ in all."""
        return len(self.upserted.keys() | self.previous.keys())
