"""Resources in, a build and our own engine's answers out: the one place of the benchmarks that knows our interfaces."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from benchmarks.peers.answer import FACETS, Answer
from benchmarks.questions import Question
from indexer.builds import Build, Builds
from indexer.config import Config, PathsConfig, RankingConfig, RecordsSource
from indexer.resource import Resource
from searchapp.engine import SearchEngine, SearchRequest, open_engine
from searchapp.engine.arrays.engine import ArrayEngine


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
        live = Builds(root).live()
        if live is None:
            raise FileNotFoundError(root)
        self._engine = ArrayEngine(live, RankingConfig())
        self._complete = complete

    def asker(self, question: Question) -> Callable[[], Any]:
        """See Peer."""
        request = question.request
        return (lambda: self._hits(request)) if self._complete else (lambda: self._ids(request))

    def _hits(self, request: SearchRequest) -> Any:
        results = self._engine.search(request)
        return tuple(hit.id for hit in results.hits), results.total, results.facets

    def _ids(self, request: SearchRequest) -> Any:
        found = self._engine.result_page(request)
        # An answer always has its hits: nothing but a benchmark wants the ids alone.
        index = self._engine._index  # noqa: SLF001
        return tuple(map(index.id, found.page.numbers)), found.total, found.facets

    def answer(self, given: Any) -> Answer:
        """See Peer."""
        ids, total, facets = given
        return Answer(
            ids=ids,
            total=total,
            facets={
                facet: {str(value.value): value.count for value in getattr(facets, facet) if value.count}
                for facet in FACETS
            },
        )
