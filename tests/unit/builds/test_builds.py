"""Builds are made aside, published in one step, rolled back to, held and pruned."""

import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest

from indexer.builds import Builds, builds
from indexer.content_hash import content_hash
from indexer.errors import BuildError, NoBuildError
from indexer.resource import Topic
from indexer.run_notes import RunNote
from tests.making import make_resource

FACTS: dict[str, Any] = {
    "topics": ("Stops, Searches, and Arrests", "Use of Force"),
    "types": ("Video",),
    "year": 2020,
}


@pytest.fixture
def folder(tmp_path):
    """A folder of builds, and the lock on it held."""
    found = Builds(tmp_path / "builds")
    with found.lock():
        yield found


def write(folder, *ids, **facts):
    return folder.write(
        (make_resource(one, text=f"words of {one}", **facts), f"hash of {one}") for one in ids
    )


def publish(folder, *ids):
    return folder.publish(write(folder, *ids).id)


# What a build says of itself


def test_a_build_counts_what_it_holds(folder):
    topic = Topic(name="Use of Force", slug="use-of-force", intro="About force.")
    pairs = [(make_resource("a", text="x", source="s", **FACTS), "1"), (make_resource("b", source="t"), "2")]

    build = folder.write(pairs, topics=[topic], settings={"language": "en"})

    manifest = build.manifest
    assert (manifest.resources, manifest.documents, manifest.passages) == (2, 0, 1)
    assert manifest.sources == {"s": 1, "t": 1}
    assert manifest.facets == {
        "topic": {"Stops, Searches, and Arrests": 1, "Use of Force": 1}, "type": {"Video": 1}, "year": {"2020": 1},
    }  # fmt: skip
    assert manifest.settings == {"language": "en"}
    assert manifest.content == content_hash([("a", "1"), ("b", "2")])
    assert build.resource_hashes() == {"a": ("s", "1"), "b": ("t", "2")}
    assert build.topics() == (topic,)
    assert set(manifest.files) == {path.name for path in build.path.iterdir()} - {"manifest.json"}
    assert build.verify() == []


def test_the_hash_of_the_content_knows_no_order_and_every_change():
    assert content_hash([("a", "1"), ("b", "2")]) == content_hash([("b", "2"), ("a", "1")])
    assert len({content_hash(one.items()) for one in ({}, {"a": "1"}, {"a": "2"}, {"b": "1"}, {"a": "1", "b": "1"}, {'a", "1': ""})}) == 6  # fmt: skip


def test_the_hash_of_the_content_after_a_change_is_made_of_what_changed():
    before, after = {"a": "1", "b": "2", "c": "3"}, {"a": "1", "b": "4", "d": "5"}

    changed = content_hash(
        [("b", "4"), ("d", "5")], [("b", "2"), ("c", "3")], base=content_hash(before.items())
    )

    assert changed == content_hash(after.items())


def test_without_builds_nothing_is_live(tmp_path):
    empty = Builds(tmp_path / "nowhere")

    assert empty.live() is None
    assert empty.all() == []
    assert empty.last_run() is None
    assert empty.prune(1) == []
    with pytest.raises(NoBuildError):
        empty.rollback()
    with pytest.raises(BuildError, match="there is no build"):
        empty.get("20260101-000000-0000aaaa")
    assert not empty.root.exists()


def test_what_is_written_is_not_live_until_it_is_published(folder):
    first = publish(folder, "a")
    second = write(folder, "a", "b")

    assert folder.live() == first
    assert [build.id for build in folder.all()] == [first.id, second.id]

    folder.publish(second.id)

    assert folder.live() == second


def test_an_unknown_build_names_those_there_are(folder):
    known = write(folder, "a").id

    for wrong in ("nothing", "", ".", "..", "../builds", f"{known}/", f"./{known}", "CURRENT", "\x00"):
        with pytest.raises(BuildError, match=known):
            folder.publish(wrong)


@pytest.mark.parametrize("content", [b"", b"\n", b"  \n"])
def test_an_empty_current_means_that_nothing_is_live(folder, content):
    build = publish(folder, "a")
    (folder.root / "CURRENT").write_bytes(content)

    assert folder.live() is None
    assert folder.publish(build.id) == folder.live()


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00", b"../../etc\n", b"20260101-000000-0000aaaa\n", b"a\nb\n"]
)
def test_a_damaged_current_is_an_error_that_publish_mends(folder, content):
    build = publish(folder, "a")
    (folder.root / "CURRENT").write_bytes(content)

    with pytest.raises(BuildError):
        folder.live()

    assert folder.publish(build.id) == folder.live()


def test_another_schema_version_is_refused_and_what_is_live_stays(folder, monkeypatch):
    live = publish(folder, "a")
    other = write(folder, "a", "b")
    manifest = json.loads((other.path / "manifest.json").read_text())
    changed = type(other.manifest).read(other.path)
    object.__setattr__(changed, "schema_version", manifest["schema_version"] + 1)
    changed.write(other.path)

    with pytest.raises(
        NoBuildError,
        match=r"schema version \d+, but this version of Fieldguide reads \d+; run: fieldguide index --full",
    ):
        folder.publish(other.id)

    assert folder.live() == live


