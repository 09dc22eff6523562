"""A server's address in; what so many clients at full load were answered, until they are told to stop, out.

    python -m benchmarks.surviving.readers ADDRESS CLIENTS

A process of its own, so that the clients take no time from whoever publishes. It writes a line once every client was
answered, stops when its standard input ends, and writes what it was answered as one line of JSON.
"""

import hashlib
import http.client
import json
import re
import sys
import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

_TIMEOUT: Final = 300.0  # seconds: an answer that takes longer never comes
_KEPT: Final = 20  # errors that are told word for word
_TITLE: Final = re.compile(r"Edition (\d+) of (r\d+)")

SEARCH: Final = "/api/v1/search?q=crisis&per_page=100"
PATHS: Final = (
    SEARCH,
    "/api/v1/search?per_page=100",
    "/search?q=crisis&topic=All",
    "/resources/r00003?q=crisis",
    "/api/v1/resources/r00003",
    "/api/v1/status",
    "/",
)


@dataclass(slots=True)
class Answers:
    """What all clients were answered; safe between threads."""

    count: Counter[str] = field(default_factory=Counter)  # by path
    errors: list[str] = field(default_factory=list)
    failed: int = 0
    seen: dict[str, dict[str, int]] = field(default_factory=dict)  # build id -> resource id -> edition
    pages: set[tuple[tuple[str, int], ...]] = field(default_factory=set)  # what HTML pages listed
    tags: dict[tuple[str, str], str] = field(default_factory=dict)  # path and ETag -> what the body hashes to
    mixed: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wrong(self, what: str) -> None:
        """Note an error."""
        with self._lock:
            self.failed += 1
            if len(self.errors) < _KEPT:
                self.errors.append(what)

    def take(self, path: str, status: int, body: str, tag: str | None) -> None:
        """Note one answer."""
        with self._lock:
            self.count[path] += 1
        if status != http.HTTPStatus.OK:
            self.wrong(f"{path}: {status}: {body[:200]}")
        elif path.startswith("/api/v1/search"):
            self._tagged(path, body, tag)
            self._search(path, json.loads(body))
        elif path.startswith("/search"):
            listed = {(key, int(edition)) for edition, key in _TITLE.findall(body)}
            if not listed:
                self.wrong(f"{path}: an empty page")
            with self._lock:
                self.pages.add(tuple(sorted(listed)))
        elif "Edition" not in body and path not in {"/", "/api/v1/status"}:
            self.wrong(f"{path}: without its resource")
        elif path.startswith("/api/v1/resources"):
            self._tagged(path, body, tag)

    def _tagged(self, path: str, body: str, tag: str | None) -> None:
        """Hold that one ETag is one body: whoever sends it back is told that what he has is still right."""
        digest = hashlib.sha256(body.encode()).hexdigest()
        with self._lock:
            known = self.tags.setdefault((path, tag or ""), digest)
        if not tag or known != digest:
            self.wrong(f"{path}: the tag {tag} stands on two bodies")

    def _search(self, path: str, answer: dict[str, Any]) -> None:
        editions = {hit["id"]: int(_TITLE.match(hit["title"])[1]) for hit in answer["results"]}  # type: ignore[index]  # each has one
        counts = {value["value"]: value["count"] for value in answer["facets"]["topic"]}
        if not editions or answer["total"] != len(editions) or counts.get("All") != len(editions):
            self.wrong(f"{path}: {answer['total']} in all, {len(editions)} listed, {counts} counted")
        with self._lock:
            # Every answer of one build says the same: another one would be mixed from two.
            if self.seen.setdefault(answer["build"]["id"], editions) != editions:
                self.mixed += 1


def read(
    address: str, answers: Answers, begun: threading.Barrier, stopped: threading.Event, first: int
) -> None:
    """Ask one path after the other over one connection, until *stopped*; all meet at *begun* after the first.

    The last is a search: it tells whether what was published last can be seen.
    """
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=_TIMEOUT)
    number = first
    last = False
    while not last:
        last = stopped.is_set()
        path = SEARCH if last else PATHS[number % len(PATHS)]
        number += 1
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            body = response.read().decode()
            answers.take(path, response.status, body, response.getheader("ETag"))
        except (OSError, http.client.HTTPException, ValueError, TypeError, KeyError) as error:
            answers.wrong(f"{path}: {error!r}")
            connection.close()
        if number == first + 1:
            begun.wait()
    connection.close()


def main() -> None:
    """Read until standard input ends, and say what was read."""
    address, clients = sys.argv[1], int(sys.argv[2])
    answers, stopped, begun = Answers(), threading.Event(), threading.Barrier(clients + 1)
    threads = [
        threading.Thread(target=read, args=(address, answers, begun, stopped, number))
        for number in range(clients)
    ]
    for thread in threads:
        thread.start()
    begun.wait()
    sys.stdout.write("reading\n")
    sys.stdout.flush()
    sys.stdin.read()
    stopped.set()
    for thread in threads:
        thread.join()
    told = {
        "answers": dict(answers.count),
        "failed": answers.failed,
        "errors": answers.errors,
        "mixed": answers.mixed,
        "seen": answers.seen,
        "pages": sorted(answers.pages),
        "tags": len(answers.tags),
    }
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
