"""A build and what changed since in; the next build out: it shares every segment that stays with the one before."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from indexer.builds.build import HASHES, LATER, TOPICS, Build
from indexer.builds.hashes import Entry, write_hashes, write_later
from indexer.builds.manifest import FileEntry, entry_of
from indexer.codec.ingest.memory_budget import Limits
from indexer.codec.whoosh.index import FlatIndex
from indexer.errors import BuildError
from indexer.indexed import indexed
from indexer.resource import Resource

# So many changes are listed beside the hashes of all resources before those are written anew: what a build of few
# changes costs must not grow with the library.
MOST_LATER: Final = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What makes another build of one."""

    base: Build
    put: Mapping[str, Entry]  # what was added or changed: resource id -> (source, hash)
    was: Mapping[str, Entry]  # the base's entries of what was changed or removed

    @property
    def removed(self) -> Iterator[str]:
        """The ids of resources that are gone."""
        return (resource_id for resource_id in self.was if resource_id not in self.put)


def write_changed(
    folder: Path, change: Change, changed: Iterable[Resource], limits: Limits
) -> dict[str, FileEntry]:
    """Write the index of the next build into *folder*, which is empty; return the files that are the base's own.

    Raises BuildError where the base is damaged or its files cannot be linked, and OSError; files may be left behind.
    """
    base = change.base
    base.index().close()  # what it must not be for Whoosh to open it is found here
    beside = {HASHES, LATER, TOPICS}
    linked = {name: entry for name, entry in base.manifest.files.items() if name not in beside}
    for name in linked:
        _link(base.path / name, folder / name)
    writer = FlatIndex.at(folder).writer(limits=limits)
    try:
        for resource_id in change.removed:
            writer.remove(resource_id)
        for resource in changed:
            writer.update_document(content=indexed(resource))
        writer.commit()
    except BaseException:
        # Whoosh keeps its lock and its temporary files when a commit fails.
        if not writer.is_closed:
            writer.cancel()
        raise
    kept = {name: entry for name, entry in linked.items() if _same(base.path / name, folder / name)}
    for name in linked.keys() - kept.keys():
        # What was merged was read whole, and is now in a file with a checksum of its own: its damage must not be.
        if entry_of(base.path / name) != linked[name]:
            raise BuildError(
                "its content is not what was written",
                where=str(base.path / name),
                mend="run: fieldguide index --full",
            )
    return kept | _write_hashes(folder, change)


def _write_hashes(folder: Path, change: Change) -> dict[str, FileEntry]:
    """Write which resources there are, as what changed since the list of all where that is little."""
    base = change.base
    later: dict[str, Entry | None] = dict(base.later())
    later |= dict.fromkeys(change.removed) | dict(change.put)
    if len(later) > MOST_LATER:
        hashes = base.resource_hashes()
        for resource_id in change.removed:
            del hashes[resource_id]
        write_hashes(folder / HASHES, {**hashes, **change.put})
        return {}
    _link(base.path / HASHES, folder / HASHES)
    write_later(folder / LATER, later)
    return {HASHES: base.manifest.files[HASHES]}


def _link(old: Path, new: Path) -> None:
    try:
        os.link(old, new)  # the same file under another name
    except OSError as error:
        raise BuildError(
            f"it cannot be shared with the next build ({error.strerror})",
            where=str(old),
            mend="keep all builds on one file system that has hard links",
        ) from error


def _same(old: Path, new: Path) -> bool:
    return new.exists() and old.samefile(new)
