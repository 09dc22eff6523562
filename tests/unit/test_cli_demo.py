"""`fieldguide demo`: the sample library from a temporary folder, of which nothing is left."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.request import urlopen

import pytest

from benchmarks.serving import unused_port
from indexer.config import load_config
from indexer.errors import FieldguideError
from searchapp.cli.demo import make_sample
from searchapp.server import free_port
from tests.processes import PATIENCE, running
from tests.progress_lines import next_line

DEMO = "import sys; from searchapp.cli import main; sys.exit(main(['demo', *sys.argv[1:]]))"
Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def temporary(tmp_path: Path) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    return folder


@pytest.fixture
def start(temporary: Path, tmp_path: Path) -> Iterator[Start]:
    """Starts the demo in a folder without settings."""
    environment = {
        **os.environ,
        "TMPDIR": str(temporary),
        "FIELDGUIDE_CONFIG": str(tmp_path / "none.toml"),
    }
    with ExitStack() as started:

        def begin(*words: str) -> "subprocess.Popen[str]":
            command = [sys.executable, "-c", DEMO, *words]
            return started.enter_context(running(command, cwd=tmp_path, env=environment))

        yield begin


@pytest.fixture
def port() -> int:
    return unused_port()


def address(process: "subprocess.Popen[str]") -> str:
    line = next_line(process.stderr)
    found = re.match(r"Fieldguide is at (http://127\.0\.0\.1:\d+/); Ctrl-C stops it\.", line)
    assert found is not None, line
    return found[1]


def stop_as_ctrl_c(process: "subprocess.Popen[str]") -> None:
    os.killpg(process.pid, signal.SIGINT)  # the terminal tells the server and its workers


def test_the_demo_has_the_facets_of_the_settings_that_ship(tmp_path: Path) -> None:
    shipped = load_config(Path(__file__).parents[2] / "config.toml")

    assert load_config(make_sample(tmp_path)).facet_table == shipped.facet_table


def test_the_sample_library_is_served_until_ctrl_c(start: Start, port: int, temporary: Path) -> None:
    process = start("--port", str(port))
    base = address(process)

    with urlopen(f"{base}api/v1/search?q=mobile+crisis+team", timeout=PATIENCE) as answer:
        found = json.load(answer)
    with urlopen(f"{base}search?q=mobile+crisis+team", timeout=PATIENCE) as answer:
        page = answer.read().decode()
    stop_as_ctrl_c(process)
    out, err = process.communicate()

    assert base == f"http://127.0.0.1:{port}/"
    assert found["results"][0]["id"] == "sample-mobile-crisis-teams"
    assert "Fieldguide sample library" in page
    assert (process.returncode, out, err) == (0, "", "")
    assert list(temporary.iterdir()) == []


@pytest.mark.slow  # a second start of the whole service
def test_a_supervisor_stops_it_just_as_well(start: Start, temporary: Path) -> None:
    process = start()
    address(process)

    process.send_signal(signal.SIGTERM)
    process.communicate()

    assert process.returncode == 0
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.slow)])
def test_stopped_while_it_indexes_it_leaves_nothing_either(
    start: Start, port: int, temporary: Path, number: signal.Signals
) -> None:
    process = start("--port", str(port))
    until = time.monotonic() + PATIENCE
    while not list(temporary.glob("*/config.toml")):
        assert time.monotonic() < until
        time.sleep(0.01)

    process.send_signal(number)
    process.communicate()

    assert process.returncode in {0, 130}  # 0: it served already
    assert list(temporary.iterdir()) == []


def test_a_port_that_is_taken_is_told_before_anything_is_indexed(
    start: Start, port: int, temporary: Path
) -> None:
    with socket.create_server(("127.0.0.1", port)):
        process = start("--port", str(port))
        _, err = process.communicate()

    assert process.returncode == 1
    assert err.startswith(f"127.0.0.1:{port}: another program listens there already; ")
    assert list(temporary.iterdir()) == []


def test_a_free_port_takes_the_place_of_one_that_is_taken(port: int) -> None:
    assert free_port("127.0.0.1", port) == port
    with socket.create_server(("127.0.0.1", port)):
        other = free_port("127.0.0.1", port)
    assert other not in {0, port}


def test_an_address_that_is_not_this_machines_has_no_free_port() -> None:
    with pytest.raises(FieldguideError, match=r"^192\.0\.2\.1:8000: "):
        free_port("192.0.2.1", 8000)
