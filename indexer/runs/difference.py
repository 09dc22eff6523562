"""What differs between the resources of a build and those of the library, by their hashes; pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from indexer.index_writer import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The library compared with a build."""

    upserted: Mapping[str, Entry]  # added or changed: resource id -> entry in the library
    previous: Mapping[str, Entry]  # changed or removed: resource id -> entry in the build
    total: int  # resources in the library
    renamed: Mapping[str, str] = field(default_factory=dict)  # resource id -> the id that it had in the build

    @classmethod
    def of(cls, before: Mapping[str, Entry], new: Mapping[str, Entry]) -> Self:
        """Compare the entries of a build with those of the library."""
        return cls(
            upserted={key: entry for key, entry in new.items() if before.get(key) != entry},
            previous={key: entry for key, entry in before.items() if new.get(key) != entry},
            total=len(new),
        )

    def with_renames(self, former_ids: Callable[[str], Sequence[str]]) -> Self:
        """Return it with the resources that the build has under an id that they had before; the latest of these counts."""
        gone = set(self.gone)
        renamed: dict[str, str] = {}
        for key in self._new() if gone else ():
            source, _ = self.upserted[key]
            found = (was for was in former_ids(key) if was in gone and self.previous[was][0] == source)
            was = next(found, None)
            if was is not None:
                gone.remove(was)
                renamed[key] = was
        return replace(self, renamed=renamed)

    def __bool__(self) -> bool:
        return bool(self.upserted or self.previous)

    @property
    def gone(self) -> Iterator[str]:
        """The ids that the library lacks: of resources that were removed, or have other ids now."""
        return (key for key in self.previous if key not in self.upserted)

    @property
    def removed(self) -> Iterator[str]:
        """The ids of resources that the library lacks, under whatever id."""
        renamed = set(self.renamed.values())
        return (key for key in self.gone if key not in renamed)

    @property
    def added(self) -> int:
        """How many resources the build lacks, under whatever id."""
        return sum(1 for _ in self._new()) - len(self.renamed)

    @property
    def changed(self) -> int:
        """How many resources have other content under the same id."""
        return sum(key in self.previous for key in self.upserted)

    @property
    def count(self) -> int:
        """How many ids differ in total."""
        return len(self.upserted.keys() | self.previous.keys())

    def _new(self) -> Iterator[str]:
        return (key for key in self.upserted if key not in self.previous)
