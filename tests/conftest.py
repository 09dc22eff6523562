"""Real indexes on disk, small: fixtures that name only what a test is about."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from indexer.builds import Build, Builds
from indexer.config import RankingConfig
from indexer.readers.passages import passages_from_text
from indexer.resource import RECORD_FORMAT, Document, Passage, Resource, Topic
from searchapp.engine.plain.engine import PlainEngine


def make_resource(
    resource_id: str = "one", *, text: str = "", passages: tuple[Passage, ...] = (), **facts: Any
) -> Resource:
    """Return a resource whose own text is *text* or *passages*."""
    passages = passages or passages_from_text(text)
    own = Document(
        id=f"{resource_id}-text",
        title=facts.get("title") or resource_id,
        url=facts.get("url"),
        format=RECORD_FORMAT,
        passages=passages,
    )
    documents = ((own,) if passages else ()) + tuple(facts.pop("documents", ()))
    return Resource(id=resource_id, documents=documents, **facts)


@pytest.fixture
def resource() -> Callable[..., Resource]:
    """Make a resource."""
    return make_resource


@pytest.fixture
def build_for(tmp_path: Path) -> Callable[..., Build]:
    """A published build that holds just the resources given."""
    builds = Builds(tmp_path / "builds")

    def build(*resources: Resource, topics: tuple[Topic, ...] = ()) -> Build:
        ordered = sorted(resources, key=lambda each: each.id)
        with builds.lock():
            made = builds.write(((each, f"hash of {each!r}") for each in ordered), topics=topics)
            return builds.publish(made.id)

    return build


@pytest.fixture
def engine_for(build_for: Callable[..., Build]) -> Callable[..., PlainEngine]:
    """An engine over a real index, on disk, holding just the resources given."""

    def engine(*resources: Resource, ranking: RankingConfig | None = None, **more: Any) -> PlainEngine:
        return PlainEngine(build_for(*resources, **more), ranking or RankingConfig())

    return engine
