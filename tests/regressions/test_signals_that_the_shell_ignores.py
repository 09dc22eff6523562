"""What is started in the background of a script ignores Ctrl-C, and under `nohup` the end of its terminal too.

Reported: a test hung for ever where the shell that ran the tests had it ignore SIGINT, which the command under test then
ignored as well. And the server took SIGINT over, whatever it was told: Ctrl-C on a script ended a server behind it.
"""

import os
import re
import signal
import subprocess
import sys
from functools import reduce
from operator import or_
from pathlib import Path
from urllib.request import urlopen

import pytest

from benchmarks.serving import Served
from tests.processes import PATIENCE, ROOT, completed, fieldguide, read_line, running
from tests.serving import serving
from tests.unit.a_site import Site, numbered

IN_THE_BACKGROUND = ["/bin/sh", "-c", 'trap "" INT HUP QUIT; exec "$@"', "sh"]
TESTS = "tests/unit/cli/test_watch_command.py"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path, serve="workers = 2", watch="poll_seconds = 0.05\nevery_minutes = 0")
    site.records(*numbered(3))
    site.run("index")
    return site


@pytest.mark.slow  # it runs other tests again
def test_tests_of_signals_pass_where_the_shell_ignores_them() -> None:
    command = [
        *IN_THE_BACKGROUND,
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-n",
        "0",
        TESTS,
    ]

    ran = completed(command, cwd=ROOT)

    assert ran.returncode == 0, ran.stdout
    assert "2 passed" in ran.stdout


def held_back_from(process: int) -> set[signal.Signals]:
    """Return the signals that a process ignores, or has blocked, so that they never reach it."""
    status = Path(f"/proc/{process}/status").read_text()
    masks = (int(bits, 16) for bits in re.findall(r"^Sig(?:Blk|Ign):\s+(\w+)", status, re.MULTILINE))
    held = reduce(or_, masks)
    return {number for number in signal.Signals if held >> (number - 1) & 1}


def test_a_server_in_the_background_goes_on_after_ctrl_c_and_the_end_of_the_terminal(site: Site) -> None:
    with serving(
        lambda port: [*IN_THE_BACKGROUND, *fieldguide(site.config, "serve", "--port", str(port))]
    ) as (server, address):
        for process in (server.pid, *Served(address=address, process=server.pid).workers()):
            assert held_back_from(process) >= {signal.SIGINT, signal.SIGHUP}
        os.killpg(server.pid, signal.SIGINT)
        os.killpg(server.pid, signal.SIGHUP)

        with urlopen(f"{address}/api/v1/search?q=words", timeout=PATIENCE) as answer:
            assert answer.status == 200
        server.terminate()
        server.communicate()

    assert server.returncode == 0


@pytest.mark.parametrize("number", [pytest.param(signal.SIGINT, marks=pytest.mark.slow), signal.SIGTERM])
def test_a_server_in_front_ends_when_told(site: Site, number: signal.Signals) -> None:
    with serving(lambda port: fieldguide(site.config, "serve", "--port", str(port))) as (server, _):
        os.killpg(server.pid, number)
        server.communicate()

    assert server.returncode == 0


def test_a_watch_in_the_background_goes_on_after_ctrl_c(site: Site) -> None:
    command = [*IN_THE_BACKGROUND, *fieldguide(site.config, "watch")]
    with running(command, stderr=subprocess.STDOUT) as watch:
        assert "watch started: nothing to do" in read_line(watch)
        watch.send_signal(signal.SIGINT)
        site.records(*numbered(4))

        assert "the sources changed: published, 1 added" in read_line(watch)
        watch.terminate()
        assert "stopped; the live build has not changed" in watch.communicate()[0]

    assert watch.returncode == 0
