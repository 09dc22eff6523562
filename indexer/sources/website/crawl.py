"""The crawl: requests every address of a frontier, politely and each host at its own pace.

One thread decides; each host has at most one request under way, in a thread of its own, so that a slow host holds up no other.
"""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from typing import Final

from indexer.sources.source import ScanProgress
from indexer.sources.website import entry as outcomes
from indexer.sources.website.addresses import host_of, key_of
from indexer.sources.website.answers import Answers
from indexer.sources.website.entry import Entry, Role
from indexer.sources.website.fetcher import Answer
from indexer.sources.website.frontier import Frontier
from indexer.sources.website.hosts import Host, Job, ProbeVisit, RobotsVisit, Visit
from indexer.sources.website.moved_pages import MAX_HOPS, has_moved_too_often, moved
from indexer.sources.website.not_found import NotFoundAnswer, impossible_address
from indexer.sources.website.politeness import MAX_TRIES
from indexer.sources.website.robots import Robots
from indexer.sources.website.state import CrawlState
from indexer.sources.website.verdicts import Failed, Moved, ProbeFirst, Respelled, Settled, Verdict

MAX_HOSTS: Final = 16  # asked at the same time
_PAUSE: Final = 0.5  # seconds at most between two looks at the hosts


@dataclass(slots=True, kw_only=True)
class Crawl:
    """One crawl of a site, from its first request to its last."""

    state: CrawlState
    frontier: Frontier
    answers: Answers
    open_host: Callable[[str], Host]
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    waiting: set[str] = field(default_factory=set)  # keys of start pages whose links are followed later
    _hosts: dict[str, Host] = field(default_factory=dict)
    _done: int = 0

    def run(self) -> Iterator[ScanProgress]:
        """Ask for all that is queued, and for what that leads to; yield how far it is after each answer."""
        self._done = self.state.done()
        pool = ThreadPoolExecutor(max_workers=MAX_HOSTS, thread_name_prefix="crawl")
        try:
            while self._start(pool):
                running = [host.running for host in self._hosts.values() if host.running is not None]
                if running:
                    wait(running, timeout=self._pause(), return_when=FIRST_COMPLETED)
                else:
                    self.sleep(self._pause())
                for host in list(self._hosts.values()):
                    if host.running is not None and host.running.done():
                        self._take(host)
                        yield ScanProgress(
                            stage="fetching", done=self._done, total=max(self._done, self.frontier.met)
                        )
        finally:
            for host in self._hosts.values():
                host.fetcher.cut()
            pool.shutdown(cancel_futures=True)
            for host in self._hosts.values():
                host.fetcher.close()

    def _start(self, pool: ThreadPoolExecutor) -> bool:
        """Give each host that may be asked something to do; return whether anything is left to do."""
        for name in self.frontier.hosts - self._hosts.keys():
            self._hosts[name] = self.open_host(name)
        busy = False
        for host in self._hosts.values():
            if host.running is None and host.pace.due <= self.clock():
                job = self._next(host)
                if job is not None:
                    host.pace.asked()
                    host.job = job
                    host.running = pool.submit(host.perform, job)
            busy = (
                busy
                or host.running is not None
                or host.waiting is not None
                or self.state.has_queued(host.name)
            )
        return busy

    def _next(self, host: Host) -> Job | None:
        if host.waiting is not None:
            return host.job  # the probe that it waits for
        while (entry := self.state.pop(host.name)) is not None:
            if host.pace.given_up is not None:
                self._fail(entry, f"the host is left alone for this run: {host.pace.given_up}")
            elif host.wants_robots or host.robots is None:
                return RobotsVisit()
            elif host.robots.away is not None:
                self._fail(entry, host.robots.away)
            elif not host.robots.allows(entry.address):
                self._close(entry)
            else:
                return Visit(entry=entry)
        return None

    def _pause(self) -> float:
        """Return how long nothing can be begun."""
        now = self.clock()
        idle = [
            host.pace.due - now
            for host in self._hosts.values()
            if host.running is None and host.pace.due > now
        ]
        return max(0.0, min([_PAUSE, *idle]))

    def _take(self, host: Host) -> None:
        """Take what came of a host's job."""
        running, job, host.running = host.running, host.job, None
        if running is None or job is None:
            raise AssertionError("it was running")
        found = running.result()
        if isinstance(found, Robots):
            self._take_robots(host, found)
        elif isinstance(found, NotFoundAnswer) and isinstance(job, ProbeVisit):
            host.probes[job.folder] = found
            entry, answer = host.waiting or (None, None)
            host.waiting = None
            if entry is not None and answer is not None:
                self._judge(host, entry, answer)
        elif isinstance(found, Answer) and isinstance(job, Visit):
            self._answered(host, job.entry, found)

    def _take_robots(self, host: Host, found: Robots) -> None:
        host.robots_tries += 1
        if found.away is not None and host.robots_tries < MAX_TRIES:
            host.pace.failed({})  # asked once more: without it, the whole host is left alone
            return
        host.robots, host.robots_read, host.robots_tries = found, self.clock(), 0
        host.pace.slow_down(found.delay)

    def _answered(self, host: Host, entry: Entry, answer: Answer) -> None:
        if not answer.transient:
            host.pace.answered()
            self._judge(host, entry, answer)
            return
        host.pace.failed(answer.headers)
        why = answer.error or f"it answers {answer.status}"
        if entry.tries + 1 < MAX_TRIES and host.pace.given_up is None:
            self.state.postpone(entry.key)
        else:
            self._fail(entry, why)

    def _judge(self, host: Host, entry: Entry, answer: Answer) -> None:
        verdict = self.answers.verdict(entry, answer, host.probes, host.robots or Robots())
        if isinstance(verdict, ProbeFirst):
            address = impossible_address(entry.address, verdict.folder or "/")
            if host.robots is not None and not host.robots.allows(address):
                host.probes[verdict.folder] = NotFoundAnswer()
                self._judge(host, entry, answer)
            else:
                host.waiting, host.job = (entry, answer), ProbeVisit(folder=verdict.folder, address=address)
            return
        self._settle(entry, verdict)

    def _settle(self, entry: Entry, verdict: Verdict) -> None:
        match verdict:
            case Settled(unchanged=True):
                self.state.confirm(entry, self.answers.clock())
                self._through(verdict.entry, follow=verdict.follow)
            case Settled():
                self.state.settle(verdict.entry)
                self._through(verdict.entry, follow=verdict.follow)
            case Failed():
                self._fail(entry, verdict.why)
            case Respelled():
                self.state.readdress(entry.key, verdict.address, host_of(verdict.address))
                self.frontier.hosts.add(host_of(verdict.address))
            case Moved():
                self._move(entry, verdict.target)

    def _move(self, entry: Entry, target: str) -> None:
        role: Role | None = "sitemap" if entry.role == "sitemap" else None
        if has_moved_too_often(self.state, entry):
            self._fail(entry, f"more than {MAX_HOPS} redirects follow each other")
            return
        refusal = self.frontier.link(target, entry.key, pinned=entry.pinned, role=role)
        # Where only a trap is suspected, nobody has said that the page is none of the site's any more.
        was_read = entry.outcome in outcomes.READ and self.frontier.refusal(target) is None
        if refusal is not None and (entry.is_named or was_read):
            self._fail(entry, f"it redirects to {target}: {refusal}")
            return
        if entry.key in self.waiting:
            self.waiting.add(key_of(target))
        if refusal is None:
            gone = moved(entry, key_of(target), self.answers.clock())
        else:
            self.state.bodies.drop(entry)
            why = f"it redirects to {target}: {refusal}"
            gone = entry.emptied(outcomes.OTHER, why, self.answers.clock())
        self.state.settle(gone)
        self._through(gone, follow=False)

    def _fail(self, entry: Entry, why: str) -> None:
        """Note that an entry could not be fetched: what is known of it stays, and so does what it leads to."""
        self.state.settle(replace(entry, outcome=entry.outcome or outcomes.FAILED, failure=why))
        self._through(entry, follow=entry.outcome is not None)

    def _close(self, entry: Entry) -> None:
        why, now = "robots.txt forbids it", self.answers.clock()
        if entry.role == "api" and self.answers.api is not None:
            self._settle(entry, self.answers.api.refused(entry, why))
            return
        self.state.bodies.drop(entry)
        if not entry.is_entrance:
            self.state.settle(entry.emptied(outcomes.CLOSED, why, now))
            self._through(entry, follow=False)
            return
        # What it led to is not forbidden for that.
        closed = entry.emptied(outcomes.CLOSED, why, now, entry.facts)
        self.state.settle(replace(closed, failure=f"{why}, and the crawl begins there"))
        self._through(closed, follow=True)

    def _through(self, entry: Entry, *, follow: bool) -> None:
        self._done += 1
        if not follow or entry.role == "orphan" or entry.key in self.waiting:
            return
        if entry.role == "api" and self.answers.api is not None:
            self.answers.api.follow(entry)
        else:
            self.frontier.follow(entry)
