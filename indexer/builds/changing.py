"""A build and what changed since in; the next build out: it shares every segment that stays with the one before."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer.builds.build import HASHES, TOPICS, Build
from indexer.builds.manifest import FileEntry, entry_of
from indexer.codec.flat_index import FlatIndex
from indexer.codec.limits import Limits
from indexer.errors import BuildError
from indexer.indexed import indexed
from indexer.resource import Resource


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What makes another build of one."""

    base: Build
    hashes: Mapping[str, tuple[str, str]]  # of the new build: resource id -> (source, hash), by id
    removed: Sequence[str]


def write_changed(
    folder: Path, change: Change, changed: Iterable[Resource], limits: Limits
) -> dict[str, FileEntry]:
    """Write the index of the next build into *folder*, which is empty; return the files that are the base's own.

    Raises BuildError where the base is damaged or its files cannot be linked, and OSError; files may be left behind.
    """
    base = change.base
    base.index().close()  # what it must not be for Whoosh to open it is found here
    linked = {name: entry for name, entry in base.manifest.files.items() if name not in {HASHES, TOPICS}}
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
    return kept


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
