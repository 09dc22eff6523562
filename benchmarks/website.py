"""A web site for benchmarks, in a process of its own: pages made from their number, each with an ETag.

    python -m benchmarks.website PAGES

It prints its port. POST /change/N makes page N a new one; GET /counts answers how many requests got which status, and
when the changed page was last sent.
"""

import json
import random
import sys
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

LINKS: Final = 60  # on each page
WORDS: Final = 300
_VOCABULARY: Final = [f"word{number}" for number in range(5_000)]


class Site:
    """The pages, and what was asked of them."""

    def __init__(self, pages: int) -> None:
        self.pages = pages
        self.versions: Counter[int] = Counter()
        self.statuses: Counter[int] = Counter()
        self.sent_at: dict[int, float] = {}

    def page(self, number: int) -> bytes:
        """Return page *number*; each links to the next ones, so that all are reached from the first."""
        made = random.Random(number * 1000 + self.versions[number])
        links = "".join(
            f'<li><a href="/p/{(number * LINKS + step) % self.pages}">Page {step}</a></li>'
            for step in range(1, LINKS + 1)
        )
        text = " ".join(made.choices(_VOCABULARY, k=WORDS))
        return (
            f"<!doctype html><html><head><title>Page {number} | Site</title></head><body><nav><ul>{links}</ul></nav>"
            f"<main><h1>Page {number} of the site</h1><p>version{self.versions[number]} {text}</p></main></body></html>"
        ).encode()


def handler(site: Site) -> type[BaseHTTPRequestHandler]:
    """Return what answers for *site*."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            if self.path == "/counts":
                told = {"statuses": site.statuses, "sent_at": site.sent_at}
                self._answer(200, json.dumps(told).encode())
                site.statuses.clear()
                return
            number = self.path.removeprefix("/p/")
            if self.path == "/":
                number = "0"
            if not number.isdecimal() or int(number) >= site.pages:
                self._answer(404)
                return
            tag = f'"{number}-{site.versions[int(number)]}"'
            if self.headers.get("If-None-Match") == tag:
                self._answer(304, tag=tag)
                return
            site.sent_at[int(number)] = time.time()
            self._answer(200, site.page(int(number)), tag)

        def do_POST(self) -> None:
            site.versions[int(self.path.rpartition("/")[2])] += 1
            self._answer(200)

        def _answer(self, status: int, body: bytes = b"", tag: str | None = None) -> None:
            site.statuses[status] += 1
            head = f"HTTP/1.1 {status} -\r\nContent-Type: text/html; charset=utf-8\r\n"
            head += f"ETag: {tag}\r\n" if tag else ""
            head += "\r\n" if status == 304 else f"Content-Length: {len(body)}\r\n\r\n"
            self.wfile.write(
                head.encode() + body
            )  # at once: two writes would wait for each other's acknowledgement

        def log_message(self, *_: Any) -> None:
            return

    return Handler


def main() -> None:
    """Serve until the process is ended."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(Site(int(sys.argv[1]))))
    server.daemon_threads = True
    print(server.server_address[1], flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
