"""A history of a library in; a build of as many segments as its commits left, with deletions and merges, out."""

import shutil
from dataclasses import replace
from pathlib import Path

from indexer.builds.build import HASHES, MANIFEST, TOPICS, Build
from indexer.builds.manifest import entry_of
from indexer.codec.whoosh.index import WhooshIndex
from indexer.indexed_fields import indexed_resource
from indexer.resource import Topic
from tests.engines import build_of
from tests.unit.engine.libraries import Step, left


def in_segments_of(folder: Path, history: list[Step], topics: tuple[Topic, ...] = ()) -> Build:
    """Return the build in *folder* that a history leaves."""
    made = build_of(folder, left(history), topics=topics)
    segments = folder / "segments"
    segments.mkdir()
    index = WhooshIndex.make(segments)
    for step in history:
        writer = index.writer()
        for resource_id in step.deleted:
            writer.remove(resource_id)
        for resource in step.put.values():
            writer.update_document(content=indexed_resource(resource))
        if step.merged:
            writer.commit(optimize=True)
        else:
            writer.commit(merge=False)
    for path in made.path.iterdir():
        if path.name not in made.manifest.files:
            shutil.copy(path, segments)
    for name in (HASHES, TOPICS):
        shutil.copy(made.path / name, segments)
    files = {path.name: entry_of(path) for path in segments.iterdir() if path.name != MANIFEST}
    return Build(path=segments, manifest=replace(made.manifest, files=files))
