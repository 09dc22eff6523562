"""The live engine follows what is published, drops no request, and outlives what it cannot read."""

import logging
from threading import Event, Thread

import pytest

from indexer.builds import Builds
from indexer.config import load_config
from indexer.errors import BuildError, NoBuildError
from indexer.run_notes import RunNote
from searchapp.engine import SearchRequest, open_engine
from tests.making import make_resource
from tests.processes import PATIENCE


@pytest.fixture
def live(tmp_path):
    """The engine of a configuration, and the folder of builds that it follows."""
    path = tmp_path / "config.toml"
    path.write_text(
        '[[sources]]\nname = "a"\nkind = "records"\npath = "a.jsonl"\n[paths]\nbuilds = "builds"\n'
    )
    config = load_config(path)
    return open_engine(config), Builds(config.paths.builds)


def publish(builds, *ids):
    with builds.lock():
        written = builds.write((make_resource(one, title=f"{one} crisis"), "") for one in ids)
        return builds.publish(written.id)


def ids(engine, text="crisis"):
    return sorted(hit.id for hit in engine.search(SearchRequest(text, per_page=100)).hits)


def test_without_a_build_it_says_so_and_answers_once_one_is_published(live):
    engine, builds = live

    for ask in (engine.ping, engine.status, engine.topics, lambda: engine.search(SearchRequest())):
        with pytest.raises(NoBuildError, match=r"no build is live; run: fieldguide index"):
            ask()

    build = publish(builds, "a")

    assert engine.ping() == build.id
    assert ids(engine) == ["a"]
    assert engine.status().problem is None


def test_it_follows_what_is_published_and_rolled_back(live):
    engine, builds = live
    first = publish(builds, "a")
    assert ids(engine) == ["a"]

    second = publish(builds, "a", "b")

    assert (engine.ping(), ids(engine)) == (second.id, ["a", "b"])

    builds.rollback()

    assert (engine.ping(), ids(engine)) == (first.id, ["a"])
    assert engine.search(SearchRequest()).build.id == first.id


def test_it_answers_from_a_build_that_was_pruned_until_the_next(live):
    engine, builds = live
    publish(builds, "a")
    assert ids(engine) == ["a"]
    current = builds.root / "CURRENT"
    current.unlink()

    builds.prune(0)

    assert builds.all() == []
    assert ids(engine) == ["a"]
    assert engine.resource("a").hit.title == "a crisis"


def truncate(build):
    next(build.path.glob("*.fld")).write_bytes(b"")


def flip(build):
    (path,) = build.path.glob("*.toc")
    path.write_bytes(bytes(255 - byte for byte in path.read_bytes()))


def unmanifest(build):
    (build.path / "manifest.json").write_text("{")


def remove(build):
    build.path.rename(build.path.with_name(".gone"))


@pytest.mark.parametrize("damage", [truncate, flip, unmanifest, remove])
def test_it_keeps_answering_from_the_old_build_where_the_new_one_cannot_be_read(live, caplog, damage):
    engine, builds = live
    first = publish(builds, "a")
    assert ids(engine) == ["a"]

    with caplog.at_level(logging.ERROR):
        damage(publish(builds, "a", "b"))
        assert (engine.ping(), ids(engine), ids(engine)) == (first.id, ["a"], ["a"])

    assert engine.status().problem.startswith("The newest build cannot be read: ")
    assert str(builds.root) not in engine.status().problem
    assert [record.message for record in caplog.records] == ["build cannot be read"]

    third = publish(builds, "a", "c")

    assert (engine.ping(), ids(engine)) == (third.id, ["a", "c"])
    assert engine.status().problem is None


@pytest.mark.parametrize("damage", [truncate, flip, unmanifest, remove])
def test_where_the_first_build_cannot_be_read_it_says_why_and_recovers(live, damage):
    engine, builds = live
    damage(publish(builds, "a"))

    with pytest.raises(
        BuildError, match=r"(damaged|manifest|bytes, but|differs from what was written|there is no build)"
    ):
        ids(engine)

    publish(builds, "b")

    assert ids(engine) == ["b"]


@pytest.mark.parametrize("content", [b"\xff\xfe", b"20260101-000000-0000aaaa", b"../x"])
def test_a_damaged_current_changes_no_answer_and_is_told(live, content):
    engine, builds = live
    build = publish(builds, "a")
    assert ids(engine) == ["a"]
    (builds.root / "CURRENT").write_bytes(content)

    assert ids(engine) == ["a"]
    assert engine.status().problem

    builds.publish(build.id)

    assert ids(engine) == ["a"]
    assert engine.status().problem is None


def test_an_empty_current_changes_no_answer_and_is_told(live):
    engine, builds = live
    publish(builds, "a")
    assert ids(engine) == ["a"]

    (builds.root / "CURRENT").write_text("")

    assert ids(engine) == ["a"]
    assert "no build is live" in engine.status().problem


def test_the_last_run_stands_in_the_status(live):
    engine, builds = live
    publish(builds, "a")

    builds.note_run(RunNote(outcome="published"))

    assert engine.status().last_run == RunNote(outcome="published")
    assert engine.status().resources == 1


def test_searches_during_publishing_are_answered_whole_from_one_build(live):
    engine, builds = live
    generations = {publish(builds, "g0").id: "g0"}
    done, seen, wrong = Event(), set(), []

    def ask():
        while not done.is_set():
            try:
                found = engine.search(SearchRequest("crisis", per_page=100))
            except Exception as error:  # noqa: BLE001  # whatever it is, it is what this test looks for
                wrong.append(repr(error))
                return
            generation = {hit.id.partition("-")[0] for hit in found.hits}
            seen.add((found.build.id, *generation))
            if found.total != len(found.hits) or len(generation) != 1:
                wrong.append(found)

    threads = [Thread(target=ask, daemon=True) for _ in range(8)]
    for thread in threads:
        thread.start()
    try:
        for number in range(1, 6):
            build = publish(builds, *(f"g{number}-{one}" for one in range(number * 3)))
            generations[build.id] = f"g{number}"
            with builds.lock():
                builds.prune(2)
    finally:
        done.set()
    for thread in threads:
        thread.join(PATIENCE)

    assert not any(thread.is_alive() for thread in threads)
    assert wrong == []
    assert seen <= set(generations.items())
    assert len(ids(engine)) == 15


def test_a_pinned_engine_stays_with_its_build_also_when_that_is_gone_from_disk(live):
    engine, builds = live
    publish(builds, "a", "b")
    pinned = engine.pinned()
    publish(builds, "a", "b", "c")
    builds.prune(1)

    assert pinned.ping() != engine.ping() == builds.live_id()
    assert (pinned.search(SearchRequest()).total, engine.search(SearchRequest()).total) == (2, 3)
    assert pinned.resource("a") is not None
    assert pinned.topics() == ()
    assert pinned.pinned() is pinned
    assert pinned.status().build.id == pinned.ping()
