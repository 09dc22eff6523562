"""Real indexes on disk, small."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from indexer.builds import Build, Builds
from indexer.config import RankingConfig
from indexer.resource import Resource, Topic
from tests.engines import Engine, engine_on


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
def engine_for(build_for: Callable[..., Build]) -> Callable[..., Engine]:
    """An engine over a real index, on disk, holding just the resources given."""

    def engine(*resources: Resource, ranking: RankingConfig | None = None, **more: Any) -> Engine:
        return engine_on(build_for(*resources, **more), ranking)

    return engine
