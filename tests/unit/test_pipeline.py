"""What `index` does to the library and the builds, over real files; exit codes stand in test_cli_indexer.py."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from indexer.library import Library
from tests.unit.a_site import Site, numbered


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def counts(site: Site, *words: str) -> tuple[int, int, int, int, int]:
    report = site.run("index", "--json", *words).json()
    return tuple(report[name] for name in ("added", "changed", "removed", "unchanged", "failed"))


def test_added_changed_removed_and_unchanged_are_told_against_the_live_build(site: Site) -> None:
    site.records(*numbered(20))
    assert counts(site) == (20, 0, 0, 0, 0)

    site.records(*numbered(19)[1:], {"id": "r00000", "text": "Other words."}, {"id": "new"})

    assert counts(site) == (1, 1, 1, 18, 0)
    assert "new" in site.live_ids()
    assert "r00019" not in site.live_ids()


def test_an_unchanged_library_makes_no_build(site: Site) -> None:
    site.records(*numbered(3))
    site.run("index")
    before = site.builds.live_id()

    ran = site.run("index")

    assert ran.code == 0
    assert "nothing to do" in ran.out
    assert [build.id for build in site.builds.all()] == [before]


def test_full_builds_anew_what_has_not_changed(site: Site) -> None:
    site.records(*numbered(3))
    site.run("index")
    before = site.builds.live_id()

    ran = site.run("index", "--full")

    assert ran.code == 0
    assert site.builds.live_id() != before


def test_a_changed_topic_introduction_makes_a_new_build(tmp_path: Path) -> None:
    site = Site(tmp_path, ("sample",))
    site.file("topics.jsonl", '{"name": "Force", "intro": "Old."}\n')
    site.run("index")
    before = site.builds.live_id()

    site.file("topics.jsonl", '{"name": "Force", "intro": "New."}\n')
    site.run("index")

    live = site.builds.live()
    assert live is not None
    assert live.id != before
    assert [topic.intro for topic in live.topics()] == ["New."]


def test_a_damaged_live_build_is_built_anew_from_the_library(site: Site) -> None:
    site.records(*numbered(3))
    site.run("index")
    live = site.builds.live()
    assert live is not None
    segment = next(live.path.glob("*.fld"))
    segment.write_bytes(segment.read_bytes()[:-1])

    ran = site.run("index")

    assert ran.code == 0
    assert "built anew from the library" in ran.err
    assert site.builds.live_id() != live.id
    assert site.run("verify").code == 0


def test_a_live_build_without_a_manifest_does_not_open_the_gate(site: Site) -> None:
    site.records(*numbered(10))
    site.run("index")
    site.run("index", "--full")
    live = site.builds.live()
    assert live is not None
    (live.path / "manifest.json").unlink()
    site.records(*numbered(2))

    ran = site.run("index")

    assert ran.code == 5
    assert site.run("index", "--yes").code == 0
    assert len(site.live_ids()) == 2


def test_a_source_that_fails_keeps_its_resources(tmp_path: Path) -> None:
    site = Site(tmp_path, ("export", "sample"))
    site.records(*numbered(3))
    site.file("a.md", "Words.")
    site.run("index")
    site.export.unlink()
    site.file("b.md", "More words.")

    ran = site.run("index")

    assert ran.code == 3
    assert "export/export.jsonl: there is no such file" in ran.err
    assert site.live_ids() == ["a-md", "b-md", "r00000", "r00001", "r00002"]


def test_a_folder_that_is_gone_keeps_its_resources(tmp_path: Path) -> None:
    site = Site(tmp_path, ("sample",))
    site.file("a.md", "Words.")
    site.run("index")
    shutil.rmtree(site.corpus)

    assert site.run("index").code == 3
    assert site.live_ids() == ["a-md"]


def test_an_emptied_folder_is_held(tmp_path: Path) -> None:
    site = Site(tmp_path, ("sample",))
    site.file("a.md", "Words.")
    site.run("index")
    (site.corpus / "a.md").unlink()

    ran = site.run("index")

    assert ran.code == 5
    assert site.live_ids() == ["a-md"]


def test_one_source_alone_can_be_scanned(tmp_path: Path) -> None:
    site = Site(tmp_path, ("export", "sample"))
    site.records(*numbered(3))
    site.file("a.md", "Words.")
    site.run("index")
    site.records(*numbered(4))
    site.file("b.md", "Words.")

    assert site.run("index", "--source", "sample").code == 0
    assert site.live_ids() == ["a-md", "b-md", "r00000", "r00001", "r00002"]


def test_a_source_taken_out_of_the_settings_is_held_and_goes_with_yes(tmp_path: Path) -> None:
    both = Site(tmp_path, ("export", "sample"))
    both.records(*numbered(3))
    both.file("a.md", "Words.")
    both.run("index")
    one = Site(tmp_path, ("sample",))

    held = one.run("index")

    assert held.code == 5
    assert "no longer in config.toml" in held.err
    assert one.run("index", "--yes").code == 0
    assert one.live_ids() == ["a-md"]


def test_a_damaged_document_keeps_its_last_good_text(tmp_path: Path) -> None:
    site = Site(tmp_path, ("sample",))
    site.file("a.html", "<html><body><main><h1>Good</h1><p>Words that stay.</p></main></body></html>")
    site.file("b.md", "Words.")
    site.run("index")
    site.file("a.html", "")

    ran = site.run("index")

    assert ran.code == 3
    assert "sample/a.html" in ran.err
    with Library(site.root / "var/library.db") as library:
        resources = {resource.id: resource for resource, _ in library.resources()}
    assert resources["a-html"].documents[0].passages[0].text == "Words that stay."
    assert site.live_ids() == ["a-html", "b-md"]


def test_a_dry_run_changes_nothing_and_makes_nothing(site: Site) -> None:
    site.records(*numbered(3))

    fresh = site.run("index", "--dry-run")

    assert fresh.code == 0
    assert not (site.root / "var").exists()

    site.run("index")
    site.records(*numbered(4))
    before = site.tree()
    ran = site.run("index", "--dry-run", "--json")
    after = site.tree()

    assert ran.code == 0
    assert ran.json()["added"] == 1
    locks = {name for name in before if name.endswith("LOCK")}
    assert {name: data for name, data in after.items() if name not in locks} == {
        name: data for name, data in before.items() if name not in locks
    }


def test_a_dry_run_tells_of_the_gate(site: Site) -> None:
    site.records(*numbered(10))
    site.run("index")
    site.records(*numbered(2), "no record")

    assert site.run("index", "--dry-run").code == 5
    assert site.run("index", "--dry-run", "--yes").code == 0
    assert len(site.live_ids()) == 10


def test_a_dry_run_with_faulty_records_exits_0(site: Site) -> None:
    site.records(*numbered(10), "no record")

    ran = site.run("index", "--dry-run")

    assert ran.code == 0
    assert "line 11" in ran.err


def test_a_held_build_waits_for_publish(site: Site) -> None:
    site.records(*numbered(10))
    site.run("index")
    live = site.builds.live_id()
    site.records(*numbered(7))

    held = site.run("index")
    again = site.run("index")

    assert (held.code, again.code) == (5, 5)
    assert "source 'export' lost 3 of 10 resources (30 %), more than max_lost = 0.1" in held.err
    assert site.builds.live_id() == live
    waiting = [build.id for build in site.builds.all() if build.id != live]
    assert len(waiting) == 1  # the second run found it, and made no other
    assert f"fieldguide publish {waiting[0]}" in held.err

    assert site.run("publish", waiting[0]).code == 0
    assert len(site.live_ids()) == 7
    assert site.run("index").code == 0


def test_a_held_build_goes_live_with_yes(site: Site) -> None:
    site.records(*numbered(10))
    site.run("index")
    site.records(*numbered(3))
    site.run("index")

    assert site.run("index", "--yes").code == 0
    assert len(site.live_ids()) == 3


def test_after_a_rollback_the_same_content_is_held(site: Site) -> None:
    site.records(*numbered(10))
    site.run("index")
    first = site.builds.live_id()
    site.records(*numbered(11))
    site.run("index")
    second = site.builds.live_id()

    assert site.run("rollback").code == 0
    assert site.builds.live_id() == first
    held = site.run("index")
    assert held.code == 5
    assert "rolled back" in held.err

    site.records(*numbered(12))
    assert site.run("index").code == 0
    assert len(site.live_ids()) == 12
    assert second != site.builds.live_id()


def test_only_so_many_builds_are_kept(tmp_path: Path) -> None:
    site = Site(tmp_path, publish="keep_builds = 2\n")
    for count in range(10, 15):
        site.records(*numbered(count))
        site.run("index")

    assert len(site.builds.all()) == 2


def test_the_held_build_is_kept_where_only_one_is(tmp_path: Path) -> None:
    site = Site(tmp_path, publish="keep_builds = 1\n")
    site.records(*numbered(10))
    site.run("index")
    site.records(*numbered(1))

    site.run("index")

    assert len(site.builds.all()) == 2


def test_an_empty_library_can_be_published(site: Site) -> None:
    assert site.run("index").code == 0
    assert site.live_ids() == []


def test_records_of_a_real_size_go_through(site: Site) -> None:
    site.records(*numbered(2000, topics=["Stops, Searches, and Arrests"], types=["Report"], year=2019))

    assert site.run("index").code == 0
    live = site.builds.live()
    assert live is not None
    assert live.manifest.resources == live.manifest.passages == 2000
    assert live.manifest.facets["topic"] == {"Stops, Searches, and Arrests": 2000}


_INDEX = "import sys; from indexer.cli import *; sys.exit(run(fieldguide_group(commands)))"
_KILL_AT = """
import os, signal, sys
from indexer import cli
from indexer.pipeline import run_index
point = sys.argv.pop(1)
def run_and_die(config, wishes, *, report, progress):
    def told(what, done, total):
        if what == point and done >= 200:
            os.kill(os.getpid(), signal.SIGKILL)
        progress(what, done, total)
    return run_index(config, wishes, report=report, progress=told)
