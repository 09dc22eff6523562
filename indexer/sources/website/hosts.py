"""One host of a crawl: its rules, its pace, and its requests, one at a time."""

import time
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from indexer.sources.website.addresses import host_of, joined
from indexer.sources.website.entry import Entry
from indexer.sources.website.fetcher import Answer, Fetcher
from indexer.sources.website.media_types import limit_of
from indexer.sources.website.not_found import NotFoundAnswer
from indexer.sources.website.page_facts import page_facts
from indexer.sources.website.page_kind import kind_of
from indexer.sources.website.politeness import HostPace
from indexer.sources.website.robots import MAX_HOPS, MAX_ROBOTS, ROBOTS_SECONDS, Robots, robots_address

_PROBE_BYTES: Final = 2_000_000
_SECONDS: Final = 300.0  # for one answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One entry to ask for."""

    entry: Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsVisit:
    """Its robots.txt is to be asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeVisit:
    """An address that cannot exist is to be asked for, in *folder*; "": any."""

    folder: str
    address: str


Job = Visit | RobotsVisit | ProbeVisit


@dataclass(slots=True, kw_only=True)
class Host:
    """One host, and the thread that asks it, if one does."""

    name: str  # scheme and host
    fetcher: Fetcher
    pace: HostPace
    spare: Path  # where bodies are written to first
    robots: Robots | None = None
    robots_read: float = 0.0  # time.monotonic()
    robots_tries: int = 0  # that failed
    probes: dict[str, NotFoundAnswer] = field(default_factory=dict)
    waiting: tuple[Entry, Answer] | None = None  # for a probe
    running: Future[Answer | Robots | NotFoundAnswer] | None = None
    job: Job | None = None

    @property
    def wants_robots(self) -> bool:
        """Whether its robots.txt was never read, or too long ago."""
        return self.robots is None or time.monotonic() - self.robots_read > ROBOTS_SECONDS

    def perform(self, job: Job) -> Answer | Robots | NotFoundAnswer:
        """Do *job*; called in a thread of its own, and the only thing that is."""
        match job:
            case RobotsVisit():
                return self.read_robots()
            case ProbeVisit():
                return self.probe(job.address)
            case Visit():
                entry = job.entry
                known = entry.body is not None or entry.outcome in {"sitemap", "api"}
                return self.fetcher.fetch(
                    entry.address,
                    self.spare,
                    limit=lambda kind: limit_of(kind, entry.address, entry.role),
                    etag=entry.etag if known else None,
                    last_modified=entry.last_modified if known else None,
                )

    def read_robots(self) -> Robots:
        """Ask for its robots.txt."""
        address = robots_address(self.name)
        path = self.spare.with_suffix(".robots")
        for _ in range(MAX_HOPS + 1):
            answer = self.fetcher.fetch(address, path, limit=lambda _: MAX_ROBOTS * 4)
            if answer.body is not None:
                text = path.read_bytes()
                path.unlink()
                return Robots.of(answer, text)
            onward = joined(address, answer.location) if answer.location is not None else None
            if onward is None:
                return Robots.of(answer, b"")
            address = onward
        return Robots()  # too many redirects: there is no file, says RFC 9309

    def _asks_password(self, target: str) -> bool:
        """Return whether the page that addresses of this host redirect to is one for logging in."""
        if host_of(target) != self.name or self.robots is None or not self.robots.allows(target):
            return False
        shown = self.probe(target, follow=False).facts
        return shown is not None and kind_of(shown) == "login"

    def probe(self, address: str, *, follow: bool = True) -> NotFoundAnswer:
        """Ask for an address that cannot exist, and, if it is to *follow*, for where that leads."""
        path = self.spare.with_suffix(".probe")
        answer = self.fetcher.fetch(
            address, path, limit=lambda kind: _PROBE_BYTES if "html" in kind else 0, within=_SECONDS
        )
        if answer.location is not None:
            target = joined(address, answer.location)
            asks_password = follow and target is not None and self._asks_password(target)
            return NotFoundAnswer(target=target, asks_password=asks_password)
        if answer.body is None:
            return NotFoundAnswer()
        data = path.read_bytes()
        path.unlink()
        return NotFoundAnswer(facts=page_facts(data, address))
