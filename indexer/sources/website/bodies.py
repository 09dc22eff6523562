"""An address and the body of its answer in; what it is out: a page, a listing page, a file, a sitemap, or nothing to keep."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from indexer.readers.outcome import Card
from indexer.sources.source import FileReader
from indexer.sources.website import entry as outcomes
from indexer.sources.website.cards import SelectedCards
from indexer.sources.website.entry import Entry, EntryFacts
from indexer.sources.website.fetcher import Answer
from indexer.sources.website.listing_pages import cards_hash, next_page
from indexer.sources.website.media_types import format_at
from indexer.sources.website.not_found import folder_of
from indexer.sources.website.page_facts import WORDPRESS, PageFacts, header_link, page_facts
from indexer.sources.website.page_kind import Kind, is_doubtful, kind_of
from indexer.sources.website.response_body import SavedBody
from indexer.sources.website.robots import closes_index
from indexer.sources.website.scope import Scope
from indexer.sources.website.sitemap import SitemapError, sitemap_of
from indexer.sources.website.state import CrawlState
from indexer.sources.website.stated_charset import FORMATS, recode
from indexer.sources.website.verdicts import Failed, Moved, ProbeFirst, Probes, Settled, Verdict

_NOT_FOUND = "the server shows its not-found page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bodies:
    """Judges what came with a 200. It keeps the bodies of pages and files with text, and hands them to their readers."""

    state: CrawlState
    scope: Scope
    read: FileReader
    selected: SelectedCards | None  # None: cards are found by structure
    page_parameter: str | None  # of listings, as configured
    page_parameters: tuple[str, ...]
    keeps_terms: bool = (
        False  # whether a page that came through an API before keeps its terms, now that it does not
    )
    clock: Callable[[], float] = time.time

    def verdict(self, entry: Entry, answer: Answer, body: SavedBody, probes: Probes) -> Verdict:
        """Return what comes of *entry*; the body is kept in its place, or deleted."""
        form = format_at(answer.media_type, entry.address, body.head)
        if form in FORMATS and entry.role != "sitemap":
            recode(body.path, answer.headers.get("content-type", ""))
        if entry.role == "sitemap":
            verdict = self._sitemap(entry, answer, body)
        elif form is None:
            verdict = self.out(
                entry, outcomes.OTHER, f"it is {answer.media_type or 'of no type'}, which is not read"
            )
        elif self._is_same(entry, answer, body):
            verdict = Settled(entry=self._same(entry, answer, body), follow=True)
        elif form == "html":
            verdict = self._page(entry, answer, body, probes)
        else:
            verdict = self._document(entry, answer, body, form)
        if not isinstance(verdict, ProbeFirst):
            body.path.unlink(missing_ok=True)  # if it was not made that of the entry
        return verdict

    def _is_same(self, entry: Entry, answer: Answer, body: SavedBody) -> bool:
        known = (
            entry.content == body.content and entry.outcome in outcomes.READ and self.state.bodies.has(entry)
        )
        said = closes_index(answer.headers.get("x-robots-tag", "")) or "refresh" in answer.headers
        return known and not said

    def _same(self, entry: Entry, answer: Answer, body: SavedBody) -> Entry:
        """Return an entry whose body is as it was; a header may have come or gone."""
        facts = entry.facts
        if entry.format == "html" and entry.pinned:
            api = _api(page_facts(body.path.read_bytes(), entry.address), answer)
            facts = replace(facts, api=api)
        return self._validated(replace(entry, failure=None, facts=facts), answer)

    def _sitemap(self, entry: Entry, answer: Answer, body: SavedBody) -> Verdict:
        try:
            found = sitemap_of(body.path.read_bytes())
        except SitemapError as error:
            return Failed(why=str(error))
        links = tuple((one, True, True) for one in found.pages)
        facts = EntryFacts(links=links, sitemaps=found.sitemaps, is_cut=found.is_cut)
        settled = replace(
            entry, outcome=outcomes.SITEMAP, detail=None, failure=None, content=body.content, facts=facts
        )
        return Settled(entry=self._validated(settled, answer), follow=True)

    def _document(self, entry: Entry, answer: Answer, body: SavedBody, form: str) -> Verdict:
        if closes_index(answer.headers.get("x-robots-tag", "")):
            return self.out(entry, outcomes.NOINDEX, "its X-Robots-Tag says noindex")
        refusal = self.scope.document_refusal(entry.address)
        if refusal is not None:
            return self.out(entry, outcomes.OTHER, refusal)
        kept = self._kept(
            replace(entry, outcome=outcomes.DOCUMENT, format=form, facts=EntryFacts()), answer, body
        )
        self.read(self.state.bodies.path_of(kept), kept.key, form)
        return Settled(entry=kept)

    def _page(self, entry: Entry, answer: Answer, body: SavedBody, probes: Probes) -> Verdict:
        if "" not in probes:
            return ProbeFirst(folder="")
        data = body.path.read_bytes()
        facts = page_facts(
            data,
            entry.address,
            robots_header=answer.headers.get("x-robots-tag", ""),
            refresh_header=answer.headers.get("refresh", ""),
        )
        if is_doubtful(facts) and folder_of(entry.address) not in probes:
            return ProbeFirst(folder=folder_of(entry.address))
        kind = kind_of(facts)
        # A site that is behind a login, or needs scripts, shows that for every address; it says nothing of this one.
        says_nothing = kind in {"login", "scripts"} and not is_doubtful(facts)
        if not says_nothing and any(one.is_like(facts) for one in probes.values()):
            kind = "missing"
        if kind != "page":
            return self._no_page(entry, facts, kind, _api(facts, answer))
        if not entry.pinned and self.scope.page_refusal(entry.address) is not None:
            return self.out(entry, outcomes.OTHER, "the server sent a web page instead of the file")
        return self._readable(entry, answer, body, data, facts)

    def _no_page(self, entry: Entry, facts: PageFacts, kind: Kind, api: str | None) -> Verdict:
        if facts.refresh is not None and kind == "moved":
            return Moved(target=facts.refresh)
        if kind == "noindex":
            return self.out(entry, outcomes.NOINDEX, "it says noindex", facts=_entry_facts(facts, api))
        if kind == "missing":
            return self.out(entry, outcomes.MISSING, _NOT_FOUND)
        if kind == "scripts":
            return self.unreadable(entry, outcomes.SCRIPTS, "it has no text without JavaScript")
        return self.unreadable(entry, outcomes.LOGIN, "it asks for a password")

    def unreadable(self, entry: Entry, outcome: str, why: str) -> Verdict:
        """Return that there may be something, but not for us; if it could be read once, that stays until somebody looks."""
        # A crawl that was interrupted may have left a body of what redirected then.
        if entry.outcome in outcomes.READ or entry.body is not None or entry.is_named:
            return Failed(why=why)
        return self.out(entry, outcome, why)

    def _readable(
        self, entry: Entry, answer: Answer, body: SavedBody, data: bytes, facts: PageFacts
    ) -> Verdict:
        entry_facts = _entry_facts(facts, _api(facts, answer))
        if self.keeps_terms:
            entry_facts = replace(
                entry_facts, types=entry.facts.types, topics=entry.facts.topics, year=entry.facts.year
            )
        page = replace(entry, outcome=outcomes.PAGE, format="html", facts=entry_facts)
        kept = self._kept(page, answer, body)
        info = self.read(self.state.bodies.path_of(kept), kept.key, "html")
        cards: tuple[Card, ...] | None = info.cards if info is not None and info.listing else None
        if self.selected is not None:
            cards = self.selected.cards(data) or None
        if cards is not None:
            kept = replace(kept, outcome=outcomes.LISTING, facts=self._listing_facts(kept, facts, cards))
        return Settled(entry=kept, follow=True)

    def _listing_facts(self, entry: Entry, facts: PageFacts, cards: tuple[Card, ...]) -> EntryFacts:
        """Return the facts of a listing page, with the page behind it, if this one is not the last."""
        cards_now = cards_hash(cards)
        before = self.state.current(entry.found_on) if entry.found_on is not None else None
        ends = not cards or (before is not None and before.facts.cards == cards_now)
        onward = None if ends else next_page(entry.address, facts, self.page_parameters, self.page_parameter)
        return replace(entry.facts, cards=cards_now, next_page=onward)

    def _kept(self, entry: Entry, answer: Answer, body: SavedBody) -> Entry:
        name = self.state.bodies.keep(entry, body.path, entry.format or "")
        return self._validated(
            replace(entry, detail=None, failure=None, content=body.content, body=name), answer
        )

    def _validated(self, entry: Entry, answer: Answer) -> Entry:
        headers = answer.headers
        return replace(
            entry, fetched=self.clock(), etag=headers.get("etag"), last_modified=headers.get("last-modified")
        )

    def out(self, entry: Entry, outcome: str, why: str, facts: EntryFacts | None = None) -> Verdict:
        """Return that nothing is kept of *entry*; an entrance has failed then, and what is known of it stays."""
        if entry.is_entrance and facts is None:
            return Failed(why=f"{why}, and the settings name it" if entry.is_named else why)
        self.state.bodies.drop(entry)
        return Settled(entry=entry.emptied(outcome, why, self.clock(), facts), follow=facts is not None)


def _api(facts: PageFacts, answer: Answer) -> str | None:
    """Return where a page says, in itself or in a header, that WordPress' REST API is."""
    return facts.wordpress or header_link(answer.headers.get("link", ""), WORDPRESS)


def _entry_facts(facts: PageFacts, api: str | None) -> EntryFacts:
    links = () if facts.nofollow else facts.links
    return EntryFacts(
        links=tuple((link.address, link.in_main, link.follow) for link in links),
        canonical=facts.canonical,
        title=facts.heading or facts.title or None,
        api=api,
        is_cut=facts.has_more_links,
    )
