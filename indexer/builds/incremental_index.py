"""The index of a build that is based on another one: it shares every unchanged segment with it."""

import os
from collections import Counter
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import Final

from indexer.builds.build import CHANGES, HASHES, TOPICS, Build
from indexer.builds.build_reader import SegmentReader
from indexer.builds.counts import counts_after
from indexer.builds.full_index import SMOKE_TESTED
from indexer.builds.hashes import write_changes, write_hashes
from indexer.builds.index_commit import IndexCommit
from indexer.builds.manifest import Counts, FileEntry, entry_of
from indexer.codec.ingest.memory_budget import MemoryBudget
from indexer.codec.whoosh.index import WhooshIndex
from indexer.content_hash import content_hash
from indexer.errors import BuildError
from indexer.index_writer import Entry
from indexer.indexed_fields import indexed_resource, stored_resource
from indexer.resource import Resource
from indexer.stored_fields import StoredResource

# Up to this many changes are listed in a file of their own before the list of all hashes is rewritten: the cost of a
# small change must not grow with the library.
MAX_CHANGES: Final = 2_000

# Up to this many changes are counted one by one. Counting over all arrays takes time proportional to the library.
_MAX_COUNTED_CHANGES: Final = 1_000


class IncrementalIndex:
    """The index of a build that is based on another one."""

    def __init__(
        self, folder: Path, budget: MemoryBudget, language: str, base: Build, previous: Mapping[str, Entry]
    ) -> None:
        """Link the files of *base*; *previous* has its entries of everything that will be replaced or removed.

        Raises BuildError if the base is damaged or its files cannot be linked, and OSError.
        """
        self._folder = folder
        self._language = language
        self._base = base
        self._facets = base.manifest.facet_table
        self._previous = previous
        self._upserted: dict[str, Entry] = {}
        self._removed: dict[str, None] = {}
        before = SegmentReader(base)
        few = len(previous) <= _MAX_COUNTED_CHANGES
        self._removed_resources = [before.get(resource_id) for resource_id in previous] if few else []
        self._added: list[StoredResource] | None = [] if few else None  # None: too many to count one by one
        base.index().close()  # raises BuildError if it must not be opened
        not_linked = {HASHES, CHANGES, TOPICS}
        self._linked = {name: entry for name, entry in base.manifest.files.items() if name not in not_linked}
        for name in self._linked:
            _link(base.path / name, folder / name)
        self._writer = WhooshIndex.at(folder, self._facets.names).writer(budget=budget)

    def put(self, resource: Resource, digest: str) -> None:
        """Add a resource, or replace the base's."""
        if self._added is not None:
            self._added.append(stored_resource(resource, self._facets))
            if len(self._added) + len(self._previous) > _MAX_COUNTED_CHANGES:
                self._added = None
        self._writer.update_document(content=indexed_resource(resource, self._facets, self._language))
        self._upserted[resource.id] = resource.source, digest

    def remove(self, resource_id: str) -> None:
        """Leave out a resource of the base."""
        self._writer.remove(resource_id)
        self._removed[resource_id] = None

    def commit(self) -> IndexCommit:
        """Write everything; raises BuildError if a segment that was merged is damaged."""
        self._writer.commit()
        base, folder = self._base, self._folder
        shared = {
            name: entry
            for name, entry in self._linked.items()
            if _is_same_file(base.path / name, folder / name)
        }
        for name in self._linked.keys() - shared.keys():
            # A merged segment was copied to a file with its own checksum: damage must not be copied with it.
            if entry_of(base.path / name) != self._linked[name]:
                raise BuildError(
                    "its content differs from what was written",
                    where=str(base.path / name),
                    fix="run: fieldguide index --full",
                )
        shared |= self._write_hashes()
        sources = Counter(base.manifest.sources)
        sources.update(source for source, _ in self._upserted.values())
        sources.subtract(source for source, _ in self._previous.values())
        return IndexCommit(
            resources=base.manifest.resources + len(self._upserted) - len(self._previous),
            content=content_hash(
                ((key, digest) for key, (_, digest) in self._upserted.items()),
                ((key, digest) for key, (_, digest) in self._previous.items()),
                base=base.manifest.content,
            ),
            sources=+sources,
            smoke_test_ids=tuple(islice(self._upserted, SMOKE_TESTED)),
            shared=shared,
            counts=self._counts(),
        )

    def cancel(self) -> None:
        """Release Whoosh's lock and its temporary files, which it keeps when a commit fails."""
        if not self._writer.is_closed:
            self._writer.cancel()

    def _counts(self) -> Counts | None:
        known = [stored for stored in self._removed_resources if stored is not None]
        if self._added is None or len(known) != len(self._previous):
            return None
        return counts_after(self._base.manifest.counts, self._added, known)

    def _write_hashes(self) -> dict[str, FileEntry]:
        """Write the list of resources: as changes to the complete list, if these are few."""
        base, folder = self._base, self._folder
        changes: dict[str, Entry | None] = dict(base.changes())
        changes |= dict.fromkeys(self._removed) | dict(self._upserted)
        if len(changes) > MAX_CHANGES:
            hashes = base.resource_hashes()
            for resource_id in self._removed:
                del hashes[resource_id]
            write_hashes(folder / HASHES, {**hashes, **self._upserted})
            return {}
        _link(base.path / HASHES, folder / HASHES)
        write_changes(folder / CHANGES, changes)
        return {HASHES: base.manifest.files[HASHES]}


def _link(old: Path, new: Path) -> None:
    try:
        os.link(old, new)  # the same file under another name
    except OSError as error:
        raise BuildError(
            f"it cannot be shared with the next build ({error.strerror})",
            where=str(old),
            fix="keep all builds on one file system that supports hard links",
        ) from error


def _is_same_file(old: Path, new: Path) -> bool:
    return new.exists() and old.samefile(new)
