"""What listing pages say about resources, merged over all pages.

A resource may be on several listing pages, sometimes with different topics: topics and types are merged in the order first
seen; the first title, year and listing are kept. A listing's own topic is not added to its cards (docs/configuration.md).
"""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from urllib.parse import SplitResult, quote, unquote, urldefrag, urljoin, urlsplit

from indexer.readers.outcome import Card, Properties
from indexer.resource import Resource, joined_properties
from indexer.slug import numbered, permanent_slug
from indexer.sources.source import FileInfo


@dataclass(slots=True)
class _Listed:
    """What the listings say about one resource."""

    page: str  # the first listing's address in the folder
    title: str
    url: str | None
    listed_at: str | None
    target: str | None = None  # where the first card links to, absolute or a path; None: it has no link
    year: int | None = None
    types: dict[str, None] = field(default_factory=dict)
    topics: dict[str, None] = field(default_factory=dict)
    properties: Properties = field(default_factory=dict)

    def join(self, card: Card, url: str | None) -> None:
        self.url = self.url or url
        self.year = self.year if self.year is not None else card.year
        self.types |= dict.fromkeys(card.types)
        self.topics |= dict.fromkeys(card.topics)
        self.properties = joined_properties(self.properties, card.properties)


class Listings:
    """All cards of a folder's listing pages."""

    def __init__(
        self, pages: Mapping[str, FileInfo], *, files: AbstractSet[str], url_prefix: str | None
    ) -> None:
        """Merge the cards of *pages* (address -> result of reading); *files* are all addresses of the folder."""
        self._pages = pages
        self._files = files
        self._prefix = url_prefix
        self._claimed = self._claims()
        self._of_files: dict[str, _Listed] = {}
        self._others: dict[str, _Listed] = {}
        for page, facts in sorted(pages.items()):
            for card in facts.cards:
                self._add(page, card)

    def joined(self, resource: Resource) -> Resource:
        """Return *resource* with what listings say about its files; its own values have precedence."""
        for document in resource.documents:
            listed = self._of_files.get(document.address)
            if listed is not None and document.address:
                resource = replace(
                    resource,
                    title=resource.title or listed.title,
                    types=tuple(dict.fromkeys(resource.types) | listed.types),
                    topics=tuple(dict.fromkeys(resource.topics) | listed.topics),
                    year=listed.year if resource.year is None else resource.year,
                    listed_at=resource.listed_at or listed.listed_at,
                    properties=joined_properties(listed.properties, resource.properties),
                )
        return resource

    def rest(self, source: str) -> Iterator[tuple[str, Resource]]:
        """Yield (listing page, resource) of each resource that is not a file of the folder."""
        for key, listed in self._others.items():
            yield (
                listed.page,
                Resource(
                    id=key,
                    title=listed.title,
                    url=listed.url,
                    types=tuple(listed.types),
                    topics=tuple(listed.topics),
                    year=listed.year,
                    listed_at=listed.listed_at,
                    properties=listed.properties,
                    source=source,
                ),
            )

    def _add(self, page: str, card: Card) -> None:
        own = self._address(page)
        url, file = self._target(page, own, card.href or "")
        if file is not None:
            listed = self._of_files.setdefault(file, _Listed(page, card.title, url, own))
        else:
            key = self._key(own, url, card)
            first = _Listed(page, card.title, _absolute(url), own, target=url)
            listed = self._others.setdefault(key, first)
        listed.join(card, _absolute(url))

    def _address(self, page: str) -> str | None:
        """Return the absolute address of *page*, if it is known."""
        return self._pages[page].base or (None if self._prefix is None else self._prefix + quote(page))

    def _target(self, page: str, own: str | None, href: str) -> tuple[str | None, str | None]:
        """Return (address, file of the folder) that *href* on *page* links to, each None if unknown.

        Without an absolute address for the page, the address is its path from the folder on.
        """
        try:
            inside = urldefrag(urljoin("/" + quote(page), href.strip())).url
            url = urldefrag(urljoin(own, href.strip())).url if own else inside
            scheme = urlsplit(url).scheme
        except ValueError:  # a broken host
            return None, None
        if not href.strip() or href.strip().startswith("#") or scheme not in {"", "http", "https"}:
            return None, None
        file = self._claimed.get(_same(url)) or self._file_at(inside)
        if file is None and self._prefix is not None and url.startswith(self._prefix):
            file = self._file_at("/" + url.removeprefix(self._prefix))
        is_page = file is not None and file in self._pages and self._pages[file].listing
        return url, None if is_page else file

    def _file_at(self, path: str) -> str | None:
        parts = urlsplit(path)
        if parts.scheme or parts.netloc:
            return None
        wanted = unquote(parts.path).strip("/")
        for candidate in (wanted, f"{wanted}/index.html".lstrip("/"), f"{wanted}.html"):
            if candidate in self._files:
                return candidate
        return None

    def _claims(self) -> dict[str, str]:
        """Return {address: file} of the pages that claim an address that no other page claims."""
        claimed: dict[str, str] = {}
        twice: set[str] = set()
        for page, facts in self._pages.items():
            if facts.base is not None:
                key = _same(facts.base)
                (twice.add(key) if key in claimed else claimed.update({key: page}))
        return {key: page for key, page in claimed.items() if key not in twice}

    def _key(self, own: str | None, url: str | None, card: Card) -> str:
        """Return the id of a resource known only by its address: the address as a slug, without the page's own host."""
        if url is None:
            return permanent_slug(card.title)
        target = urlsplit(url)
        home = own is not None and target.netloc == urlsplit(own).netloc
        key = permanent_slug(_path(target)) if home or not target.netloc else ""
        if key and not self._is_another(key, url):
            return key
        # Two hosts with one path are two resources, and so are "/c++" and "/c" of one host.
        return next(
            one
            for one in numbered(permanent_slug(target.netloc + _path(target)))
            if not self._is_another(one, url)
        )

    def _is_another(self, key: str, url: str) -> bool:
        """Return whether *key* is the id of a resource of another address."""
        known = self._others.get(key)
        if known is None or known.target is None:
            return False
        first, second = urlsplit(known.target), urlsplit(url)
        if first.netloc and second.netloc:
            return _same(known.target) != _same(url)
        # Links of saved pages, whose host is unknown: links to the same page sometimes differ by case.
        return _path(first).rstrip("/").casefold() != _path(second).rstrip("/").casefold()


def _path(parts: SplitResult) -> str:
    return unquote(parts.path) + (f"?{parts.query}" if parts.query else "")


def _same(url: str) -> str:
    """Return what two spellings of one address share."""
    parts = urlsplit(url)
    return (
        parts.netloc.casefold() + unquote(parts.path).rstrip("/") + (f"?{parts.query}" if parts.query else "")
    )


def _absolute(url: str | None) -> str | None:
    return url if url is not None and urlsplit(url).scheme else None
