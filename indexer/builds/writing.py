"""Resources in, a finished build directory out: written aside, synced to disk, opened and tried."""

import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from indexer.builds.build import HASHES, TOPICS, Build
from indexer.builds.changing import Change, write_changed
from indexer.builds.contents import Contents, Held, held_of
from indexer.builds.figures import figures_after, figures_of
from indexer.builds.hashes import Entry, write_hashes
from indexer.builds.manifest import Figures, FileEntry, Manifest, content_hash, entry_of
from indexer.codec.ingest.memory_budget import Limits
from indexer.codec.whoosh.index import FlatIndex
from indexer.errors import BuildError
from indexer.indexed import indexed
from indexer.resource import Resource, Topic
from indexer.schema import SCHEMA_VERSION

# So few changes are counted one by one; counting all arrays would take as long as the library is large.
_FEW: Final = 1_000


class BuildWriter:
    """Writes one build into a directory that nobody reads yet."""

    def __init__(self, folder: Path, build_id: str, *, settings: Mapping[str, Any], limits: Limits) -> None:
        self._folder = folder
        self._id = build_id
        self._settings = settings
        self._limits = limits

    def write(
        self,
        resources: Iterable[tuple[Resource, str]],
        *,
        topics: Iterable[Topic],
        progress: Callable[[int], None],
    ) -> Manifest:
        """Write everything and return the manifest; raises BuildError and OSError, and may leave files behind."""
        self._folder.mkdir(parents=True)
        writer = FlatIndex.make(self._folder).writer(limits=self._limits)
        hashes: dict[str, Entry] = {}
        try:
            for resource, digest in resources:
                # Whoosh would keep both, and every count would be wrong.
                _refuse_twice(resource, hashes)
                writer.add_document(content=indexed(resource))
                hashes[resource.id] = resource.source, digest
                progress(len(hashes))
            writer.commit()
        except BaseException:
            # Whoosh keeps its lock and its temporary files when a commit fails.
            if not writer.is_closed:
                writer.cancel()
            raise
        write_hashes(self._folder / HASHES, hashes)
        told = _Resources(
            count=len(hashes),
            content=content_hash((key, digest) for key, (_, digest) in hashes.items()),
            sources=Counter(source for source, _ in hashes.values()),
        )
        return self._finish(told, topics, {})

    def change(
        self,
        change: Change,
        resources: Iterable[tuple[Resource, str]],
        *,
        topics: Iterable[Topic],
        progress: Callable[[int], None],
    ) -> Manifest:
        """Write the next build of *change*, with the *resources* that were added or changed; otherwise as `write`."""
        self._folder.mkdir(parents=True)

        few = len(change.put) + len(change.was) <= _FEW
        contents = Contents(change.base)
        gone = [contents.get(resource_id) for resource_id in change.was] if few else []
        come: list[Held] = []

        def passing() -> Iterator[Resource]:
            for done, (resource, _) in enumerate(resources, start=1):
                if few:
                    come.append(held_of(resource))
                yield resource
                progress(done)

        kept = write_changed(self._folder, change, passing(), self._limits)
        before = change.base.manifest
        sources = Counter(before.sources)
        sources.update(source for source, _ in change.put.values())
        sources.subtract(source for source, _ in change.was.values())
        told = _Resources(
            count=before.resources + len(change.put) - len(change.was),
            content=content_hash(
                ((key, digest) for key, (_, digest) in change.put.items()),
                ((key, digest) for key, (_, digest) in change.was.items()),
                base=before.content,
            ),
            sources=+sources,
        )
        known = [held for held in gone if held is not None]
        figures = None
        if few and len(known) == len(change.was):
            figures = figures_after(before.figures, come, known)
        return self._finish(told, topics, kept, figures)

    def _finish(
        self,
        resources: "_Resources",
        topics: Iterable[Topic],
        kept: Mapping[str, FileEntry],
        figures: Figures | None = None,
    ) -> Manifest:
        """Write what stands beside the index, and the manifest, and sync all that is not *kept* from another build.

        *figures* None: they are counted from the arrays.
        """
        with (self._folder / TOPICS).open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(asdict(topic), ensure_ascii=False) + "\n" for topic in topics)
        # An empty lock file of Whoosh's: the build is never written again.
        (self._folder / "MAIN_WRITELOCK").unlink(missing_ok=True)
        paths = sorted(self._folder.iterdir())
        figures = figures or figures_of(FlatIndex.at(self._folder, readonly=True))
        manifest = Manifest(
            id=self._id,
            built_at=datetime.now(UTC).isoformat(timespec="seconds"),
            software=version("fieldguide"),
            schema_version=SCHEMA_VERSION,
            content=resources.content,
            resources=resources.count,
            documents=figures.documents,
            passages=figures.passages,
            sources=dict(sorted(resources.sources.items())),
            facets=figures.facets,
            settings=self._settings,
            files={path.name: kept.get(path.name) or entry_of(path) for path in paths},
        )
        manifest.write(self._folder)
        for path in self._folder.iterdir():
            if path.name not in kept:
                sync(path)
        sync(self._folder)
        return manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class _Resources:
    """What the manifest says of all resources."""

    count: int
    content: str
    sources: Mapping[str, int]


def _refuse_twice(resource: Resource, hashes: Collection[str]) -> None:
    if resource.id in hashes:
        raise BuildError(
            f"the id {resource.id!r} came twice", where="the library", mend="report this: it is a fault"
        )


def try_out(build: Build, ids: Iterable[str]) -> None:
    """Open *build* and look some *ids* up, or raise BuildError: the last check before it may go live."""
    with build.index().reader() as reader:
        found = reader.doc_count()
        if found != build.manifest.resources:
            raise BuildError(
                f"it holds {found:,} resources where {build.manifest.resources:,} were written",
                where=str(build.path),
                mend="run: fieldguide index --full; if it happens again, check the disk",
            )
        for resource_id in ids:
            if ("id", resource_id) not in reader:
                raise BuildError(
                    f"the resource {resource_id!r} cannot be found in it",
                    where=str(build.path),
                    mend="run: fieldguide index --full; if it happens again, check the disk",
                )


def sync(path: Path) -> None:
    """Force *path*, a file or a directory, to disk: Whoosh does not."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(folder: Path) -> None:
    """Remove *folder* as far as possible."""
    shutil.rmtree(folder, ignore_errors=True)
