"""A crawl that has ended in; which resources that it did not find are kept, because it could not go everywhere, out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Self

from indexer.slug import permanent_slug
from indexer.sources.website import entry as outcomes
from indexer.sources.website.addresses import readable
from indexer.sources.website.entry import EntryFacts
from indexer.sources.website.state import CrawlState

# What leads to other addresses; where one was never fetched, nobody knows to which.
_LEADING: Final = frozenset({"page", "sitemap", "api"})
_DECIDED: Final = (
    *outcomes.READ,  # its resource was found, or it is part of another one now
    outcomes.GONE,
    outcomes.MISSING,
    outcomes.CLOSED,
    outcomes.NOINDEX,
    outcomes.MOVED,
    outcomes.OTHER,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """What a crawl may say about the resources that it did not find: usually that they are gone.

    The cache remembers what an address led to when it was last fetched. Without the cache, as after it was deleted, a
    listing page that fails says nothing about the resources on it.
    """

    is_complete: bool = True
    failed: frozenset[str] = frozenset()  # ids of resources at addresses that were never fetched
    decided: frozenset[str] = frozenset()  # ids of those that the crawl knows to be gone

    @classmethod
    def of(cls, state: CrawlState, *, truncated: bool) -> Self:
        """Return what is true of the crawl in *state*; *truncated*: a limit kept it from going on."""
        failed = frozenset(_ids(state, outcomes.FAILED))
        if not truncated and not leads_unknown(state):
            return cls(failed=failed)
        decided = frozenset((*_ids(state, *_DECIDED), *state.ids.known()))
        return cls(is_complete=False, failed=failed, decided=decided - failed)

    def keeps(self, resource_id: str) -> bool:
        """Return whether a resource that the crawl did not find is kept."""
        return resource_id in self.failed or (not self.is_complete and resource_id not in self.decided)


def leads_unknown(state: CrawlState) -> bool:
    """Return whether the crawl met an address that was never fetched and may lead to others."""
    return any(
        entry.role in _LEADING and entry.failure is not None and entry.facts == EntryFacts()
        for entry in state.having(outcomes.FAILED, outcomes.CLOSED)
    )


def _ids(state: CrawlState, *chosen: str) -> Iterator[str]:
    # Not those of the cache: one that was deleted knows none, and these are what they were made of.
    yield from (permanent_slug(readable(entry.key)) for entry in state.having(*chosen))