def test_publishing_a_build_that_lost_a_file_changes_nothing(folder):
    live = publish(folder, "a")
    other = write(folder, "b")
    next(other.path.glob("*.fld")).unlink()

    with pytest.raises(BuildError, match="cannot be read"):
        folder.publish(other.id)

    assert folder.live() == live


# Names


def test_ids_sort_by_time_within_a_second(folder):
    made = [write(folder, "a").id for _ in range(12)]

    assert made == sorted(made)
    assert all(re.fullmatch(r"\d{8}-\d{6}-[0-9a-f]{8}", each) for each in made)


def test_ids_sort_by_time_when_the_clock_steps_back(folder, monkeypatch):
    class Clock(datetime):
        moment = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)

        @classmethod
        def now(cls, _zone=None):
            return cls.moment

    monkeypatch.setattr(builds, "datetime", Clock)
    made = [write(folder, "a").id]
    for moment in (Clock.moment.replace(year=2025), Clock.moment, Clock.moment.replace(second=6)):
        Clock.moment = moment
        made += [write(folder, "a").id, write(folder, "a").id]

    assert made == sorted(made)
    assert made[-1].startswith("20260102-030406")


def test_other_folders_beside_the_builds_are_left_alone(folder):
    for name in ("lost+found", "0-copy", "20260101", ".snapshot"):
        (folder.root / name).mkdir()
    made = [publish(folder, "a").id for _ in range(3)]

    gone = folder.prune(1)

    assert gone == made[:2]
    assert [build.id for build in folder.all()] == made[2:]
    assert {path.name for path in folder.root.iterdir() if path.is_dir()} == {
        "lost+found", "0-copy", "20260101", ".snapshot", made[2],
    }  # fmt: skip


# Back


def test_rollback_goes_back_one_build_at_a_time(folder):
    first, second, third = (publish(folder, *ids) for ids in ("a", "ab", "abc"))

    assert folder.rollback() == second == folder.live()
    assert folder.rollback() == first == folder.live()
    with pytest.raises(BuildError, match=f"no build before the live one, {first.id}"):
        folder.rollback()
    assert folder.live() == first
    assert folder.rollback(third.id) == third == folder.live()


def test_what_was_rolled_back_from_is_held_until_it_is_published(folder):
    publish(folder, "a")
    second = publish(folder, "a", "b")

    folder.rollback()

    assert "rolled back" in folder.held(second.manifest.content)

    folder.publish(second.id)

    assert folder.held(second.manifest.content) is None


def test_rolling_back_to_the_same_content_holds_nothing(folder):
    first = publish(folder, "a")
    publish(folder, "a")

    folder.rollback()

    assert folder.held(first.manifest.content) is None


def test_rollback_works_where_the_live_build_is_damaged_or_gone(folder):
    first, second = publish(folder, "a"), publish(folder, "b")
    (second.path / "manifest.json").write_text("{")

    assert folder.rollback() == first

    folder.hold("x", "why")
    assert folder.held("x") == "why"


def test_holds_are_kept_for_a_hundred_contents(folder):
    for number in range(105):
        folder.hold(f"content {number}", f"why {number}")

    assert folder.held("content 4") is None
    assert folder.held("content 5") == "why 5"
    assert folder.held("content 104") == "why 104"


def test_a_damaged_list_of_holds_is_an_error_and_not_an_open_gate(folder):
    folder.hold("x", "why")
    (folder.root / "HOLDS.json").write_text("{")

    with pytest.raises(BuildError, match="delete it"):
        folder.held("x")


# Pruning


@pytest.mark.parametrize("keep", [1, 2, 3, 9])
def test_prune_keeps_the_newest_and_the_live_one(folder, keep):
    made = [publish(folder, "a").id for _ in range(4)]

    gone = folder.prune(keep)

    assert gone == made[: max(0, 4 - keep)]
    assert [build.id for build in folder.all()] == made[max(0, 4 - keep) :]


def test_prune_never_removes_the_live_one_however_old(folder):
    made = [publish(folder, "a").id for _ in range(4)]
    folder.publish(made[0])

    folder.prune(2)

    assert [build.id for build in folder.all()] == [made[0], made[3]]
    assert folder.live().id == made[0]


# The last run


def test_the_last_run_is_told_to_servers(folder):
    folder.note_run(RunNote(outcome="published", failed=2))

    assert folder.last_run() == RunNote(outcome="published", failed=2)

    (folder.root / "LAST_RUN.json").write_text("{")

    assert folder.last_run() is None


def test_a_rollback_that_is_killed_before_its_build_is_live_brings_nothing_back_later(folder, monkeypatch):
    first, second = publish(folder, "a"), publish(folder, "a", "b")
    monkeypatch.setattr(Builds, "publish", lambda *_: pytest.fail("killed here"))

    with pytest.raises(pytest.fail.Exception):
        folder.rollback()

    assert folder.live_id() == second.id
    assert folder.held(second.manifest.content) is not None
    assert folder.held(first.manifest.content) is None


def test_a_rollback_to_a_build_that_cannot_be_opened_holds_nothing(folder):
    first, second = publish(folder, "a"), publish(folder, "a", "b")
    next(first.path.glob("*.fld")).unlink()

    with pytest.raises(BuildError):
        folder.rollback()

    assert folder.live_id() == second.id
    assert folder.held(second.manifest.content) is None
