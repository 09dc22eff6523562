"""What differs between the resources of a build and those of the library, by their hashes; pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Self

from indexer.index_writer import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The library compared with a build."""

    upserted: Mapping[str, Entry]  # added or changed: resource id -> entry in the library
    previous: Mapping[str, Entry]  # changed or removed: resource id -> entry in the build
    total: int  # resources in the library

    @classmethod
    def of(cls, before: Mapping[str, Entry], new: Mapping[str, Entry]) -> Self:
        """Compare the entries of a build with those of the library."""
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
        """How many resources differ in total."""
        return len(self.upserted.keys() | self.previous.keys())
