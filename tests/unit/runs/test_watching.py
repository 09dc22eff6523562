"""When a watch runs: at the start, by the clock, when the sources have changed and come to rest, and when somebody asks."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.config import Config, load_config
from indexer.runs.watching import Watch, fingerprint
from tests.unit.a_site import Site


class World:
    """A clock that advances when waited on, and what each poll sees."""

    def __init__(
        self, sights: list[str], *, asked: frozenset[int] = frozenset(), busy: frozenset[int] = frozenset()
    ) -> None:
        self.now = 0.0
        self.sights = sights
        self.polls = 0
        self.runs: list[tuple[float, str]] = []
        self._asked = asked
        self._busy = busy
        self.poll_takes = 0.0

    def poll(self) -> bytes:
        self.polls += 1
        self.now += self.poll_takes
        return self.sights[self.polls - 1].encode()

    def is_requested(self) -> bool:
        return self.polls in self._asked

    def wait(self, seconds: float) -> bool:
        self.now += seconds
        return self.polls == len(self.sights)

    def run(self, why: str) -> bool:
        self.runs.append((self.now, why))
        return self.polls not in self._busy

    def watched(self, every: float = 0) -> list[tuple[float, str]]:
        Watch(
            run=self.run,
            poll=self.poll,
            is_requested=self.is_requested,
            run_seconds=every,
            poll_seconds=5,
            clock=lambda: self.now,
            wait=self.wait,
        ).until_stopped()
        return self.runs


STARTED = (0, "watch started")


def test_it_runs_once_at_the_start_and_not_again_while_nothing_happens() -> None:
    assert World(list("aaaaaaaa")).watched() == [STARTED]


def test_a_change_is_indexed_once_it_has_come_to_rest() -> None:
    assert World(list("aabcdddd")).watched() == [STARTED, (25, "the sources changed")]


def test_a_change_that_is_taken_back_is_none() -> None:
    assert World(list("aabaaa")).watched() == [STARTED]


def test_a_request_is_answered_at_the_next_poll() -> None:
    assert World(list("aaaa"), asked=frozenset({3})).watched() == [STARTED, (10, "a run was requested")]


def test_the_clock_counts_from_the_last_run() -> None:
    assert World(list("aabbbbbb")).watched(every=20) == [
        STARTED,
        (15, "the sources changed"),
        (35, "a scheduled run is due"),
    ]


def test_while_another_indexer_runs_it_is_tried_again() -> None:
    assert World(list("aaa"), busy=frozenset({1, 2})).watched() == [
        STARTED,
        (5, "watch started"),
        (10, "watch started"),
    ]


def test_polling_takes_a_small_share_of_the_time() -> None:
    world = World(list("aaa"))
    world.poll_takes = 2.0

    world.watched()

    assert world.now == 3 * (2 + 40)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path, ("sample", "export"))
    site.file("guides/a.md", "# A")
    return site


@pytest.fixture
def config(site: Site) -> Config:
    return load_config(site.config)


def _grow(site: Site) -> None:
    site.file("guides/a.md", "# A, and more")


def _touch(site: Site) -> None:
    os.utime(site.corpus / "guides/a.md", (1, 1))


def _rename(site: Site) -> None:
    (site.corpus / "guides/a.md").rename(site.corpus / "guides/b.md")


def _new_folder(site: Site) -> None:
    (site.corpus / "empty").mkdir()


def _export(site: Site) -> None:
    site.records({"id": "a"})


def _no_folder(site: Site) -> None:
    (site.corpus / "guides/a.md").unlink()
    (site.corpus / "guides").rmdir()
    site.corpus.rmdir()


@pytest.mark.parametrize("change", [_grow, _touch, _rename, _new_folder, _export, _no_folder])
def test_every_change_of_a_source_is_seen(site: Site, config: Config, change: Callable[[Site], None]) -> None:
    before = fingerprint(config)
    assert fingerprint(config) == before

    change(site)

    assert fingerprint(config) != before


def test_what_is_hidden_is_nobodys_business(site: Site, config: Config) -> None:
    site.file(".git/config", "x")
    before = fingerprint(config)

    site.file("_draft.md", "x")
    site.file(".git/index", "x")

    assert fingerprint(config) == before


def test_what_a_run_writes_is_no_reason_for_the_next(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.config.write_text('[[sources]]\nname = "all"\nkind = "folder"\npath = "."\n')
    site.file("a.md", "# A")
    config = load_config(site.config)
    site.run("index")
    before = fingerprint(config)

    site.run("index", "--full")

    assert fingerprint(config) == before
