"""The whole command: a real process, real files, and signals."""

import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.processes import fieldguide, read_line, running
from tests.unit.a_site import Site, numbered


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path, watch="poll_seconds = 0.05\nevery_minutes = 0")
    site.records(*numbered(3))
    return site


@pytest.fixture
def watch(site: Site) -> Iterator["subprocess.Popen[str]"]:
    with running(fieldguide(site.config, "watch"), stderr=subprocess.STDOUT) as process:
        yield process


def test_it_follows_changes_and_requests_tells_trouble_and_goes_on_and_ends_when_told(
    site: Site, watch: "subprocess.Popen[str]"
) -> None:
    assert "watch started: published, 3 added" in read_line(watch)

    site.records(*numbered(4))
    assert "the sources changed: published, 1 added" in read_line(watch)

    site.requests.ask()
    assert "a run was requested: nothing to do" in read_line(watch)

    site.records(*numbered(1))
    assert "less than half" in read_line(watch)
    assert "the sources changed: held" in read_line(watch)

    config = site.config.read_text()
    site.config.write_text(config + "[wacth]\n")
    site.records(*numbered(5))
    assert "did you mean watch?" in read_line(watch)
    assert "the previous settings stay in force" in read_line(watch)
    assert "the sources changed: published, 1 added" in read_line(watch)

    watch.send_signal(signal.SIGTERM)
    assert "stopped; the live build has not changed" in read_line(watch)
    assert watch.wait() == 0
    assert len(site.live_ids()) == 5


def test_another_indexer_is_waited_for(site: Site, request: pytest.FixtureRequest) -> None:
    site.run("index")
    with site.builds.lock():
        watch = request.getfixturevalue("watch")
        first = read_line(watch)
    said = read_line(watch)
    while "it is tried again" in said:
        said = read_line(watch)
    watch.send_signal(signal.SIGINT)
    watch.communicate()

    assert "another indexer is running" in first
    assert "watch started: nothing to do" in said
    assert watch.returncode == 0
