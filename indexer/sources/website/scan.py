"""A `[[sources]]` table of kind "website" in; a crawl of the site, and its resources, out."""

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from indexer.config.website import WebsiteSource, WordPressConfig
from indexer.errors import SourceError
from indexer.resource import Topic
from indexer.sources.source import (
    FIRST_SCAN,
    FileReader,
    PreviousScan,
    Report,
    Scanned,
    ScanProgress,
    WrittenPaths,
)
from indexer.sources.website import entry as outcomes
from indexer.sources.website.address_guard import AddressGuard
from indexer.sources.website.addresses import key_of, normalized
from indexer.sources.website.answers import Answers
from indexer.sources.website.bodies import Bodies
from indexer.sources.website.cards import SelectedCards
from indexer.sources.website.certificates import verifying
from indexer.sources.website.completeness import Completeness, leads_unknown
from indexer.sources.website.connection import Resolver, resolved
from indexer.sources.website.crawl import Crawl
from indexer.sources.website.crawl_report import crawl_notes, report_failures, wordpress_notes
from indexer.sources.website.entry import Role
from indexer.sources.website.fetcher import Fetcher, user_agent
from indexer.sources.website.frontier import Frontier
from indexer.sources.website.history import CrawlHistory
from indexer.sources.website.hosts import Host
from indexer.sources.website.moved_pages import settle_moved
from indexer.sources.website.politeness import HostPace
from indexer.sources.website.resources import SiteResources
from indexer.sources.website.scope import Traps, page_parameters, scope_of
from indexer.sources.website.start_pages import AnnouncedApi, StartPages
from indexer.sources.website.state import CrawlState
from indexer.sources.website.wordpress_api import WordPressApi

# Raise it with any change of what the crawl itself reads off a page: all pages are then looked at again.
FACTS_VERSION: Final = 2


