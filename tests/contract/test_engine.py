"""The engine keeps every promise, and so does its slow twin."""

from pathlib import Path

import pytest

from indexer.config import Config, RankingConfig, RecordsSource
from indexer.config.settings import PathsConfig
from searchapp.engine import open_engine
from tests.contract.engine_contract import EngineContract
from tests.twin.engine import TwinEngine


@pytest.mark.slow  # the live engine asks it
class TestEngine(EngineContract):
    pass


def live_on(build, builds, ranking):
    """The engine that a configuration opens, on the build that is live there."""
    config = Config(
        sources=(RecordsSource(name="a", kind="records", path=Path("a.jsonl")),),
        paths=PathsConfig(builds=builds),
        ranking=ranking or RankingConfig(),
    )
    engine = open_engine(config)
    assert engine.ping() == build.id
    return engine


class TestLiveEngine(EngineContract):
    @pytest.fixture
    def engine_for(self, build_for, tmp_path):
        def engine(*resources, ranking=None, topics=()):
            return live_on(build_for(*resources, topics=topics), tmp_path / "builds", ranking)

        return engine


@pytest.mark.slow  # the live engine asks it
class TestPinnedEngine(EngineContract):
    @pytest.fixture
    def engine_for(self, build_for, tmp_path):
        def engine(*resources, ranking=None, topics=()):
            return live_on(build_for(*resources, topics=topics), tmp_path / "builds", ranking).pinned()

        return engine


class TestTwin(EngineContract):
    @pytest.fixture
    def engine_for(self):
        def engine(*resources, ranking=None, topics=()):
            return TwinEngine(resources, ranking, topics)

        return engine
