"""A key in; what the last crawl knows of its address out: how it was found, its outcome, and why it was not read."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from indexer.sources.website import entry as outcomes
from indexer.sources.website.entry import Entry
from indexer.sources.website.state import CrawlState

_MAX_STEPS: Final = 10  # from a start page to it, and from it to where it moved
_KINDS: Final = {
    outcomes.PAGE: "it is a page",
    outcomes.LISTING: "it is a listing page: the resources on it are indexed, but not the page itself",
    outcomes.DOCUMENT: "it is a file with text",
    outcomes.SITEMAP: "it is a sitemap",
    outcomes.FAILED: "it could never be fetched",
}


class CrawlHistory:
    """Looks into the cache of a site without changing it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def lines(self, key: str) -> Iterator[str]:
        """Yield what is known of an address, a line each; nothing where no crawl met it."""
        with CrawlState.look(self._folder) as state:
            entry = state.get(key) if state is not None else None
            if state is None or entry is None:
                return
            yield f"found by {' → '.join(reversed(list(_way(state, entry))))}"
            for step in _moves(state, entry):
                fetched = _moment(step.fetched)
                came = _KINDS.get(step.outcome or "") or step.detail or "it was never requested"
                if step.outcome == outcomes.MOVED:
                    came = f"it moved to {step.detail}"
                yield f"{step.address}: fetched {fetched}; {came}"
                if step.failure is not None:
                    yield f"{step.address}: the last attempt failed: {step.failure}"
            if entry.etag or entry.last_modified:
                validators = {"ETag": entry.etag, "Last-Modified": entry.last_modified}
                known = ", ".join(f"{name} {value}" for name, value in validators.items() if value)
                yield f"requested conditionally ({known})"

    def refusal(self, key: str) -> str | None:
        """Return why the last crawl did not read an address; None: it did, or never met it."""
        with CrawlState.look(self._folder) as state:
            entry = state.get(key) if state is not None else None
            if state is None or entry is None:
                return None
            last = [*_moves(state, entry)][-1]
            if last.outcome in outcomes.READ or last.outcome in {outcomes.SITEMAP, None}:
                return None
            return last.failure or last.detail


def _way(state: CrawlState, entry: Entry) -> Iterator[str]:
    """Yield the addresses from *entry* back to the start page or sitemap that led to it."""
    step: Entry | None = entry
    for _ in range(_MAX_STEPS):
        if step is None:
            return
        yield step.address
        step = state.get(step.found_on) if step.found_on is not None else None
    yield "…"


def _moves(state: CrawlState, entry: Entry) -> Iterator[Entry]:
    """Yield *entry*, and where it moved, step by step."""
    step: Entry | None = entry
    for _ in range(_MAX_STEPS):
        if step is None:
            return
        yield step
        step = state.get(step.detail) if step.outcome == outcomes.MOVED and step.detail is not None else None


def _moment(seconds: float | None) -> str:
    return "never" if seconds is None else datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
