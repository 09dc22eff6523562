"""The short form of `benchmarks.survival`: kill -9 at random moments, and builds published under full load."""

from pathlib import Path

import pytest

from benchmarks.surviving.kills import Kills
from benchmarks.surviving.publishing import publish_under_load

SEED = 20261124


def said(_line: str) -> None:
    pass


@pytest.mark.slow  # a run and its repetition for each kill; tests/unit/runs/test_pipeline_killed.py kills one
@pytest.mark.parametrize("times", [6])  # at moments and at steps
def test_whenever_it_is_killed_the_live_build_is_the_old_or_the_new_and_the_next_run_needs_no_help(
    tmp_path: Path, times: int
) -> None:
    kills = Kills.make(tmp_path / "site", SEED, count=200, say=said)

    told = kills.run(times)

    assert sum(told["stages"].values()) == times


@pytest.mark.parametrize(("publishes", "clients"), [(4, 8), pytest.param(12, 20, marks=pytest.mark.slow)])
def test_readers_notice_nothing_of_publishes_but_what_is_new(
    tmp_path: Path, publishes: int, clients: int
) -> None:
    told = publish_under_load(tmp_path, publishes=publishes, clients=clients, seed=SEED, say=said)

    assert (told["failed"], told["mixed from two builds"]) == (0, 0)
    assert told["builds that were answered from"] > 1
