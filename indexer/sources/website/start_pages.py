"""The start pages of a crawl in, once they were fetched; where they moved, and the WordPress API that they announce, out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from indexer.sources.website import entry as outcomes
from indexer.sources.website.addresses import host_of, key_of
from indexer.sources.website.entry import Entry
from indexer.sources.website.scope import Scope
from indexer.sources.website.state import CrawlState

_MAX_MOVES: Final = 10  # of one start page


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncedApi:
    """A WordPress REST API, as a page names it."""

    address: str  # with a slash at the end
    refusal: str | None  # why it is not used, as a sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class StartPages:
    """What the settings name, as far as this crawl has fetched it."""

    state: CrawlState
    scope: Scope

    @property
    def keys(self) -> set[str]:
        """Return the keys of the start pages, and of where they moved."""
        return set(map(key_of, self.scope.start)) | {entry.key for entry in self.entries()}

    @property
    def are_fetched(self) -> bool:
        """Whether this crawl, which may have been interrupted, is through with them."""
        return all(self.state.has_met(key) and not self.state.is_queued(key) for key in self.keys)

    def entries(self) -> Iterator[Entry]:
        """Yield each start page, and the pages that it moved to."""
        for start in self.scope.start:
            entry = self.state.current(key_of(start))
            for _ in range(_MAX_MOVES):
                if entry is None:
                    break
                yield entry
                moved = entry.detail if entry.outcome == outcomes.MOVED else None
                entry = self.state.current(moved) if moved is not None else None

    def announced_api(self) -> AnnouncedApi | None:
        """Return the first API that a start page announces, now or when it was last fetched."""
        for entry in self.entries():
            if entry.facts.api is not None and entry.outcome != outcomes.MOVED:
                return announced(entry.facts.api, entry.address, self.scope)
        return None

    def usual_api(self) -> AnnouncedApi:
        """Return where WordPress has its API if nothing else is said."""
        return AnnouncedApi(address=f"{host_of(self.scope.start[0])}/wp-json/", refusal=None)


def announced(api: str, page: str, scope: Scope) -> AnnouncedApi:
    """Return the API at *api*, which *page* announces; one on another host must be allowed, as its pages must."""
    address = api.rstrip("/") + "/"
    refusal = scope.denial(address)
    if refusal is None and urlsplit(address).netloc != urlsplit(page).netloc:
        outside = scope.page_refusal(address)
        refusal = f"it is on another host, and {outside}" if outside is not None else None
    return AnnouncedApi(address=address, refusal=refusal)
