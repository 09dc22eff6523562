"""One request to a real server in; its answer, or why there is none, out."""

import gzip
import socket
import threading
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from indexer.sources.website.address_guard import AddressGuard
from indexer.sources.website.fetcher import Answer, Fetcher, user_agent
from tests.processes import PATIENCE
from tests.unit.sources.website.web_server import Reply, WebServer, html, redirect

LIMIT = 100_000


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(guard=AddressGuard(["127.0.0.1"]), agent=user_agent("editors@example.org")) as made:
        yield made


def fetch(fetcher: Fetcher, address: str, tmp_path: Path, **more: Any) -> Answer:
    return fetcher.fetch(address, tmp_path / "body", limit=lambda _: LIMIT, **more)


def test_a_page_is_written_into_the_file(web: WebServer, fetcher: Fetcher, tmp_path: Path) -> None:
    web.pages["/a"] = html("<p>Words.</p>", ETag='"1"')

    answer = fetch(fetcher, f"{web.root}/a", tmp_path)

    assert (answer.status, answer.media_type, answer.headers["etag"]) == (200, "text/html", '"1"')
    assert answer.body is not None
    assert answer.body.path.read_bytes() == b"<p>Words.</p>"
    assert (answer.body.size, answer.body.head) == (13, b"<p>Words.</p>")


def test_the_request_says_who_asks_and_sends_no_more(
    web: WebServer, fetcher: Fetcher, tmp_path: Path, monkeypatch: Any
) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password secret\n", encoding="utf-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1/")
    web.pages["/a"] = Reply(headers={"Set-Cookie": "visit=1", "Content-Type": "text/html"})

    fetch(fetcher, f"{web.root}/a", tmp_path)
    fetch(fetcher, f"{web.root}/a", tmp_path)

    second = web.requests[-1].headers
    assert second["user-agent"].startswith("Fieldguide/")
    assert "editors@example.org" in second["user-agent"]
    assert "cookie" not in second
    assert "authorization" not in second


def test_an_unchanged_page_has_no_body(web: WebServer, fetcher: Fetcher, tmp_path: Path) -> None:
    web.pages["/a"] = html("<p>Words.</p>", ETag='"1"')

    answer = fetch(fetcher, f"{web.root}/a", tmp_path, etag='"1"')

    assert (answer.status, answer.body, answer.error) == (304, None, None)


def test_a_redirect_is_told_and_not_followed(web: WebServer, fetcher: Fetcher, tmp_path: Path) -> None:
    web.pages["/a"] = redirect("/b")

    answer = fetch(fetcher, f"{web.root}/a", tmp_path)

    assert (answer.status, answer.location) == (301, "/b")
    assert web.paths() == ["/a"]


@pytest.mark.parametrize("status", [500, 502, 503, 429, 408])
def test_what_may_pass_is_told_from_what_stays(
    web: WebServer, fetcher: Fetcher, tmp_path: Path, status: int
) -> None:
    web.pages["/a"] = Reply(status=status)
    web.pages["/b"] = Reply(status=404)

    assert fetch(fetcher, f"{web.root}/a", tmp_path).transient
    assert not fetch(fetcher, f"{web.root}/b", tmp_path).transient


def test_a_host_that_resolves_to_a_private_address_is_never_connected_to(
    web: WebServer, tmp_path: Path
) -> None:
    def resolve(host: str, port: int) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", web.port))]

    with Fetcher(guard=AddressGuard(), agent="a", resolve=resolve) as fetcher:
        answer = fetch(fetcher, "http://innocent.example.org/", tmp_path)

    assert answer.error == "innocent.example.org resolves to 127.0.0.1, a private, local or reserved address"
    assert not answer.transient
    assert web.requests == []


def test_a_name_is_resolved_once_and_the_address_that_was_checked_is_connected_to(
    web: WebServer, tmp_path: Path
) -> None:
    web.pages["/"] = html("<p>Words.</p>")
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    with Fetcher(guard=AddressGuard(["named.example.org"]), agent="a", resolve=resolve) as fetcher:
        answer = fetch(fetcher, f"http://named.example.org:{web.port}/", tmp_path)

    assert answer.status == 200
    assert asked == ["named.example.org"]


def test_one_private_address_among_public_ones_that_fail_is_told(tmp_path: Path) -> None:
    def resolve(host: str, port: int) -> list[Any]:
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.1", port)),
            (socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("::ffff:127.0.0.1", port, 0, 0)),
        ]

    with Fetcher(guard=AddressGuard(), agent="a", resolve=resolve) as fetcher:
        answer = fetch(fetcher, "https://both.example.org/", tmp_path)

    assert "::ffff:127.0.0.1, a private, local or reserved address" in (answer.error or "")


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "ftp://127.0.0.1/a", "http://[", "gopher://127.0.0.1/"]
)
def test_only_http_is_spoken(fetcher: Fetcher, tmp_path: Path, address: str) -> None:
    assert fetch(fetcher, address, tmp_path).error


