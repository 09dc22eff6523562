import http.client
import logging
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from indexer.errors import FieldguideError
from searchapp.server import EventFormatter, serve
from tests.processes import PATIENCE
from tests.unit.web.serving import Served, served, server_config


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return server_config(tmp_path)


def status_of(address: str) -> int:
    try:
        with urlopen(address, timeout=PATIENCE) as answer:
            return int(answer.status)
    except HTTPError as error:
        with error:
            return error.code


def test_the_server_answers_long_questions_and_keeps_none_of_them(
    tmp_path: Path, build_for: Callable[..., Any], resource: Callable[..., Any]
) -> None:
    with served(tmp_path) as server:
        _asked_and_stopped(server, lambda: build_for(resource("a/b", text="crisis")))


def _asked_and_stopped(server: Served, publish: Callable[[], Any]) -> None:
    base = f"http://127.0.0.1:{server.port}"

    # The address was told, so it answers; no build is live yet, so it is not ready.
    assert status_of(f"{base}/healthz") == 200
    assert status_of(f"{base}/readyz") == 503

    # A build is published while it runs.
    publish()
    assert status_of(f"{base}/readyz") == 200
    assert status_of(f"{base}/resources/a%2Fb/text") == 200

    # 48 KB of query, and as much of headers.
    assert status_of(f"{base}/api/v1/search?q=secretword+" + "é".encode().hex() * 12_000) == 200
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    connection.request("GET", "/healthz", headers={"X-Long": "x" * 48_000})
    assert connection.getresponse().status == 200

    # It stops when told, although a connection is still open, and has written down no question.
    written = server.stop()
    connection.close()
    assert "secretword" not in written


def test_a_port_in_use_is_told_with_what_mends_it(config: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(FieldguideError) as caught:
            serve(config, port=port)

    assert caught.value.exit_code == 1
    assert str(caught.value).startswith(f"127.0.0.1:{port}: another program listens there already; ")


def test_a_log_line_tells_the_fields_of_its_event() -> None:
    record = logging.makeLogRecord(
        {"msg": "build cannot be read", "levelname": "ERROR", "name": "x", "build": "b1"}
    )

    assert EventFormatter("%(name)s: %(message)s").format(record) == "x: build cannot be read build=b1"