cli.run_index = run_and_die
sys.exit(cli.run(cli.fieldguide_group(cli.commands)))
"""


@pytest.mark.parametrize("point", ["reading export", "building"])
def test_a_killed_run_leaves_library_and_live_build_whole(site: Site, point: str) -> None:
    site.records(*numbered(300))
    site.run("index")
    live = site.builds.live_id()
    site.records(*numbered(310))

    killed = subprocess.run(
        [sys.executable, "-c", _KILL_AT, point, "--config", str(site.config), "index"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        check=False,
    )

    assert killed.returncode == -signal.SIGKILL
    assert site.builds.live_id() == live
    assert site.run("verify").code == 0
    assert "still runs, or was stopped" in site.run("status").out
    assert site.run("index").code == 0
    assert len(site.live_ids()) == 310
    assert [entry.name for entry in site.builds.root.iterdir() if entry.name.startswith(".")] == []


def test_reading_done_by_a_killed_run_is_not_done_again(tmp_path: Path) -> None:
    site = Site(tmp_path, ("sample",))
    for number in range(300):
        path = site.file(f"{number:03}.md", f"Words of file {number}.")
        os.utime(path, (1_000_000_000, 1_000_000_000))

    subprocess.run(
        [sys.executable, "-c", _KILL_AT, "reading sample", "--config", str(site.config), "index"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        check=False,
    )

    with Library(site.root / "var/library.db") as library:
        assert library.documents.get("sample", "150.md") is not None
        assert list(library.hashes()) == []
    assert site.builds.live_id() is None


def test_a_second_indexer_says_who_runs(site: Site) -> None:
    site.records(*numbered(3))
    site.run("index")

    with site.builds.lock():
        second = subprocess.run(
            [sys.executable, "-c", _INDEX, "--config", str(site.config), "index"],
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=False,
        )

    assert second.returncode == 4
    assert f"pid {os.getpid()}" in second.stderr


def test_the_server_is_told_figures_and_no_names(site: Site) -> None:
    site.records(*numbered(3), "no record")
    site.run("index")

    run = site.builds.last_run()

    assert run is not None
    assert (run["outcome"], run["added"], run["failed"]) == ("published", 3, 1)
    assert "export.jsonl" not in json.dumps(run)