@pytest.mark.parametrize(
    "packed", [gzip.compress(b"words " * 9), gzip.compress(b"words ") * 9], ids=["one member", "nine members"]
)
def test_packed_bodies_are_unpacked(web: WebServer, fetcher: Fetcher, tmp_path: Path, packed: bytes) -> None:
    web.pages["/a"] = Reply(body=packed, headers={"Content-Encoding": "gzip", "Content-Type": "text/html"})

    body = fetch(fetcher, f"{web.root}/a", tmp_path).body

    assert body is not None
    assert body.path.read_bytes() == b"words " * 9


@pytest.mark.parametrize(
    "packed", [zlib.compress(b"words"), zlib.compress(b"words", wbits=-15)], ids=["with header", "without"]
)
def test_deflate_is_unpacked_with_and_without_its_header(
    web: WebServer, fetcher: Fetcher, tmp_path: Path, packed: bytes
) -> None:
    web.pages["/a"] = Reply(body=packed, headers={"Content-Encoding": "deflate", "Content-Type": "text/html"})

    body = fetch(fetcher, f"{web.root}/a", tmp_path).body

    assert body is not None
    assert body.path.read_bytes() == b"words"


def test_a_gzip_bomb_stops_at_the_limit_and_leaves_no_file(
    web: WebServer, fetcher: Fetcher, tmp_path: Path
) -> None:
    bomb = gzip.compress(bytes(50_000_000))
    assert len(bomb) < LIMIT
    web.pages["/a"] = Reply(body=bomb, headers={"Content-Encoding": "gzip", "Content-Type": "text/html"})

    answer = fetch(fetcher, f"{web.root}/a", tmp_path)

    assert answer.error == "it has more than 100,000 bytes"
    assert not answer.transient
    assert list(tmp_path.iterdir()) == []


def test_a_larger_body_is_not_taken(web: WebServer, fetcher: Fetcher, tmp_path: Path) -> None:
    web.pages["/a"] = Reply(body=b"x" * (LIMIT + 1))

    assert "is the most" in (fetch(fetcher, f"{web.root}/a", tmp_path).error or "")


def test_a_media_type_that_nobody_wants_is_not_read(web: WebServer, fetcher: Fetcher, tmp_path: Path) -> None:
    web.pages["/a"] = Reply(body=b"x" * 50_000, headers={"Content-Type": "video/mp4"})

    answer = fetcher.fetch(
        f"{web.root}/a", tmp_path / "body", limit=lambda kind: 0 if kind.startswith("video/") else 1
    )

    assert (answer.status, answer.body, answer.error) == (200, None, None)


def test_a_body_that_is_cut_off_is_no_body(fetcher: Fetcher, tmp_path: Path) -> None:
    answer = raw_answer(
        b"HTTP/1.1 200 OK\r\nContent-Length: 8\r\nConnection: close\r\n\r\nhalf", fetcher, tmp_path
    )

    assert answer.transient
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "sent", [b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", b"HTTP/1.1 200 OK\r\n", b""]
)
def test_a_host_that_sends_no_more_is_cut_off_in_time(fetcher: Fetcher, tmp_path: Path, sent: bytes) -> None:
    answer = raw_answer(sent, fetcher, tmp_path, hold=True, within=0.3)

    assert answer.transient
    assert answer.error == "it took longer than 0 s"


def test_an_answer_that_is_not_http_is_a_failure(fetcher: Fetcher, tmp_path: Path) -> None:
    answer = raw_answer(b"SSH-2.0-OpenSSH_9.2\r\n", fetcher, tmp_path)

    assert answer.transient
    assert answer.error


def raw_answer(sent: bytes, fetcher: Fetcher, tmp_path: Path, *, hold: bool = False, **more: Any) -> Answer:
    """Fetch from a socket that sends *sent*; *hold*: and then nothing, for as long as the test lasts."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            taken, _ = listening.accept()
            with taken:
                taken.recv(65536)
                taken.sendall(sent)
                if hold:
                    over.wait()

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            return fetch(fetcher, f"http://127.0.0.1:{listening.getsockname()[1]}/", tmp_path, **more)
        finally:
            over.set()
            thread.join(PATIENCE)
            assert not thread.is_alive()


def test_what_a_proxy_changed_on_the_way_is_an_answer(
    web: WebServer, fetcher: Fetcher, tmp_path: Path
) -> None:
    web.pages["/a"] = Reply(status=203, body=b"<p>Words.</p>", headers={"Content-Type": "text/html"})

    answer = fetch(fetcher, f"{web.root}/a", tmp_path)

    assert answer.status == 200
    assert answer.body is not None
