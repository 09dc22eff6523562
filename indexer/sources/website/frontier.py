"""Links in; those that a crawl follows queued, and the others counted by the rule that excludes them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Literal

from indexer.sources.website.addresses import host_of, key_of
from indexer.sources.website.entry import Entry, Role
from indexer.sources.website.media_types import is_document, is_not_read
from indexer.sources.website.scope import Scope, Traps
from indexer.sources.website.state import CrawlState

Cut = Literal["page", "sitemap", "nested"]  # what leads to more than is followed

MAX_NESTED: Final = 3  # indexes of sitemaps within each other; sitemaps.org allows one
_EXAMPLES: Final = 3  # of refused addresses, for each rule
_RULES: Final = 50  # are listed
_SEEN: Final = 50_000  # addresses that are remembered, so that memory does not grow with the site


@dataclass(slots=True, kw_only=True)
class Frontier:
    """What a crawl has met and still has to ask for."""

    state: CrawlState
    scope: Scope
    traps: Traps
    max_pages: int
    truncated: bool = False  # whether max_pages kept it from something
    trapped: Counter[str] = field(default_factory=Counter)  # rule -> addresses
    examples: dict[str, list[str]] = field(default_factory=dict)
    hosts: set[str] = field(default_factory=set)  # of what was queued
    cut: dict[str, Cut] = field(default_factory=dict)  # addresses of what leads to more than is followed
    met: int = 0
    _seen: dict[str, str | None] = field(default_factory=dict)  # address -> the rule against it

    def resume(self, met: int) -> None:
        """Go on where an interrupted crawl was, which had met so much."""
        self.met = met
        self.hosts |= self.state.queued().keys()
        for address in self.state.kept_pages():
            self.traps.refusal(
                address
            )  # counted: pages of a trap that are in do not make room for as many more

    def begin(self, pages: Iterable[str], sitemaps: Iterable[str]) -> None:
        """Queue what the settings name."""
        for address in pages:
            self._queue(address, "page", None, pinned=True)
        for address in sitemaps:
            self._queue(address, "sitemap", None, pinned=True)

    def ask(self, address: str, role: Role, found_on: str | None) -> None:
        """Queue an address that is asked for by name, whatever the patterns say."""
        self._queue(address, role, found_on, pinned=True)

    def follow(self, entry: Entry) -> None:
        """Queue what the page or sitemap of *entry* leads to."""
        facts = entry.facts
        if facts.is_cut:
            self.cut[entry.address] = "sitemap" if entry.role == "sitemap" else "page"
        named = entry.role == "sitemap"  # by somebody who lists pages: no link that was made up on the way
        too_deep = bool(facts.sitemaps) and self._depth(entry) >= MAX_NESTED
        if too_deep:
            self.cut[entry.address] = "nested"
        for address in () if too_deep else facts.sitemaps:
            if host_of(address) == entry.host:
                self._queue(address, "sitemap", entry.key, pinned=True)
        for address, _, follow in facts.links:
            if follow:
                self.link(address, entry.key, pinned=named)
        if facts.canonical is not None:  # people are led there: it must exist
            self.link(facts.canonical, entry.key)
        if facts.next_page is not None:
            self.link(facts.next_page, entry.key, pinned=True)

    def _depth(self, entry: Entry) -> int:
        """Return how many indexes of sitemaps led to *entry*."""
        depth, step = 0, entry
        while depth < MAX_NESTED and step.found_on is not None:
            before = self.state.current(step.found_on)
            if before is None or before.role != "sitemap":
                break
            depth, step = depth + 1, before
        return depth

    def link(
        self, address: str, found_on: str | None, *, pinned: bool = False, role: Role | None = None
    ) -> str | None:
        """Queue one address; return the rule that keeps the crawl from it, if one does."""
        if role == "sitemap":
            self._queue(address, role, found_on, pinned=pinned)
            return None
        if address in self._seen and not pinned:  # most links of a page are those of its menus
            return self._seen[address]
        rule = self._followed(address, found_on, pinned=pinned)
        if len(self._seen) >= _SEEN:
            self._seen.clear()
        self._seen[address] = rule
        return rule

    def _followed(self, address: str, found_on: str | None, *, pinned: bool) -> str | None:
        refusal = self.refusal(address)
        if refusal is not None:
            return refusal
        wanted: Role = "document" if is_document(address) else "page"
        if self.state.has_met(key_of(address)):
            return None
        free = pinned or wanted == "document" or self.state.is_kept(key_of(address))
        trap = None if free else self.traps.refusal(address)
        if trap is not None:
            self._note(trap, address)
            return trap
        self._queue(address, wanted, found_on, pinned=pinned)
        return None

    def refusal(self, address: str) -> str | None:
        """Return by which rule of the settings, or by its name, an address is not fetched."""
        if is_document(address):
            return self.scope.document_refusal(address)
        if is_not_read(address):
            return "files of its kind are not read"
        return self.scope.page_refusal(address)

    def _queue(self, address: str, role: Role, found_on: str | None, *, pinned: bool) -> None:
        if self.met >= self.max_pages and not (pinned and found_on is None):
            self.truncated = self.truncated or not self.state.has_met(key_of(address))
            return
        if self.state.meet(
            key_of(address), address, host_of(address), role, found_on=found_on, pinned=pinned
        ):
            self.met += 1
            self.hosts.add(host_of(address))

    def _note(self, rule: str, address: str) -> None:
        if rule in self.trapped or len(self.trapped) < _RULES:
            self.trapped[rule] += 1
            examples = self.examples.setdefault(rule, [])
            if len(examples) < _EXAMPLES and address not in examples:
                examples.append(address)
