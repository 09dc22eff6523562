"""Addresses that redirect in, once a crawl has asked for where they lead; those that lead to nothing readable, as they were before, out.

A page that redirects to a login page, or to a server that is down, has not moved: it cannot be read for now, and stays.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from indexer.sources.website import entry as outcomes
from indexer.sources.website.entry import Entry
from indexer.sources.website.state import CrawlState

MAX_HOPS: Final = 10  # redirects from one address


def has_moved_too_often(state: CrawlState, entry: Entry) -> bool:
    """Return whether as many redirects led to *entry* as are followed: some servers lead on without end."""
    step = entry
    for _ in range(MAX_HOPS - 1):
        before = state.current(step.found_on) if step.found_on is not None else None
        if before is None or before.outcome != outcomes.MOVED or before.detail != step.key:
            return False
        step = before
    return True


def moved(entry: Entry, target: str, now: float) -> Entry:
    """Return *entry* once it has moved to the key *target*; what was read of it is kept until that was asked for."""
    if entry.body is None:
        return entry.emptied(outcomes.MOVED, target, now)
    return replace(
        entry, outcome=outcomes.MOVED, detail=target, failure=None, fetched=now, etag=None, last_modified=None
    )


def settle_moved(state: CrawlState, now: float) -> Iterator[Entry]:
    """Forget what was read of pages that have moved; yield those that have not, for they lead to nothing that can be read."""
    for entry in state.having(outcomes.MOVED):
        if entry.body is None and not entry.is_named:
            continue
        why = _why_not(state, entry)
        if why is not None:
            kept = replace(entry, outcome=_outcome_before(entry), detail=None, failure=why)
            state.settle(kept)
            yield kept
        elif entry.body is not None:
            state.bodies.drop(entry)
            state.settle(entry.emptied(outcomes.MOVED, entry.detail or "", now))


def _outcome_before(entry: Entry) -> str:
    if entry.body is None:
        return outcomes.FAILED
    if entry.format != "html":
        return outcomes.DOCUMENT
    return outcomes.PAGE if entry.facts.cards is None else outcomes.LISTING


def _why_not(state: CrawlState, entry: Entry) -> str | None:
    """Return why nothing can be read where *entry* leads; None: it can, or what is there is gone or closed."""
    last = entry
    for _ in range(MAX_HOPS + 1):
        if last.outcome != outcomes.MOVED:
            break
        found = state.current(last.detail or "")
        if found is None:
            return f"it redirects to {last.detail}, which the crawl did not reach"
        last = found
    lead = f"it redirects to {last.address}"
    if last.outcome == outcomes.MOVED:
        return f"{lead}, and so on without end"
    if last.outcome == outcomes.LOGIN:
        return f"{lead}, which asks for a password"
    if last.outcome == outcomes.SCRIPTS:
        return f"{lead}, which has no text without JavaScript"
    if last.outcome == outcomes.FAILED:
        return f"{lead}, which could not be fetched: {last.failure}"
    return None
