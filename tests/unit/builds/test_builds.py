"""Builds are made aside, published in one step, named in order of time, and pruned."""

import json
import re
from datetime import UTC, datetime

import pytest

from indexer.builds import Builds, builds
from indexer.errors import BuildError, NoBuildError
from tests.unit.builds.small_builds import publish, write


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
