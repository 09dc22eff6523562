"""A real web server on 127.0.0.1 for tests of crawling: pages that change, fail and lie as a test tells them to."""

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.processes import PATIENCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request, as it came."""

    path: str  # with parameters
    headers: Mapping[str, str]  # names in lower case


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What is answered; an ETag or Last-Modified among the headers is compared with what the request says."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


Page = Reply | Callable[[Request], Reply]


def html(text: str, **headers: str) -> Reply:
    """Return a page; `etag=` and the like become headers."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(body=text.encode(), headers={"Content-Type": "text/html; charset=utf-8", **named})


def redirect(to: str, status: int = 301) -> Reply:
    return Reply(status=status, headers={"Location": to})


class WebServer:
    """Pages by path; what is none of them is 404."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self.port = server.server_address[1]
        self.root = f"http://127.0.0.1:{self.port}"
        self.clear()

    def clear(self) -> None:
        """Have no page, as at the beginning, and forget all requests."""
        self.pages: dict[str, Page] = {"/robots.txt": Reply(status=404)}
        self.missing: Page = Reply(status=404, body=b"not found", headers={"Content-Type": "text/html"})
        self.requests: list[Request] = []

    def asked(self, path: str) -> list[Request]:
        """Return the requests for one path."""
        return [request for request in self.requests if request.path == path]

    def paths(self) -> list[str]:
        return [request.path for request in self.requests]

    def reply(self, request: Request) -> Reply:
        self.requests.append(request)
        page = self.pages.get(request.path, self.pages.get(request.path.partition("?")[0], self.missing))
        reply = page if isinstance(page, Reply) else page(request)
        named = {name.lower(): value for name, value in reply.headers.items()}
        known = request.headers.get("if-none-match"), request.headers.get("if-modified-since")
        kept = (named.get("etag"), named.get("last-modified"))
        if reply.status == 200 and any(
            one is not None and one == other for one, other in zip(known, kept, strict=True)
        ):
            return Reply(status=304, headers=reply.headers)
        return reply


@contextmanager
def serving_pages(tls: ssl.SSLContext | None = None) -> Iterator[WebServer]:
    """Serve on a free port of 127.0.0.1 for as long as the block runs; with *tls*, by https."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Else the body of each answer waits until its head was acknowledged: 40 ms.
        disable_nagle_algorithm = True

        def do_GET(self) -> None:  # as http.server names it
            headers = {name.lower(): value for name, value in self.headers.items()}
            reply = web.reply(Request(path=self.path, headers=headers))
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if "Content-Length" not in reply.headers and reply.status != 304:
                self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            if reply.status != 304:
                self.wfile.write(reply.body)

        def log_message(self, *_: Any) -> None:
            return

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: Any) -> None:
            return  # a client that hangs up is what some tests are about

    server = Server(("127.0.0.1", 0), Handler)
    web = WebServer(server)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        web.root = f"https://127.0.0.1:{web.port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
        thread.join(PATIENCE)
        assert not thread.is_alive()
