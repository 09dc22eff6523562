"""One build: a folder with the Whoosh index, the resource hashes, the topics and the manifest."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from stat import S_ISREG
from typing import Any, Final, TypeVar

import numpy as np
import numpy.typing as npt

from indexer.analysis import ANALYZERS, Analyzer, outdated_analyzers
from indexer.builds.manifest import MANIFEST, REBUILD, Manifest, entry_of
from indexer.codec.segment.file import SegmentFile
from indexer.codec.whoosh.index import WhooshIndex
from indexer.errors import BuildError, NoBuildError
from indexer.resource import Topic
from indexer.schema import SCHEMA_VERSION

HASHES: Final = "resources.jsonl"
# Changes since HASHES, which builds share, was written: [id, source, hash], or [id] of a removed resource.
CHANGES: Final = "resources-changes.jsonl"
TOPICS: Final = "topics.jsonl"
_TOC_PATTERN: Final = "_MAIN_*.toc"  # Whoosh's tables of contents

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """A finished, immutable index."""

    path: Path
    manifest: Manifest

    @classmethod
    def open(cls, path: Path) -> "Build":
        """Return the build at *path*, or raise BuildError."""
        return cls(path=path, manifest=Manifest.read(path))

    @property
    def languages(self) -> tuple[Analyzer, ...]:
        """The analyzers of its texts, first that of the site."""
        site = self.manifest.settings.get("language", "en")
        others = sorted(self.manifest.analyzers.keys() - {site})
        return tuple(ANALYZERS[language] for language in (site, *others))

    @property
    def id(self) -> str:
        """Its id, which is the name of its folder."""
        return self.manifest.id

    def resource_hashes(self) -> dict[str, tuple[str, str]]:
        """Return {resource id: (source, hash)}; raises BuildError if the files are damaged."""
        for name in (HASHES, CHANGES):
            if name in self.manifest.files:
                for damage in self._content_damage(name):
                    raise damage
        hashes = dict(self._lines(HASHES, lambda line: (line[0], (line[1], line[2]))))
        for resource_id, entry in self.changes():
            if entry is None:
                hashes.pop(resource_id, None)
            else:
                hashes[resource_id] = entry
        return hashes

    def changes(self) -> list[tuple[str, tuple[str, str] | None]]:
        """Return the entries of CHANGES: id, and (source, hash) or None if removed; raises BuildError."""
        if CHANGES not in self.manifest.files:
            return []
        return list(self._lines(CHANGES, lambda line: (line[0], (line[1], line[2]) if line[1:] else None)))

    def topics(self) -> tuple[Topic, ...]:
        """Return the topics as they were when it was built."""
        return tuple(self._lines(TOPICS, lambda line: Topic(**line)))

    def index(self) -> WhooshIndex:
        """Open the Whoosh index; raises BuildError if it is damaged or has another schema version."""
        if self.manifest.schema_version != SCHEMA_VERSION:
            raise NoBuildError(
                f"it has schema version {self.manifest.schema_version}, but this version of Fieldguide reads {SCHEMA_VERSION}",
                where=str(self.path),
                fix=REBUILD,
            )
        for language, name in outdated_analyzers(self.manifest.analyzers):
            raise NoBuildError(
                f"its texts in {name} were analyzed by another version of the analyzer ({language})",
                where=str(self.path),
                fix=REBUILD,
            )
        for damage in self._damage_before_opening():
            raise damage
        return WhooshIndex.at(self.path, self.manifest.facet_table.names, readonly=True)

    def segments(self) -> list[tuple[SegmentFile, npt.NDArray[np.integer]]]:
        """Return each segment's file, and the numbers of its deleted resources; raises the errors of `index`."""
        return self.index().parts()

    def quick_damage(self) -> Iterator[BuildError]:
        """Yield the damage that names and sizes show."""
        for name, entry in self.manifest.files.items():
            try:
                found = (self.path / name).stat()
            except OSError as error:
                yield self._damage(name, f"it cannot be read ({error.strerror})")
                continue
            size = found.st_size
            if not S_ISREG(found.st_mode):  # opening a pipe would block
                yield self._damage(name, "it is not a regular file")
            elif size != entry.size:
                yield self._damage(name, f"it has {size:,} bytes, but {entry.size:,} were written")
        # Whoosh would open the one with the highest number, wherever it came from.
        there = {path.name for path in self.path.glob(_TOC_PATTERN)}
        for name in sorted(there - self.manifest.files.keys()):
            yield self._damage(name, "this table of contents does not belong to the build")

    def verify(self) -> list[BuildError]:
        """Read all files completely and return all damage; empty: the build is sound."""
        found = list(self.quick_damage())
        damaged = {error.where for error in found}
        for name in self.manifest.files:
            if str(self.path / name) not in damaged:
                found += self._content_damage(name)
        return found

    def _damage_before_opening(self) -> Iterator[BuildError]:
        """Yield the damage that must be found before Whoosh opens anything."""
        yield from self.quick_damage()
        # The table of contents contains a pickle, and a damaged pickle may do or raise anything when it is loaded. So it
        # is compared with the manifest first; it is small.
        for name in self.manifest.files:
            if PurePath(name).match(_TOC_PATTERN):
                yield from self._content_damage(name)

    def _content_damage(self, name: str) -> Iterator[BuildError]:
        """Yield the damage that the content of a file shows."""
        try:
            if entry_of(self.path / name) != self.manifest.files[name]:
                yield self._damage(name, "its content differs from what was written")
        except OSError as error:
            yield self._damage(name, f"it cannot be read ({error.strerror})")

    def _damage(self, name: str, what: str) -> BuildError:
        return BuildError(what, where=str(self.path / name), fix=REBUILD)

    def _lines(self, name: str, read: Callable[[Any], _T]) -> Iterator[_T]:
        path = self.path / name
        try:
            with path.open(encoding="utf-8") as file:
                for line in file:
                    yield read(json.loads(line))
        except (OSError, ValueError, LookupError, TypeError) as error:
            raise BuildError(f"it cannot be read ({error})", where=str(path), fix=REBUILD) from None


__all__ = ["CHANGES", "HASHES", "MANIFEST", "TOPICS", "Build"]
