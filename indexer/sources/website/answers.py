"""An address and the answer of its server in; the verdict on it, by its status, out."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from indexer.sources.website import entry as outcomes
from indexer.sources.website.addresses import joined, key_of
from indexer.sources.website.bodies import Bodies
from indexer.sources.website.entry import Entry
from indexer.sources.website.fetcher import Answer
from indexer.sources.website.robots import Robots, closes_index
from indexer.sources.website.state import CrawlState
from indexer.sources.website.verdicts import Failed, Moved, ProbeFirst, Probes, Respelled, Settled, Verdict
from indexer.sources.website.wordpress_api import WordPressApi

_MAX_SPELLINGS: Final = 5  # of one address that redirect to each other


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Judges answers by their status; what is in a body, `Bodies` judges."""

    state: CrawlState
    bodies: Bodies
    api: WordPressApi | None = None
    clock: Callable[[], float] = time.time

    def verdict(self, entry: Entry, answer: Answer, probes: Probes, robots: Robots) -> Verdict:
        """Return what comes of *entry*, now that it was answered; a body in the answer is kept, or deleted."""
        if self.api is not None and entry.role == "api":
            refusal = _api_refusal(entry, answer)
            if refusal is not None:
                return self.api.refused(entry, refusal)
        if answer.location is not None:
            return self._redirected(entry, answer.location, probes)
        if answer.status in {404, 410}:
            return self._gone(entry, f"it answers {answer.status}")
        if answer.status == 304 and entry.outcome is not None:
            return self._unchanged(entry, answer)
        if answer.status != 200 or answer.error is not None:
            return Failed(why=answer.error or f"it answers {answer.status}")
        return self._answered(entry, answer, probes, robots)

    def _answered(self, entry: Entry, answer: Answer, probes: Probes, robots: Robots) -> Verdict:
        if entry.role == "orphan":
            if answer.body is not None:
                answer.body.path.unlink()
            return self._gone(entry, "no page links to it any more")
        if answer.body is None:
            what = answer.media_type or "of no type"
            return self.bodies.out(entry, outcomes.OTHER, f"it is {what}, which is not read")
        if entry.role == "api" and self.api is not None:
            return self.api.verdict(entry, answer, answer.body, robots)
        return self.bodies.verdict(entry, answer, answer.body, probes)

    def _unchanged(self, entry: Entry, answer: Answer) -> Verdict:
        if entry.role == "orphan":
            return self._gone(entry, "no page links to it any more")
        if closes_index(answer.headers.get("x-robots-tag", "")):
            self.state.bodies.drop(entry)
            kept = entry.emptied(outcomes.NOINDEX, "its X-Robots-Tag says noindex", self.clock(), entry.facts)
            return Settled(entry=kept, follow=True)
        return Settled(entry=replace(entry, failure=None), follow=True, unchanged=True)

    def _redirected(self, entry: Entry, location: str, probes: Probes) -> Verdict:
        target = joined(entry.address, location)
        if target is None:
            return Failed(why=f"it redirects to {location[:100]!r}, which is no address")
        if key_of(target) == entry.key:
            if target == entry.address or entry.tries >= _MAX_SPELLINGS:
                return Failed(why="it redirects to itself")
            return Respelled(address=target)
        if entry.role == "page" and "" not in probes and not entry.pinned:
            return ProbeFirst(folder="")
        return self._as_missing_pages(entry, target, probes) or Moved(target=target)

    def _as_missing_pages(self, entry: Entry, target: str, probes: Probes) -> Verdict | None:
        """Return what it means that an address leads where those lead that cannot exist; None: it leads elsewhere."""
        lead = f"it redirects to {target}"
        if any(probe.is_login(target) for probe in probes.values()):
            return self.bodies.unreadable(entry, outcomes.LOGIN, f"{lead}, which asks for a password")
        if any(probe.target == target for probe in probes.values()):
            return self.bodies.out(entry, outcomes.MISSING, f"{lead}, as missing pages do")
        return None

    def _gone(self, entry: Entry, why: str) -> Verdict:
        return self.bodies.out(entry, outcomes.GONE, why)


def _api_refusal(entry: Entry, answer: Answer) -> str | None:
    """Return why an answer is none of an API: it is closed, or something stands before it, as a page for logging in."""
    if answer.location is not None:
        target = joined(entry.address, answer.location)
        return None if target is not None and key_of(target) == entry.key else "it redirects elsewhere"
    if answer.status >= 400:
        return f"it answers {answer.status}"
    if answer.status == 200 and answer.body is None and answer.error is None:
        return f"it answers with {answer.media_type or 'no media type'}"
    return None
