"""Writes a build: resources become a finished folder, synced to disk and smoke-tested."""

import json
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Protocol

from indexer.analysis import ANALYZERS
from indexer.builds.build import TOPICS, Build
from indexer.builds.counts import counts_of, other_languages
from indexer.builds.full_index import FullIndex
from indexer.builds.incremental_index import IncrementalIndex
from indexer.builds.index_commit import IndexCommit
from indexer.builds.manifest import Manifest, entry_of
from indexer.codec.ingest.memory_budget import MemoryBudget
from indexer.codec.whoosh.index import WhooshIndex
from indexer.errors import BuildError
from indexer.facets import FacetTable
from indexer.index_writer import Entry
from indexer.resource import Resource, Topic
from indexer.schema import SCHEMA_VERSION


class IndexInProgress(Protocol):
    """An index that takes resources: all of them, or those that changed since another build."""

    def put(self, resource: Resource, digest: str) -> None:
        """Add a resource, or replace the base's."""
        ...

    def remove(self, resource_id: str) -> None:
        """Leave out a resource of the base."""
        ...

    def commit(self) -> IndexCommit:
        """Write everything; raises BuildError and OSError."""
        ...

    def cancel(self) -> None:
        """Release locks; files may be left behind."""
        ...


class BuildWriter:
    """Writes one build into a new folder that nobody reads yet."""

    def __init__(  # noqa: PLR0913  # everything that defines a build
        self,
        folder: Path,
        build_id: str,
        *,
        topics: Iterable[Topic],
        settings: Mapping[str, str],
        budget: MemoryBudget,
        base: Build | None,
        previous: Mapping[str, Entry],
    ) -> None:
        """Begin; raises BuildError and OSError. With a *base*, everything except its *previous* entries is shared."""
        self._folder = folder
        self._id = build_id
        self._topics = topics
        self._settings = settings
        # Starts with that of the base, and is updated as resources are replaced or removed.
        self._left_out = {} if base is None else dict(base.manifest.left_out)
        self._language = settings.get("language", "en")
        folder.mkdir(parents=True)
        self._index: IndexInProgress = (
            FullIndex(folder, budget, FacetTable.of_settings(settings), self._language)
            if base is None
            else IncrementalIndex(folder, budget, self._language, base, previous)
        )

    def put(self, resource: Resource, digest: str) -> None:
        """Add a resource, or replace the base's."""
        self._index.put(resource, digest)
        self._left_out.pop(resource.id, None)
        if resource.left_out:
            self._left_out[resource.id] = resource.left_out

    def remove(self, resource_id: str) -> None:
        """Leave out a resource of the base."""
        self._index.remove(resource_id)
        self._left_out.pop(resource_id, None)

    def finish(self) -> Build:
        """Write everything, sync it and smoke-test it; raises BuildError and OSError."""
        commit = self._index.commit()
        build = Build(path=self._folder, manifest=self._write_manifest(commit))
        smoke_test(build, commit.smoke_test_ids)
        return build

    def cancel(self) -> None:
        """Release locks; files are left behind."""
        self._index.cancel()

    def _write_manifest(self, commit: IndexCommit) -> Manifest:
        """Write the files beside the index and the manifest, and sync everything that is not shared with another build."""
        with (self._folder / TOPICS).open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(asdict(topic), ensure_ascii=False) + "\n" for topic in self._topics)
        # Whoosh's empty lock file: the build is never written to again.
        (self._folder / "MAIN_WRITELOCK").unlink(missing_ok=True)
        paths = sorted(self._folder.iterdir())
        index = WhooshIndex.at(self._folder, FacetTable.of_settings(self._settings).names, readonly=True)
        counts = commit.counts or counts_of(index)
        languages = {self._language, *other_languages(index)}
        manifest = Manifest(
            id=self._id,
            built_at=datetime.now(UTC).isoformat(timespec="seconds"),
            software=version("fieldguide"),
            schema_version=SCHEMA_VERSION,
            content=commit.content,
            resources=commit.resources,
            documents=counts.documents,
            passages=counts.passages,
            sources=dict(sorted(commit.sources.items())),
            facets=counts.facets,
            settings=self._settings,
            analyzers={language: ANALYZERS[language].version for language in sorted(languages)},
            left_out=dict(sorted(self._left_out.items())),
            files={path.name: commit.shared.get(path.name) or entry_of(path) for path in paths},
        )
        manifest.write(self._folder)
        for path in self._folder.iterdir():
            if path.name not in commit.shared:
                sync(path)
        sync(self._folder)
        return manifest


def smoke_test(build: Build, ids: Iterable[str]) -> None:
    """Open *build* and look up some *ids*, or raise BuildError: the last check before it may go live."""
    with build.index().reader() as reader:
        found = reader.doc_count()
        if found != build.manifest.resources:
            raise BuildError(
                f"it contains {found:,} resources, but {build.manifest.resources:,} were written",
                where=str(build.path),
                fix="run: fieldguide index --full; if it happens again, check the disk",
            )
        for resource_id in ids:
            if ("id", resource_id) not in reader:
                raise BuildError(
                    f"the resource {resource_id!r} cannot be found in it",
                    where=str(build.path),
                    fix="run: fieldguide index --full; if it happens again, check the disk",
                )


def sync(path: Path) -> None:
    """Force *path*, a file or a directory, to disk: Whoosh does not."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove_tree(folder: Path) -> None:
    """Remove *folder* as far as possible."""
    shutil.rmtree(folder, ignore_errors=True)
