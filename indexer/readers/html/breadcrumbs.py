"""The names of the pages above a page, as it says them itself: site, book, chapter. Where their links lead is not kept.

Pages say it as data for search engines, as a trail of links, in Sphinx's and DocBook's navigation, and by links "up".
"""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final, NamedTuple

from bs4 import BeautifulSoup, Tag

from indexer.readers.html.tree import tags_of, text_line
from indexer.readers.outcome import one_line
from indexer.readers.titles import is_placeholder
from indexer.resource import MAX_LEVELS

MAX_NAME: Final = 160  # characters of one name
_MAX_LOOKED_AT: Final = 5_000  # tags of a page: what is above it is said above its text
_MAX_INSIDE: Final = 200  # tags of one trail
_MAX_TRAILS: Final = 20  # of each kind
_MAX_DATA: Final = 200_000  # characters of one block of data for search engines

_TRAIL: Final = re.compile(r"(?:^|[-_\s])bread[-_]?crumbs?(?:$|[-_\s])", re.IGNORECASE)
_TRAIL_TAGS: Final = frozenset({"nav", "ol", "ul", "div", "p"})
_LISTS: Final = frozenset({"ol", "ul"})
_BESIDE: Final = re.compile(r"(?:^|[-_])(?:aside|right)(?:$|[-_])", re.IGNORECASE)
_ARROWS: Final = (
    "»›→‣▸▶ "  # between the steps of a trail, as are words of signs alone; "vector<int>" is a name
)
# What stands above every page of a site, and what links are called that lead there.
_NO_NAMES: Final = frozenset(
    "home homepage inicio portada startseite start top up dir parent index prev next".split()
)
# DocBook's links tell by their keys what others tell by their relations.
_UP: Final = frozenset({"up", "u"})
_HOME: Final = frozenset({"home", "start", "top", "h"})


_TEXINFO: Final = re.compile(r"texi2any|makeinfo", re.IGNORECASE)  # names the book in the <title> alone


class _Crumb(NamedTuple):
    name: str
    here: bool = False  # whether it is the page itself


_Trail = Iterable[_Crumb]


def path_above(soup: BeautifulSoup, title: str | None) -> tuple[str, ...]:
    """Return the names of what is above the page with this *title*, outermost first; (): it does not say."""
    for trail in _Said(soup).trails():
        path = _path(trail, title)
        if path:
            return path
    return ()


def _path(trail: _Trail, title: str | None) -> tuple[str, ...]:
    """Return the names of a trail down to the page itself; (): it is none, or too long to be one."""
    own, names = _key(title or ""), dict[str, str]()
    for crumb in trail:
        name = one_line(_without_dividers(crumb.name), MAX_NAME) or ""
        key = _key(name)
        if crumb.here or (own and key == own):
            break
        if key and key not in _NO_NAMES and not is_placeholder(name):
            names.setdefault(key, name)
        if len(names) > MAX_LEVELS:
            return ()
    return tuple(names.values())


def _without_dividers(name: str) -> str:
    words = name.split()
    said = [number for number, word in enumerate(words) if _key(word)]
    return " ".join(words[said[0] : said[-1] + 1]).strip(_ARROWS) if said else ""


