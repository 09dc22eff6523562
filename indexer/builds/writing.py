"""Resources in, a finished build directory out: written aside, synced to disk, opened and tried."""

import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from json.encoder import encode_basestring
from pathlib import Path
from typing import Any

from indexer.builds.build import HASHES, TOPICS, Build
from indexer.builds.manifest import Manifest, content_hash, entry_of
from indexer.codec.flat_index import FlatIndex
from indexer.codec.flat_writer import FlatWriter
from indexer.codec.limits import Limits
from indexer.errors import BuildError
from indexer.indexed import indexed
from indexer.resource import RECORD_FORMAT, Resource, Topic
from indexer.schema import SCHEMA_VERSION


class BuildWriter:
    """Writes one build into a directory that nobody reads yet."""

    def __init__(self, folder: Path, build_id: str) -> None:
        self._folder = folder
        self._id = build_id
        self._documents = 0
        self._passages = 0
        self._sources: Counter[str] = Counter()
        self._facets: dict[str, Counter[str]] = {"topic": Counter(), "type": Counter(), "year": Counter()}
        self._hashes: dict[str, str] = {}

    def write(
        self,
        resources: Iterable[tuple[Resource, str]],
        *,
        topics: Iterable[Topic],
        settings: Mapping[str, Any],
        limits: Limits,
        progress: Callable[[int], None],
    ) -> Manifest:
        """Write everything and return the manifest; raises BuildError and OSError, and may leave files behind."""
        self._folder.mkdir(parents=True)
        self._write_resources(FlatIndex.make(self._folder).writer(limits=limits), resources, progress)
        with (self._folder / TOPICS).open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(asdict(topic), ensure_ascii=False) + "\n" for topic in topics)
        # An empty lock file of Whoosh's: the build is never written again.
        (self._folder / "MAIN_WRITELOCK").unlink(missing_ok=True)
        files = {path.name: entry_of(path) for path in sorted(self._folder.iterdir())}
        manifest = Manifest(
            id=self._id,
            built_at=datetime.now(UTC).isoformat(timespec="seconds"),
            software=version("fieldguide"),
            schema_version=SCHEMA_VERSION,
            content=content_hash(self._hashes),
            resources=len(self._hashes),
            documents=self._documents,
            passages=self._passages,
            sources=dict(sorted(self._sources.items())),
            facets={facet: dict(sorted(counts.items())) for facet, counts in self._facets.items()},
            settings=settings,
            files=files,
        )
        manifest.write(self._folder)
        for path in self._folder.iterdir():
            sync(path)
        sync(self._folder)
        return manifest

    def _write_resources(
        self, writer: FlatWriter, resources: Iterable[tuple[Resource, str]], progress: Callable[[int], None]
    ) -> None:
        try:
            with (self._folder / HASHES).open("w", encoding="utf-8") as hashes:
                for resource, digest in resources:
                    self._refuse_twice(resource)
                    writer.add_document(content=indexed(resource))
                    self._count(resource, digest)
                    # As a JSON encoder has it, which takes ten times as long over three strings.
                    quoted = map(encode_basestring, (resource.id, resource.source, digest))
                    hashes.write(f"[{', '.join(quoted)}]\n")
                    progress(len(self._hashes))
            writer.commit()
        except BaseException:
            # Whoosh keeps its lock and its temporary files when a commit fails.
            if not writer.is_closed:
                writer.cancel()
            raise

    def _refuse_twice(self, resource: Resource) -> None:
        # Whoosh would keep both, and every count would be wrong.
        if resource.id in self._hashes:
            raise BuildError(
                f"the id {resource.id!r} came twice", where="the library", mend="report this: it is a fault"
            )

    def _count(self, resource: Resource, digest: str) -> None:
        self._hashes[resource.id] = digest
        self._sources[resource.source] += 1
        for document in resource.documents:
            self._documents += document.format != RECORD_FORMAT
            self._passages += len(document.passages)
        # `Counter.update` takes longer over so few.
        for facet, names in (("topic", resource.topics), ("type", resource.types)):
            counts = self._facets[facet]
            for name in set(names):
                counts[name] += 1
        if resource.year is not None:
            self._facets["year"][str(resource.year)] += 1


def try_out(build: Build) -> None:
    """Open *build* and look its content up, or raise BuildError: the last check before it may go live."""
    with build.index().reader() as reader:
        found = reader.doc_count()
        if found != build.manifest.resources:
            raise BuildError(
                f"it holds {found:,} resources where {build.manifest.resources:,} were written",
                where=str(build.path),
                mend="run: fieldguide index --full; if it happens again, check the disk",
            )
        for resource_id in list(build.resource_hashes())[:3]:
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
