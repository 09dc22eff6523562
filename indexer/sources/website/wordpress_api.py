"""Parts of a WordPress REST API, one after the other, in; the pages that they describe, kept as if they had been fetched, out.

First lists of numbers and times, then the text of what is new or changed. What is a frame for a plugin, and what the API
does not show, is read from its HTML pages.
"""

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from indexer.config.website import WordPressConfig
from indexer.sources.source import FileReader
from indexer.sources.website import entry as outcomes
from indexer.sources.website.addresses import host_of, key_of, parameters
from indexer.sources.website.entry import Entry, EntryFacts
from indexer.sources.website.fetcher import Answer
from indexer.sources.website.frontier import Frontier
from indexer.sources.website.page_facts import page_facts
from indexer.sources.website.response_body import SavedBody
from indexer.sources.website.robots import Robots
from indexer.sources.website.state import CrawlState
from indexer.sources.website.verdicts import Failed, Settled, Verdict
from indexer.sources.website.wordpress import (
    PER_BATCH,
    Post,
    WordPressError,
    base_of,
    list_address,
    media_address,
    media_of,
    parsed,
    post_bases,
    posts_of,
    text_address,
    types_address,
)

_MAX_PAGES: Final = 1_000  # of one list
_STANDARD: Final = ("posts", "pages")  # where the API does not list its kinds


