"""What a crawl found in; the resources of the site out: pages and cards with the files behind them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Final
from urllib.parse import urlsplit

from indexer.document_id import document_id
from indexer.languages import language_of
from indexer.readers.outcome import Card
from indexer.resource import Document, Resource, joined_properties
from indexer.slug import permanent_slug
from indexer.sources.source import FileInfo, FileReader, Scanned
from indexer.sources.website import entry as outcomes
from indexer.sources.website.addresses import joined, key_of, name_of, readable
from indexer.sources.website.cards import Listed, SelectedCards
from indexer.sources.website.entry import Entry, EntryFacts
from indexer.sources.website.media_types import is_document
from indexer.sources.website.scope import Scope
from indexer.sources.website.state import CrawlState

# A file that more pages link to belongs to the site and not to each of them: a brochure, the terms of use.
MAX_SHARING_PAGES: Final = 10
_MAX_HOPS: Final = 10  # from an address to where it moved at last
# A card whose page is one of these is no resource any more; one that was never fetched is what its card says.
_GONE: Final = frozenset({outcomes.GONE, outcomes.MISSING, outcomes.CLOSED, outcomes.NOINDEX})


@dataclass(slots=True, kw_only=True)
class SiteResources:
    """Makes resources of the entries of one crawl."""

    source: str
    state: CrawlState
    read: FileReader
    selected: SelectedCards | None
    scope: Scope
    kept: set[str] = field(default_factory=set)  # keys that resources were made of
    _listed: dict[str, Listed] = field(default_factory=dict)  # by final key
    _links: Counter[str] = field(default_factory=Counter)  # pages that link to a file
    _attached: set[str] = field(default_factory=set)
    _aliases: dict[str, str] = field(default_factory=dict)  # page -> the page whose copy it is
    _moved: dict[str, str] = field(default_factory=dict)  # key -> where it moved to, one step
    _media: dict[int, list[str]] = field(default_factory=dict)  # number of a post -> its files
    _files: set[str] = field(default_factory=set)  # keys of files with text

    def resources(self) -> Iterator[Scanned]:
        """Yield every resource; pages first, then what only cards describe, then files that no page links to."""
        self._keep_ids_of_moved()
        self._find_aliases()
        self._gather()
        for entry in self.state.having(outcomes.PAGE, outcomes.LISTING):
            scanned = self._page(entry)
            if scanned is not None:
                yield scanned
        for key, listed in self._listed.items():
            scanned = self._card(key, listed)
            if scanned is not None:
                yield scanned
        for entry in self.state.having(outcomes.DOCUMENT):
            scanned = self._file(entry)
            if scanned is not None:
                yield scanned

    def final(self, key: str) -> str:
        """Return the key of where *key* moved to at last, and of the page whose copy that is."""
        seen = {key}
        for _ in range(_MAX_HOPS):
            onward = self._moved.get(key)
            if onward is None or onward in seen:
                break
            key = onward
            seen.add(key)
        return self._aliases.get(key, key)

    def _keep_ids_of_moved(self) -> None:
        self._files = {entry.key for entry in self.state.having(outcomes.DOCUMENT)}
        # Files that were read in an earlier crawl, whose cache was deleted, and that fail now.
        self._files |= {
            entry.key
            for entry in self.state.having(outcomes.FAILED)
            if is_document(entry.address) and self.read.known(entry.key) is not None
        }
        self._moved = {
            entry.key: entry.detail for entry in self.state.having(outcomes.MOVED) if entry.detail is not None
        }
        for entry in self.state.having(outcomes.API):
            for address, post in entry.facts.media:
                if post and self.final(key_of(address)) in self._files:
                    self._media.setdefault(post, []).append(address)
        for key in self._moved:
            final = self.final(key)
            found = self.state.current(final)
            if found is not None and found.outcome in outcomes.READ:
                self.state.ids.move(key, final)

    def _find_aliases(self) -> None:
        """Find pages that say they are copies of another one, or are: by upper and lower case."""
        spelt: dict[tuple[str, str | None], str] = {}
        for entry in self.state.having(outcomes.PAGE):
            canonical = key_of(entry.facts.canonical) if entry.facts.canonical else entry.key
            if canonical != entry.key:
                original = self.state.current(self.final(canonical))
                # Believed where the other page says the same of itself: some sites name their home page on all.
                if (
                    original is not None
                    and original.outcome == outcomes.PAGE
                    and original.key != entry.key
                    and original.facts.title == entry.facts.title
                    and (original.facts.canonical is None or key_of(original.facts.canonical) == original.key)
                ):
                    self._aliases[entry.key] = original.key
                    self.state.ids.move(entry.key, original.key)
                    continue
            first = spelt.setdefault((entry.key.casefold(), entry.content), entry.key)
            if first != entry.key:
                self._aliases[entry.key] = first

    def _gather(self) -> None:
        """Join the cards of all listing pages, and count which files pages link to."""
        for entry in self.state.having(outcomes.PAGE, outcomes.LISTING):
            info, cards = self._cards(entry)
            if cards is None:
                self._links.update({self.final(key_of(address)) for address in self._file_links(entry)})
                continue
            base = (info.base if info is not None else None) or entry.address
            for card in cards:
                address = joined(base, card.href or "") if card.href else None
                # Without an address it is known by its title, as in a folder.
                key = self.final(key_of(address)) if address else f"#{permanent_slug(card.title)}"
                listed = self._listed.setdefault(
                    key, Listed(title=card.title, listed_at=entry.address, address=address or "")
                )
                listed.join(card)

    def _cards(self, entry: Entry) -> tuple[FileInfo | None, tuple[Card, ...] | None]:
        """Return what was read of a page, and its cards; None: it is no listing."""
        path = self.state.bodies.path_of(entry)
        info = self.read(path, entry.key, "html")
        if self.selected is None:
            return info, info.cards if info is not None and info.listing else None
        if entry.outcome != outcomes.LISTING:
            return info, None
        return info, self.selected.cards(path.read_bytes())

    def _page(self, entry: Entry) -> Scanned | None:
        info, cards = self._cards(entry)
        if info is None or cards is not None or entry.key in self._aliases:
            return None
        listed = self._listed.pop(entry.key, None)
        documents = [_document(self.source, entry, info), *self._attached_files(entry)]
        return self._scanned(entry.key, self._address(entry), listed, tuple(documents), info)

    def _address(self, entry: Entry) -> str:
        """Return the address that people are led to: the canonical one, where it is one of the same host."""
        canonical = entry.facts.canonical
        if canonical and key_of(canonical) != entry.key and self.final(key_of(canonical)) != entry.key:
            known = self.state.current(key_of(canonical))
            if known is not None:
                return entry.address  # it is another page, or none
        return (
            canonical
            if canonical and urlsplit(canonical).netloc == urlsplit(entry.address).netloc
            else entry.address
        )

    def _attached_files(self, entry: Entry) -> Iterator[Document]:
        for key in dict.fromkeys(self.final(key_of(address)) for address in self._file_links(entry)):
            found = self.state.current(key)
            if found is None or key not in self._files or self._links[key] > MAX_SHARING_PAGES:
                continue
            info = self._info(found)
            if info is not None:
                self._attached.add(key)
                yield _document(self.source, found, info)

    def _file_links(self, entry: Entry) -> Iterator[str]:
        """Yield the addresses of files that the main part of a page links to, or that an API says belong to it."""
        yield from self._media.get(entry.facts.post or 0, ())
        for address, in_main, _ in entry.facts.links:
            if in_main and self._files and self.final(key_of(address)) in self._files:
                yield address

    def _card(self, key: str, listed: Listed) -> Scanned | None:
        """Return the resource that only a card describes, or a card and a file."""
        found = self.state.current(key)
        if (found is not None and found.outcome in _GONE) or self.scope.denial(listed.address) is not None:
            return None
        if found is not None and found.outcome == outcomes.LISTING:
            return None  # a card that leads to another listing, as those of topics do
        if found is not None and found.outcome == outcomes.FAILED and self.read.known(key) is not None:
            return None  # the library has its text: it is kept as it is
        if found is not None and found.outcome == outcomes.DOCUMENT:
            info = self._info(found)
            if info is not None:
                self._attached.add(key)
                return self._scanned(key, found.address, listed, (_document(self.source, found, info),), info)
        return self._scanned(key, listed.address or None, listed, (), None)

    def _file(self, entry: Entry) -> Scanned | None:
        if entry.key in self._attached:
            return None
        info = self._info(entry)
        if info is None:
            return None
        return self._scanned(entry.key, entry.address, None, (_document(self.source, entry, info),), info)

    def _info(self, entry: Entry) -> FileInfo | None:
        if entry.outcome == outcomes.FAILED:
            return self.read.known(entry.key)
        if entry.body is None or entry.format is None:
            return None
        return self.read(self.state.bodies.path_of(entry), entry.key, entry.format)

    def _scanned(
        self,
        key: str,
        address: str | None,
        listed: Listed | None,
        documents: tuple[Document, ...],
        info: FileInfo | None,
    ) -> Scanned:
        self.kept.add(key)
        found_on = self.state.current(key)
        facts = found_on.facts if found_on is not None else EntryFacts()
        title = (listed.title if listed is not None else None) or (info.title if info is not None else None)
        listed_at = listed.listed_at if listed is not None else None
        year = listed.year if listed is not None and listed.year is not None else facts.year
        resource = Resource(
            id=self.state.ids.of(key),
            title=title or (documents[0].title if documents else None),
            url=address,
            summary=info.summary if info is not None else None,
            path=info.path if info is not None else (),
            types=_each_once(
                listed.types if listed is not None else (),
                facts.types,
                info.types if info is not None else (),
            ),
            topics=_each_once(
                listed.topics if listed is not None else (),
                facts.topics,
                info.topics if info is not None else (),
            ),
            year=year if year is not None or info is None else info.year,
            documents=documents,
            listed_at=listed_at,
            properties=joined_properties(
                listed.properties if listed is not None else {}, info.properties if info is not None else {}
            ),
            source=self.source,
        )
        where = f"{self.source}/{found_on.key if found_on is not None else key}"
        return Scanned(resource=resource, where=where)


def _each_once(*names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(chain(*names)))


def _document(source: str, entry: Entry, info: FileInfo) -> Document:
    return Document(
        id=document_id(source, entry.key),
        title=info.title or name_of(entry.address) or readable(entry.key),
        url=entry.address,
        source=source,
        address=entry.key,
        format=info.format,
        bytes=info.bytes,
        pages=info.pages,
        language=language_of(info.language),
        navigation=info.navigation,
    )
