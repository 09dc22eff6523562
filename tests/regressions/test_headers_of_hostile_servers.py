"""A server answers with headers that no program expects: each ended the whole run, or filled the memory."""

import socket
import threading
import tracemalloc
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from indexer.sources.website.address_guard import AddressGuard
from indexer.sources.website.fetcher import Answer, Fetcher
from tests.processes import PATIENCE

PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
MOVED = b"HTTP/1.1 301 Moved\r\nContent-Length: 0\r\nLocation: "


@contextmanager
def answering(raw: bytes) -> Iterator[str]:
    """Answer one request with *raw*."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(PATIENCE)

        def answer() -> None:
            connection, _ = server.accept()
            with connection:
                connection.settimeout(PATIENCE)
                connection.recv(1 << 16)
                try:
                    connection.sendall(raw)
                except OSError:
                    return  # whoever asked has heard enough

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
        thread.join(PATIENCE)
        assert not thread.is_alive()


def fetched(raw: bytes, path: Path) -> Answer:
    with answering(raw) as address, Fetcher(guard=AddressGuard(["127.0.0.1"]), agent="a") as fetcher:
        return fetcher.fetch(address, path, limit=lambda _: 1_000_000)


@pytest.mark.parametrize("length", [b"9" * 5_000, "²".encode("latin-1"), b"-5", b"", b"0x10"])
def test_a_length_that_is_none_leaves_the_body_to_end_where_it_ends(tmp_path: Path, length: bytes) -> None:
    answer = fetched(PAGE + b"Content-Length: " + length + b"\r\n\r\n<p>Words.", tmp_path / "body")

    assert answer.status == 200
    assert answer.error is None
    assert (tmp_path / "body").read_bytes() == b"<p>Words."


@pytest.mark.parametrize(
    "location", [b"http://[", b"http://x:port/", b"\xff\xfe", b"http://" + b"a" * 10_000]
)
def test_a_redirect_to_what_is_no_address_is_an_answer(tmp_path: Path, location: bytes) -> None:
    answer = fetched(MOVED + location + b"\r\n\r\n", tmp_path / "body")

    assert answer.status == 301
    assert answer.location


def test_the_body_of_a_redirect_is_not_read(tmp_path: Path) -> None:
    bomb = zlib.compress(bytes(100_000_000), 9)
    head = b"HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Encoding: deflate\r\nContent-Length: %d\r\n\r\n"

    tracemalloc.start()
    try:
        answer = fetched(head % len(bomb) + bomb, tmp_path / "body")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert answer.location == "/b"
    assert peak < 10_000_000


def test_hints_before_an_answer_are_skipped(tmp_path: Path) -> None:
    hint = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n"

    answer = fetched(hint * 2 + PAGE + b"Content-Length: 6\r\n\r\nWords.", tmp_path / "body")

    assert (answer.status, answer.error) == (200, None)
    assert (tmp_path / "body").read_bytes() == b"Words."


def test_hints_without_end_are_no_answer(tmp_path: Path) -> None:
    answer = fetched(b"HTTP/1.1 103 Early Hints\r\n\r\n" * 1_000 + PAGE + b"\r\n", tmp_path / "body")

    assert (answer.status, answer.transient) == (0, True)
    assert answer.error