class WebsiteScan:
    """Pages of one web site."""

    skipped = ()
    ignored = ()

    def __init__(self, config: WebsiteSource, *, resolve: Resolver = resolved) -> None:
        self.name = config.name
        self._config = config
        self._resolve = resolve
        self._notes: list[str] = []
        self._completeness = Completeness()
        self._api: AnnouncedApi | None = None
        self._scope = scope_of(config)
        parameter = config.listing.page_parameter if config.listing is not None else None
        self._page_parameters = page_parameters(parameter)

    def topics(self, report: Report) -> tuple[Topic, ...]:  # noqa: ARG002  # pages do not introduce topics
        """Return nothing: cards name topics, they do not introduce them."""
        return ()

    @property
    def origin(self) -> str:
        """How its resources come to us."""
        return f"as a page of the web site {self._config.start[0]}"

    def watched_paths(self, written: WrittenPaths) -> Iterator[Path]:  # noqa: ARG002  # the clock decides, not files
        """Yield nothing: a site is looked at when it is time to."""
        yield from ()

    def address_of(self, asked: str) -> str | None:
        """Return the key of a page or file: what all spellings of its address share."""
        bare = asked.removeprefix(f"{self.name}/")
        address = normalized(bare if "://" in bare else f"https://{bare}")
        if address is None or ("://" not in asked and bare == asked):
            return None
        return key_of(address) if self._scope.is_known_host(address) or "://" not in asked else None

    def refusal(self, address: str) -> str | None:
        """Return by which rule the page at *address*, a key, is not fetched, or what the last crawl had against it."""
        return self._frontier_refusal(f"https://{address}") or CrawlHistory(self._config.path).refusal(
            address
        )

    def history(self, address: str) -> Sequence[str]:
        """Return how the last crawl found a page, and what came of it."""
        return list(CrawlHistory(self._config.path).lines(address))

    def keeps(self, resource_id: str) -> bool:
        """Return whether a resource that the crawl did not find may still exist: it could not go everywhere."""
        return self._completeness.keeps(resource_id)

    @property
    def notes(self) -> Sequence[str]:
        """Return what was left out, and why."""
        return self._notes

    def resources(
        self,
        read: FileReader,
        report: Report,
        previous: PreviousScan = FIRST_SCAN,  # noqa: ARG002  # the state of the crawl knows what was fetched before
    ) -> Iterator[Scanned | ScanProgress]:
        """Crawl the site, then yield its resources. Raises SourceError where nothing of what the settings name answers."""
        selected = self._selected()
        verifying(self._config.ca_bundle, self.name)  # a mistake in it is told before anything is fetched
        with CrawlState.open(self._config.path, self.name) as state:
            goes_on = state.begin(*self._settings())
            if goes_on:
                self._notes.append(f"{self.name}: continuing an interrupted crawl")
            frontier = Frontier(
                state=state,
                scope=self._scope,
                traps=Traps(page_parameters=self._page_parameters),
                max_pages=self._config.max_pages,
            )
            parameter = self._config.listing.page_parameter if self._config.listing is not None else None
            bodies = Bodies(
                state=state,
                scope=self._scope,
                read=read,
                selected=selected,
                page_parameter=parameter,
                page_parameters=self._page_parameters,
                keeps_terms=self._config.wordpress_use != "never",
            )
            crawl = Crawl(
                state=state,
                frontier=frontier,
                answers=Answers(state=state, bodies=bodies),
                open_host=lambda name: self._host(state, name),
            )
            frontier.resume(state.done() + sum(state.queued().values()))
            start = StartPages(state=state, scope=self._scope)
            yield from self._read_wordpress(start, crawl, read)
            frontier.begin(self._scope.start, self._sitemaps())
            for entry in start.entries():
                frontier.follow(entry)
            yield from self._crawled(state, frontier, crawl)
            self._check_start(state)
            yield from self._look_for_moved(state, frontier, crawl)
            report_failures(state, self.name, report)
            if self._api is not None:
                self._notes += wordpress_notes(state, self._api, self._config, report)
            found = SiteResources(
                source=self.name, state=state, read=read, selected=selected, scope=self._scope
            )
            yield from found.resources()
            self._completeness = Completeness.of(state, truncated=frontier.truncated or bool(frontier.cut))
            self._notes += crawl_notes(state, frontier, self._config)
            if not frontier.truncated:
                state.ids.keep_only(found.kept)
            state.finish()

    def _look_for_moved(self, state: CrawlState, frontier: Frontier, crawl: Crawl) -> Iterator[ScanProgress]:
        """Ask once more for what no page links to any more: it may have moved. Where the crawl could not go everywhere, keep it."""
        orphans = [entry for entry in state.orphans() if self._frontier_refusal(entry.address) is None]
        if frontier.truncated:
            for entry in orphans:
                state.meet_again(entry.key)
            return
        # Where an address that may link to them failed, they are pages like any other: only a 404 and the like removes them.
        unsure = bool(frontier.cut) or leads_unknown(state)
        for entry in orphans:
            role: Role = "orphan"
            if unsure:
                role = "document" if entry.outcome == outcomes.DOCUMENT else "page"
            state.meet(entry.key, entry.address, entry.host, role, found_on=entry.found_on)
            frontier.hosts.add(entry.host)
            frontier.met += 1
        if orphans:
            yield from self._crawled(state, frontier, crawl)

    @staticmethod
    def _crawled(state: CrawlState, frontier: Frontier, crawl: Crawl) -> Iterator[ScanProgress]:
        """Crawl; what redirects to nothing that can be read stays as it was, and so does what it leads to."""
        yield from crawl.run()
        while kept := list(settle_moved(state, time.time())):
            for entry in kept:
                frontier.follow(entry)
            yield from crawl.run()

    def _frontier_refusal(self, address: str) -> str | None:
        if self._scope.page_refusal(address) is None:
            return None
        return self._scope.document_refusal(address)

    def _read_wordpress(self, start: StartPages, crawl: Crawl, read: FileReader) -> Iterator[ScanProgress]:
        """Read what comes through a REST API, if there is one: it is then not asked for as HTML."""
        use, config = self._config.wordpress_use, self._config.wordpress or WordPressConfig()
        if use == "never":
            return
        if config.api is not None:
            api = AnnouncedApi(address=config.api.rstrip("/") + "/", refusal=None)
        else:
            if not start.are_fetched:  # they say whether there is one
                crawl.waiting = start.keys
                crawl.frontier.begin(self._scope.start, ())
                yield from crawl.run()
                crawl.waiting = set()
            found = start.announced_api()
            if found is None and use == "announced":
                return
            api = found or start.usual_api()
        self._api = api
        if api.refusal is not None:
            return
        reading = WordPressApi(
            api=api.address,
            config=config,
            state=start.state,
            frontier=crawl.frontier,
            read=read,
            named=frozenset(start.keys),
            required=use == "required",
        )
        crawl.answers = replace(crawl.answers, api=reading)
        reading.begin()
        yield from crawl.run()

    def _selected(self) -> SelectedCards | None:
        listing = self._config.listing
        if listing is None or listing.card is None:
            return None
        try:
            return SelectedCards(listing)
        except ValueError as error:
            raise SourceError(f"listing: {error}", where=self.name, fix="correct the selector") from None

    def _settings(self) -> tuple[str, str]:
        """Return what decides where a crawl goes, and what is read off its pages."""
        settings = self._config.model_dump(
            mode="json", exclude={"cache", "ca_bundle", "rate", "contact", "name", "label", "kind"}
        )
        settings["wordpress_use"] = self._config.wordpress_use
        return json.dumps(settings, sort_keys=True), json.dumps(
            [FACTS_VERSION, settings["listing"], settings["wordpress"]], sort_keys=True
        )

    def _sitemaps(self) -> list[str]:
        return [address for one in self._config.sitemaps if (address := normalized(one)) is not None]

    def _host(self, state: CrawlState, name: str) -> Host:
        guard = AddressGuard(self._config.allow_private)
        return Host(
            name=name,
            fetcher=Fetcher(
                guard=guard,
                agent=user_agent(self._config.contact),
                resolve=self._resolve,
                tls=verifying(self._config.ca_bundle, self.name),
            ),
            pace=HostPace(interval=1.0 / self._config.rate, clock=time.monotonic),
            spare=state.bodies.spare(name),
        )

    def _check_start(self, state: CrawlState) -> None:
        """Raise SourceError where nothing that the settings name could be fetched, now or ever before."""
        named = [key_of(address) for address in (*self._scope.start, *self._sitemaps())]
        known = [entry for key in named if (entry := state.current(key)) is not None]
        if any(entry.failure is None for entry in known):
            return
        why = next((entry.failure for entry in known if entry.failure), "none of its addresses can be used")
        if all(entry.outcome == outcomes.FAILED for entry in known):
            raise SourceError(
                f"no start page or sitemap could be fetched: {why}",
                where=f"{self.name}: {self._config.start[0]}",
                fix="check the address in a browser; nothing is removed until it can be fetched",
            )
