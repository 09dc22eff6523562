import http.client
import logging
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from indexer.errors import FieldguideError
from searchapp.server import _EventFormatter, serve

STARTED = "Fieldguide is at "
SERVE = "import sys; from pathlib import Path; from searchapp.server import serve; serve(Path(sys.argv[1]), port=int(sys.argv[2]))"


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(
        '[paths]\nbuilds = "builds"\n[serve]\nworkers = 1\n[[sources]]\nname = "a"\nkind = "folder"\npath = "."\n'
    )
    return path


@pytest.fixture
def server(config: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(config), str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stderr is not None
        assert process.stderr.readline().startswith(f"{STARTED}http://127.0.0.1:{port}/")
        yield process
    finally:
        process.kill()
        process.communicate()


def status_of(address: str) -> int:
    try:
        with urlopen(address, timeout=30) as answer:
            return int(answer.status)
    except HTTPError as error:
        with error:
            return error.code


def test_the_server_answers_long_questions_and_keeps_none_of_them(
    build_for: Callable[..., Any], resource: Callable[..., Any], server: subprocess.Popen[str], port: int
) -> None:
    base = f"http://127.0.0.1:{port}"

    # The address was told, so it answers; no build is live yet, so it is not ready.
    assert status_of(f"{base}/healthz") == 200
    assert status_of(f"{base}/readyz") == 503

    # A build is published while it runs.
    build_for(resource("a/b", text="crisis"))
    assert status_of(f"{base}/readyz") == 200
    assert status_of(f"{base}/resources/a%2Fb/text") == 200

    # 48 KB of query, and as much of headers.
    assert status_of(f"{base}/api/v1/search?q=secretword+" + "é".encode().hex() * 12_000) == 200
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", "/healthz", headers={"X-Long": "x" * 48_000})
    assert connection.getresponse().status == 200

    # It stops when told, although a connection is still open, and has written down no question.
    server.send_signal(signal.SIGTERM)
    out, err = server.communicate(timeout=30)
    connection.close()
    assert server.returncode == 0
    assert "secretword" not in out + err


def test_a_port_in_use_is_told_with_what_mends_it(config: Path, port: int) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()

        with pytest.raises(FieldguideError) as caught:
            serve(config, port=port)

    assert caught.value.exit_code == 1
    assert str(caught.value).startswith(f"127.0.0.1:{port}: another program listens there already; ")


def test_a_log_line_tells_the_fields_of_its_event() -> None:
    record = logging.makeLogRecord(
        {"msg": "build cannot be read", "levelname": "ERROR", "name": "x", "build": "b1"}
    )

    assert _EventFormatter("%(name)s: %(message)s").format(record) == "x: build cannot be read build=b1"