def _key(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


class _Said:
    """What may say where a page is, found in one pass."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self._data: list[str] = []
        self._marked: list[Tag] = []
        self._lists: list[Tag] = []
        self._related: list[Tag] = []
        self._headers: list[Tag] = []
        self._up: str | None = None
        self._home: str | None = None
        self._book: str | None = None
        for tag in islice(tags_of(soup), _MAX_LOOKED_AT):
            if tag.attrs:
                self._add(tag)
        if self._book is not None:
            self._home = self._home or self._book

    def trails(self) -> Iterator[_Trail]:
        """Yield what may be the path, what says it most clearly first."""
        for text in self._data[:_MAX_TRAILS]:
            yield from _lists_in(text)
        for tag in self._marked[:_MAX_TRAILS]:
            yield _marked_up(tag)
        # Before trails, because it begins with the name of the book and they with "Docs".
        for tag in self._related[:_MAX_TRAILS]:
            yield _steps_of([item for item in _inside(tag) if item.name == "li"])
        for tag in self._lists[:_MAX_TRAILS]:
            yield _steps(tag)
        if self._up is not None:
            yield [_Crumb(name) for name in (self._home, self._up) if name is not None]
        for tag in self._headers[:_MAX_TRAILS]:
            yield [_Crumb(name) for name in (self._home, *_header_names(tag)) if name is not None]
        if self._book is not None:
            yield [_Crumb(self._book)]

    def _add(self, tag: Tag) -> None:
        get, name = tag.get, tag.name
        if name in {"link", "a"}:
            self._add_link(tag)
        elif name in {"meta", "script"}:
            self._add_data(tag)
        elif "BreadcrumbList" in str(get("itemtype")) or "BreadcrumbList" in str(get("typeof")):
            self._marked.append(tag)
        elif name in _TRAIL_TAGS:
            classes = [each for each in tag.get_attribute_list("class") if each]
            if any(_TRAIL.search(str(each)) for each in (get("aria-label"), get("id"), *classes) if each):
                self._lists.append(tag)
            elif "related" in classes:
                self._related.append(tag)
            elif "navheader" in classes:
                self._headers.append(tag)

    def _add_data(self, tag: Tag) -> None:
        if tag.get("type") == "application/ld+json":
            self._data.append(tag.string or "")
        elif str(tag.get("name")).lower() == "generator" and _TEXINFO.search(str(tag.get("content"))):
            self._book = _in_brackets(tag)

    def _add_link(self, tag: Tag) -> None:
        if "rel" not in tag.attrs and "accesskey" not in tag.attrs:
            return
        says = {str(each).lower() for key in ("rel", "accesskey") for each in tag.get_attribute_list(key)}
        if self._up is None and says & _UP:
            self._up = _plausible(tag)
        elif self._home is None and says & _HOME:
            self._home = _plausible(tag)


def _in_brackets(meta: Tag) -> str | None:
    """Return the name of the book in the <title> beside *meta*: "Aliases (Bash Reference Manual)"."""
    head = meta.find_parent("head")
    title = next((tag for tag in _inside(head) if tag.name == "title"), None) if head is not None else None
    text = text_line(title).rstrip() if title is not None else ""
    _, bracket, inside = text.removesuffix(")").rpartition(" (")
    return inside if bracket and text.endswith(")") else None


def _plausible(link: Tag) -> str | None:
    name = str(link.get("title") or "") or (text_line(link) if link.name == "a" else "")
    key = _key(name)
    return name if key and key not in _NO_NAMES and not is_placeholder(name) else None


def _inside(tag: Tag) -> Iterator[Tag]:
    return islice(tags_of(tag), _MAX_INSIDE)


def _lists_in(text: str) -> Iterator[_Trail]:
    """Yield the lists of breadcrumbs in a block of JSON-LD."""
    if "BreadcrumbList" not in text or len(text) > _MAX_DATA:
        return
    try:
        waiting = [json.loads(text)]
    except (ValueError, RecursionError):
        return
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            if "BreadcrumbList" in str(value.get("@type")):
                yield _listed(value.get("itemListElement"))
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(reversed(value))


def _listed(items: Any) -> _Trail:
    placed = []
    for number, item in enumerate(items if isinstance(items, list) else ()):
        if not isinstance(item, dict):
            continue
        target, position = item.get("item"), item.get("position")
        name = item.get("name") or (target.get("name") if isinstance(target, dict) else None)
        if isinstance(name, str):
            place = position if isinstance(position, int) else number
            placed.append((place, number, _Crumb(name, here=target is None)))
    return [crumb for _, _, crumb in sorted(placed)]


def _marked_up(tag: Tag) -> _Trail:
    """Return the names in microdata or RDFa."""
    names = [one for one in _inside(tag) if "name" in {one.get("itemprop"), one.get("property")}]
    return [_Crumb(str(one.get("content") or "") or text_line(one)) for one in names]


def _steps(trail: Tag) -> _Trail:
    """Return the steps of a trail: the items of its first list, else its links and what stands between them."""
    first = (
        trail if trail.name in _LISTS else next((one for one in _inside(trail) if one.name in _LISTS), None)
    )
    names = {"a", "span"} if first is None else {"li"}
    parts = [part for part in (first or trail).contents if isinstance(part, Tag) and part.name in names]
    return _steps_of(parts[:_MAX_INSIDE])


def _steps_of(items: list[Tag]) -> _Trail:
    items = [
        item for item in items if not any(map(_BESIDE.search, filter(None, item.get_attribute_list("class"))))
    ]
    for item in items:
        parts = [item, *_inside(item)]
        link = next((part for part in parts if part.name == "a" and part.get("href")), None)
        here = any(
            part.get("aria-current") or "nav-item-this" in part.get_attribute_list("class") for part in parts
        )
        yield _Crumb(_name(link or item), here=here or (link is None and item is items[-1]))


def _name(tag: Tag) -> str:
    text = text_line(tag)
    return text if _key(text) else str(tag.get("title") or tag.get("aria-label") or "")


def _header_names(header: Tag) -> Iterator[str]:
    """Yield what stands between "Prev" and "Next" in DocBook's header: the chapter. Its first row is the page's own title."""
    rows = [tag for tag in _inside(header) if tag.name == "tr"]
    for row in rows[1:]:
        for cell in _inside(row):
            if cell.name == "th":
                yield text_line(cell)
