"""The bytes of a web page in; its links and its directives to robots out, without its text.

What it says to people is the readers' business, in a process of its own. Here no tree is built: the parser hands over one tag
after the other, so that a page of any depth costs time and memory in proportion to its bytes alone.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree

from indexer.readers.html.charset import page_text
from indexer.sources.website.addresses import joined, key_of, normalized
from indexer.sources.website.fetcher import ROBOT_NAME
from indexer.sources.website.robots import closes_index, closes_links

WORDPRESS: Final = "https://api.w.org/"  # the relation by which WordPress says where its REST API is
MAX_LINKS: Final = 50_000  # of one page, as of a sitemap
_SILENT: Final = frozenset({"script", "style", "template", "noscript", "svg", "textarea", "select"})
_AROUND: Final = frozenset({"nav", "header", "footer", "aside"})
_MAIN: Final = frozenset({"main", "article"})
_REFRESH: Final = re.compile(
    r"\s*(?P<seconds>\d{1,4})(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?[\"']?(?P<address>[^\"']+)", re.IGNORECASE
)
_ROOTS: Final = frozenset({"root", "app", "__next", "__nuxt", "___gatsby", "svelte", "ember-app", "q-app"})
_VOID: Final = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_MAX_REFRESH: Final = 10  # seconds; a page that is shown longer than that is a page
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One address that a page names."""

    address: str  # normalized
    in_main: bool  # not in the menus around the text
    follow: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What a page says to robots, and what shows of which kind it is."""

    links: tuple[Link, ...] = ()
    has_more_links: bool = False  # than are taken
    canonical: str | None = None  # normalized
    refresh: str | None = None  # where it sends its visitors after a moment
    noindex: bool = False
    nofollow: bool = False
    title: str = ""
    heading: str = ""  # the first h1
    words: frozenset[str] = frozenset()  # folded, of all that is shown
    length: int = 0  # words that are shown
    main_length: int = 0  # … outside the menus
    asks_password: bool = False
    has_scripts: bool = False
    wants_scripts: bool = False  # it says so, or it is an empty frame for them
    pager_markup: bool = False  # of a listing whose pages are a parameter
    wordpress: str | None = None  # where its REST API is


def page_facts(data: bytes, address: str, *, robots_header: str = "", refresh_header: str = "") -> PageFacts:
    """Return what the page at *address* says; the headers count as what stands in the page does."""
    taking = _Taking(address)
    taking.refresh(refresh_header)
    parser = etree.HTMLParser(
        target=taking, recover=True, no_network=True, remove_comments=True, remove_pis=True
    )
    text = page_text(data).replace("\x00", "")
    with suppress(etree.LxmlError):  # there is nothing in it
        # In pieces: what the parser keeps of its input stays small.
        for begin in range(0, len(text), 1 << 16):
            parser.feed(text[begin : begin + (1 << 16)])
        parser.close()
    return taking.facts(robots_header)


@dataclass(slots=True)
class _Taking:
    """Takes tag after tag from the parser."""

    address: str
    _base: str | None = None
    _hrefs: list[tuple[str, bool, bool]] = field(default_factory=list)
    _canonical: str | None = None
    _refresh: str | None = None
    _wordpress: str | None = None
    _robots: list[str] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)
    _main: list[str] = field(default_factory=list)
    _title: list[str] = field(default_factory=list)
    _heading: list[str] = field(default_factory=list)
    _noscript: list[str] = field(default_factory=list)
    _inside: dict[str, int] = field(default_factory=dict)  # open tags of each name
    _headings: int = 0
    _password: bool = False
    _scripts: bool = False
    _empty_root: bool = False
    _pager: bool = False

    def start(self, tag: str, attributes: Any) -> None:
        """Take the beginning of a tag."""
        given = dict(attributes)
        self._inside[tag] = self._inside.get(tag, 0) + (tag not in _VOID)
        match tag:
            case "a" | "area" | "iframe" | "frame":
                self._link(tag, given)
            case "base" if self._base is None and "href" in given:
                # The first counts, even if it cannot: the address of the page does then.
                self._base = joined(self.address, given["href"]) or self.address
            case "link":
                self._head_link(given)
            case "meta":
                self._meta(given)
            case "h1":
                self._headings += 1
            case "script":
                self._scripts = self._scripts or "json" not in given.get("type", "")
            case "input":
                self._password = self._password or given.get("type", "").lower() == "password"
        self._empty_root = self._empty_root or given.get("id") in _ROOTS
        self._pager = (
            self._pager or "search-filter-results" in given.get("class", "") or "data-sf-form-id" in given
        )

    def end(self, tag: str) -> None:
        """Take the end of a tag."""
        if self._inside.get(tag, 0):
            self._inside[tag] -= 1

    def data(self, text: str) -> None:
        """Take text."""
        if self._open("title") and not self._open("svg"):
            self._title.append(text)
        elif self._open("noscript"):
            self._noscript.append(text)
        elif not any(self._open(tag) for tag in _SILENT):
            self._text.append(text)
            if not self._is_around():
                self._main.append(text)
            if self._open("h1") and self._headings == 1:
                self._heading.append(text)

    def close(self) -> None:
        """Take the end of the page."""

    def refresh(self, content: str) -> None:
        """Take where visitors are sent after a moment, as a header or a meta tag says it."""
        match = _REFRESH.match(content)
        if match is not None and int(match["seconds"]) <= _MAX_REFRESH:
            self._refresh = match["address"].strip()

    def facts(self, header: str) -> PageFacts:
        """Return what was taken."""
        base = self._base or self.address
        directives = ",".join(self._robots)
        shown = _WORD.findall(" ".join(self._text).casefold())
        noscript = " ".join(self._noscript).casefold()
        return PageFacts(
            links=tuple(self._links(base)),
            has_more_links=len(self._hrefs) > MAX_LINKS,
            canonical=joined(base, self._canonical) if self._canonical else None,
            refresh=self._onward(base),
            noindex=closes_index(directives) or closes_index(header),
            nofollow=closes_links(directives) or closes_links(header),
            title=" ".join("".join(self._title).split())[:500],
            heading=" ".join("".join(self._heading).split())[:500],
            words=frozenset(shown),
            length=len(shown),
            main_length=len(_WORD.findall(" ".join(self._main))),
            asks_password=self._password,
            has_scripts=self._scripts,
            wants_scripts=self._empty_root or "javascript" in noscript,
            pager_markup=self._pager,
            wordpress=joined(base, self._wordpress) if self._wordpress else None,
        )

    def _onward(self, base: str) -> str | None:
        """Return where the page sends its visitors; one that shows itself again is a page as any other."""
        target = joined(base, self._refresh) if self._refresh else None
        return target if target is not None and key_of(target) != key_of(self.address) else None

    def _links(self, base: str) -> Iterator[Link]:
        found: dict[str, Link] = {}
        for href, in_main, follow in self._hrefs[:MAX_LINKS]:
            address = joined(base, href)
            if address is None:
                continue
            known = found.get(address)
            found[address] = Link(
                address=address,
                in_main=in_main or (known is not None and known.in_main),
                follow=follow or (known is not None and known.follow),
            )
        yield from found.values()

    def _open(self, tag: str) -> bool:
        return self._inside.get(tag, 0) > 0

    def _is_around(self) -> bool:
        return any(map(self._open, _AROUND)) and not any(map(self._open, _MAIN))

    def _link(self, tag: str, given: dict[str, str]) -> None:
        href = given.get("src" if tag in {"iframe", "frame"} else "href")
        # Nothing leads anywhere inside a template: scripts copy it, and fill in its gaps.
        if href and len(self._hrefs) <= MAX_LINKS and not self._open("template"):
            follow = "nofollow" not in given.get("rel", "").lower().split()
            self._hrefs.append((href, not self._is_around(), follow))

    def _head_link(self, given: dict[str, str]) -> None:
        relations = given.get("rel", "").lower().split()
        href = given.get("href")
        if not href:
            return
        if "canonical" in relations and self._canonical is None:
            self._canonical = href
        if WORDPRESS in relations:
            self._wordpress = href
        if "next" in relations and len(self._hrefs) <= MAX_LINKS:
            self._hrefs.append((href, False, True))

    def _meta(self, given: dict[str, str]) -> None:
        name, content = given.get("name", "").lower(), given.get("content", "")
        if name in {"robots", ROBOT_NAME.lower()}:
            self._robots.append(content)
        elif (
            given.get("http-equiv", "").lower() == "refresh"
            and self._refresh is None
            and not self._open("noscript")
        ):
            self.refresh(content)


def header_link(value: str, relation: str) -> str | None:
    """Return the address of a Link header's entry of that relation."""
    for part in re.findall(r"<([^>]*)>([^<]*)", value):
        if re.search(rf"rel\s*=\s*\"?[^\";]*{re.escape(relation)}", part[1], re.IGNORECASE):
            return normalized(part[0])
    return None