@dataclass(frozen=True, slots=True, kw_only=True)
class WordPressApi:
    """Reads one site's API through the same queue as its pages."""

    api: str  # its address, with a slash at the end
    config: WordPressConfig
    state: CrawlState
    frontier: Frontier
    read: FileReader
    named: frozenset[str]  # keys of start pages, which are read as HTML
    required: bool  # whether the settings ask for it; else it is used where it answers
    clock: Callable[[], float] = time.time

    def begin(self) -> None:
        """Queue the first request."""
        self._ask(types_address(self.api), None)

    def verdict(self, entry: Entry, answer: Answer, body: SavedBody, robots: Robots) -> Verdict:
        """Return what comes of a part of the API, and keep the pages that it describes, as far as *robots* lets it."""
        data = body.path.read_bytes()
        body.path.unlink()
        try:
            facts = self._facts(entry, answer, data)
            if "include" in parameters(entry.address):
                for post in self._posts(data):
                    self._keep(post, entry, body.path, robots)
        except WordPressError as error:
            return self.refused(entry, f"its answer cannot be used: {error}")
        settled = replace(
            entry, outcome=outcomes.API, detail=None, failure=None, content=body.content, facts=facts
        )
        return Settled(
            entry=replace(settled, fetched=self.clock(), etag=answer.headers.get("etag"), last_modified=None),
            follow=True,
        )

    def refused(self, entry: Entry, why: str) -> Verdict:
        """Return what comes of a part that the API does not show; its pages are then read as HTML."""
        if entry.outcome == outcomes.API and self.required:
            return Failed(why=f"the REST API: {why}")  # what it described is kept until somebody looks
        if entry.address == types_address(self.api) and not entry.facts.sitemaps:
            for base in self.config.post_types or _STANDARD:
                self._ask(list_address(self.api, base), entry.key)
            self._ask(media_address(self.api), entry.key)
        # What it described before it was closed is still there, at its address.
        return Settled(entry=entry.emptied(outcomes.OTHER, why, self.clock(), entry.facts), follow=True)

    def follow(self, entry: Entry) -> None:
        """Meet again what a part described, as it was; the text of what changed is asked for by other parts."""
        for address, _ in entry.facts.posts:
            known = self.state.get(key_of(address))
            if entry.outcome == outcomes.OTHER:
                self.frontier.link(address, entry.key, pinned=True)
            elif known is not None and self.state.bodies.has(known):
                self.state.meet_again(known.key)
        for address, _ in entry.facts.media:
            self.frontier.link(address, entry.key, pinned=True)
        for address in entry.facts.sitemaps:
            self._ask(address, entry.key)

    def _facts(self, entry: Entry, answer: Answer, data: bytes) -> EntryFacts:
        """Return what a part says, and in `sitemaps` the parts that follow it."""
        name = base_of(entry.address)
        given = parameters(entry.address)
        page = int(given.get("page", "1"))
        if entry.address == types_address(self.api):
            bases = post_bases(parsed(data), self.config.post_types)
            onward = [list_address(self.api, base) for base in bases]
            return EntryFacts(sitemaps=(*onward, media_address(self.api)))
        if name == "media" and "media_type" in given:
            return EntryFacts(
                media=media_of(parsed(data)),
                sitemaps=(media_address(self.api, page + 1),) if self._has_more(answer, page) else (),
            )
        posts = self._posts(data)
        parts = [] if "include" in given else list(self._texts(name, posts))
        if "page" in given and self._has_more(answer, page):
            parts.append(list_address(self.api, name, page + 1))
        return EntryFacts(posts=tuple((post.address, post.version) for post in posts), sitemaps=tuple(parts))

    def _posts(self, data: bytes) -> list[Post]:
        return [post for post in posts_of(parsed(data), self.config) if self._is_ours(post)]

    @staticmethod
    def _has_more(answer: Answer, page: int) -> bool:
        pages = answer.headers.get("x-wp-totalpages", "")
        return pages.isdecimal() and page < min(int(pages[:9]), _MAX_PAGES)

    def _is_ours(self, post: Post) -> bool:
        return (
            self.frontier.scope.page_refusal(post.address) is None and key_of(post.address) not in self.named
        )

    def _texts(self, base: str, posts: Sequence[Post]) -> Iterator[str]:
        """Yield where the text of what is new or changed is asked for."""
        changed = []
        for post in posts:
            known = self.state.get(key_of(post.address))
            if known is None or known.facts.version != post.version or not self.state.bodies.has(known):
                changed.append(post.number)
        for begin in range(0, len(changed), PER_BATCH):
            yield text_address(self.api, base, changed[begin : begin + PER_BATCH])

    def _keep(self, post: Post, entry: Entry, spare: Path, robots: Robots) -> None:
        """Keep one post as the page that it is."""
        key = key_of(post.address)
        if not post.is_whole and not post.is_protected:
            self.frontier.link(post.address, entry.key, pinned=True)
            return
        self.state.meet(key, post.address, host_of(post.address), "page", found_on=entry.key, pinned=True)
        page = self.state.current(key)
        if page is None:
            raise AssertionError("it was met")
        closed = _closed(post, robots)
        if closed is not None:
            self.state.bodies.drop(page)
            self.state.settle(page.emptied(*closed, self.clock()))
            return
        data = post.page()
        spare.write_bytes(data)
        name = self.state.bodies.keep(page, spare, "html")
        links = page_facts(data, post.address).links
        self.state.settle(
            replace(
                page,
                outcome=outcomes.PAGE,
                detail=None,
                failure=None,
                fetched=self.clock(),
                etag=None,
                last_modified=None,
                content=hashlib.blake2b(data, digest_size=16).hexdigest(),
                format="html",
                body=name,
                facts=EntryFacts(
                    links=tuple((link.address, link.in_main, link.follow) for link in links),
                    version=post.version,
                    types=post.types,
                    topics=post.topics,
                    year=post.year,
                    post=post.number,
                ),
            )
        )
        self.read(self.state.bodies.path(name), key, "html")

    def _ask(self, address: str, found_on: str | None) -> None:
        self.frontier.ask(address, "api", found_on)


def _closed(post: Post, robots: Robots) -> tuple[str, str] | None:
    if not robots.allows(post.address):
        return outcomes.CLOSED, "robots.txt forbids it"
    if post.is_protected:
        return outcomes.LOGIN, "it asks for a password"
    return (outcomes.NOINDEX, "it says noindex") if post.noindex else None
