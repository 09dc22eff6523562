"""Resources in, a build and our own engine's answers out: the one place of the benchmarks that knows our interfaces."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from benchmarks.peers.answer import Answer
from benchmarks.questions import Question
from indexer.builds import Build, Builds
from indexer.config import Config, PathsConfig, RecordsSource
from indexer.resource import Resource
from searchapp.engine import SearchEngine, open_engine


def build(root: Path, resources: Iterable[Resource]) -> Build:
    """Write a build of *resources* and make it live."""
    builds = Builds(root)
    written = builds.write((resource, resource.id) for resource in resources)
    return builds.publish(written.id)


def settings(root: Path) -> Config:
    """Return the shipped settings, with builds at *root*."""
    source = RecordsSource(name="bench", kind="records", path=root / "records.jsonl")
    return Config(paths=PathsConfig(builds=root, library=root / "library.db"), sources=(source,))


def opened(root: Path) -> SearchEngine:
    """Return the engine on the live build at *root*, as it ships."""
    return open_engine(settings(root))


class FieldguidePeer:
    """Our engine, on a live build; *complete* hits have passages and snippets, the others are ids alone."""

    name = "fieldguide"

    def __init__(self, root: Path, *, complete: bool = False) -> None:
        self._engine = opened(root)
        self._complete = complete

    def asker(self, question: Question) -> Callable[[], Any]:
        """See Peer."""
        engine, request = self._engine, question.request
        return lambda: engine.search(request)

    def answer(self, given: Any) -> Answer:
        """See Peer."""
        return Answer(
            ids=tuple(hit.id for hit in given.hits),
            total=given.total,
            facets={
                facet: {
                    str(value.value): value.count for value in getattr(given.facets, facet) if value.count
                }
                for facet in ("topic", "type", "year")
            },
        )
