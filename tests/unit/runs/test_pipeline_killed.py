"""Runs that are killed, and runs that meet."""

import os
import signal
import sys
from pathlib import Path

import pytest

from indexer.config import load_config
from indexer.library.library import Library
from searchapp.engine import open_engine
from tests.processes import completed
from tests.sampling import sampled
from tests.unit.a_site import Site, numbered

_INDEX = "import sys; from indexer.cli.commands import *; sys.exit(run(fieldguide_group(commands)))"

_KILL_AT = """
import os, signal, sys
from indexer.cli import commands as cli, index
from indexer.runs.pipeline import run_index
point, least = sys.argv.pop(1), int(sys.argv.pop(1))
def run_and_die(config, wishes, *, report, progress, judge):
    def told(what, done, total):
        if what == point and done >= least:
            os.kill(os.getpid(), signal.SIGKILL)
        progress(what, done, total)
    return run_index(config, wishes, report=report, progress=told)
index.run_index = run_and_die
sys.exit(cli.run(cli.fieldguide_group(cli.commands)))
"""


@pytest.mark.parametrize(
    ("point", "least", "asked"),
    sampled(
        [("reading export", 200, ()), ("building", 5, ()), ("building", 200, ("--full",))], 2, tuples=True
    ),
    ids=["reading", "building what changed", "building all"],
)
def test_a_killed_run_leaves_library_and_live_build_whole(
    site: Site, point: str, least: int, asked: tuple[str, ...]
) -> None:
    site.records(*numbered(300))
    site.run("index")
    live = site.builds.live_id()
    site.records(*numbered(310))

    killed = completed(
        [sys.executable, "-c", _KILL_AT, point, str(least), "--config", str(site.config), "index", *asked]
    )

    assert killed.returncode == -signal.SIGKILL
    assert site.builds.live_id() == live
    assert site.run("verify").code == 0
    assert "is still running, or was killed" in site.run("status").out
    assert site.run("index").code == 0
    assert len(site.live_ids()) == 310
    assert [entry.name for entry in site.builds.root.iterdir() if entry.name.startswith(".")] == []


def test_a_killed_run_forgets_no_rename(tmp_path: Path) -> None:
    site = Site(tmp_path, ("sample",))
    for name in ("a", "b", "c"):
        (site.corpus / f"{name}.md").write_text(f"# {name}\n\nThe text of {name}.")
    site.run("index")
    (site.corpus / "a.md").rename(site.corpus / "aa.md")

    killed = completed(
        [sys.executable, "-c", _KILL_AT, "reading sample", "2", "--config", str(site.config), "index"]
    )
    assert killed.returncode == -signal.SIGKILL
    assert site.run("index", "--yes").code == 0

    found = open_engine(load_config(site.config)).resource("a-md")
    assert found is not None
    assert found.hit.id == "aa-md"


def test_reading_done_by_a_killed_run_is_not_done_again(tmp_path: Path) -> None:
    site = Site(tmp_path, ("sample",))
    for number in range(300):
        path = site.file(f"{number:03}.md", f"Words of file {number}.")
        os.utime(path, (1_000_000_000, 1_000_000_000))

    completed(
        [sys.executable, "-c", _KILL_AT, "reading sample", "200", "--config", str(site.config), "index"]
    )

    with Library(site.root / "var/library.db") as library:
        assert library.documents.get("sample", "150.md") is not None
        assert list(library.hashes()) == []
    assert site.builds.live_id() is None


def test_a_second_indexer_says_who_runs(site: Site) -> None:
    site.records(*numbered(3))
    site.run("index")

    with site.builds.lock():
        second = completed([sys.executable, "-c", _INDEX, "--config", str(site.config), "index"])

    assert second.returncode == 4
    assert f"pid {os.getpid()}" in second.stderr
