"""Every answer of the server says what a page may not ask a browser for, and none names the server's software.

Reported: no answer had a `Permissions-Policy`, and each said `Server: granian`.
"""

import http.client
import socket
from collections.abc import Iterator

import pytest

from tests.engines import published
from tests.making import make_resource
from tests.processes import PATIENCE
from tests.sampling import sampled
from tests.unit.web.serving import Served, served

PATHS = [
    "/", "/search?q=crisis", "/resources/a", "/resources/a/text", "/topics/nowhere", "/nowhere", "/healthz", "/readyz",
    "/static/site.css", "/static/nothing", "/api/v1/search", "/api/v1/search?page=x", "/api/v1/resources/nowhere",
    "/api/v1/status", "/api/v1/reindex", "/files/a/b", "/%00", "/%ff", "/resources/%0a",
]  # fmt: skip
MALFORMED = [
    b"GET / HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n",
    b"nonsense\r\n\r\n",
    b"GET /" + b"a" * 400_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: none\r\n\r\n",
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    place = tmp_path_factory.mktemp("served")
    published(place / "builds", make_resource("a", text="crisis"))
    with served(place) as running:
        yield running


def test_every_answer_has_the_policy_and_no_name(server: Served) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    for method in ("GET", "HEAD", "OPTIONS", "POST", "DELETE"):
        for path in PATHS:
            connection.request(method, path)
            answer = connection.getresponse()
            answer.read()

            called = f"{method} {path}: {answer.status}"
            assert "camera=()" in answer.headers["Permissions-Policy"], called
            assert not answer.headers["Server"], called
            assert answer.headers["X-Content-Type-Options"] == "nosniff", called
    connection.close()


@pytest.mark.parametrize("sent", sampled(MALFORMED, 2), ids=["header", "words", "long line", "length"])
def test_what_is_no_request_is_refused_without_a_name(server: Served, sent: bytes) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as connection:
        connection.sendall(sent)
        answer = connection.recv(65_536).lower()

    assert answer.startswith(b"http/1.1 4")
    assert b"granian" not in answer
    assert b"server:" not in answer
