"""The whole command: a real process, real files, and signals."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.runs.reindexing import ReindexRequests
from tests.unit.a_site import Site, numbered

WATCH = "import sys; from searchapp.cli import main; sys.exit(main())"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path, watch="look_seconds = 0.05\nevery_minutes = 0")
    site.records(*numbered(3))
    return site


@pytest.fixture
def watch(site: Site) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-u", "-c", WATCH, "--config", str(site.config), "watch"],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline()


def test_it_follows_changes_and_requests_tells_trouble_and_goes_on_and_ends_when_told(
    site: Site, watch: subprocess.Popen[str]
) -> None:
    assert "the watch began: published, 3 added" in line(watch)

    site.records(*numbered(4))
    assert "the sources changed: published, 1 added" in line(watch)

    ReindexRequests(site.root / "var/requests", site.builds).ask()
    assert "it was asked for: nothing to do" in line(watch)

    site.records(*numbered(1))
    assert "less than half" in line(watch)
    assert "the sources changed: held" in line(watch)

    config = site.config.read_text()
    site.config.write_text(config + "[wacth]\n")
    site.records(*numbered(5))
    assert "did you mean watch?" in line(watch)
    assert "the settings are as they were" in line(watch)
    assert "the sources changed: published, 1 added" in line(watch)

    watch.send_signal(signal.SIGTERM)
    assert "stopped; what is live has not changed" in line(watch)
    assert watch.wait(timeout=60) == 0
    assert len(site.live_ids()) == 5


def test_another_indexer_is_waited_for(site: Site) -> None:
    site.run("index")
    with site.builds.lock():
        process = subprocess.Popen(
            [sys.executable, "-u", "-c", WATCH, "--config", str(site.config), "watch"],
            cwd=Path(__file__).parents[2],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        first = line(process)
    said = line(process)
    while "it is tried again" in said:
        said = line(process)
    process.send_signal(signal.SIGINT)
    process.communicate()

    assert "another indexer runs" in first
    assert "the watch began: nothing to do" in said
    assert process.returncode == 0
