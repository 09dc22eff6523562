"""Whether a page only leads to other pages: a table of contents, an index, a search form, a forward.

Such a page has the words of all that it lists, so it looks like an answer to everything. It is recognized by its links:
how much of its text they are. Measured on the manuals of tests/relevance/manuals: their lists have 0.6 to 1 of their
text in links, their other pages up to 0.55.
"""

import re
from typing import Final

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from indexer.readers.html.boilerplate import HEADINGS
from indexer.readers.html.tree import tags_of

_MIN_LINKS: Final = 10  # fewer are the references of a short text
_LINKED: Final = 0.6  # of the characters of a page
_LITTLE_TEXT: Final = 100  # characters besides links: when it was made, and by whom
_SEARCH_TEXT: Final = 400  # characters around a search form: how to use it
_FORWARD: Final = re.compile(r"\s*(\d+)(?:\.\d*)?\s*[;,]\s*(?:url\s*=)?\s*\S", re.IGNORECASE)
_MAX_DELAY: Final = 10  # seconds; a page that reloads itself later is read until then
_SEARCH_NAMES: Final = frozenset({"q", "query", "search", "s", "searchword", "keywords", "terms"})


def is_navigation(content: Tag, links: int, *, search_form: bool) -> bool:
    """Return whether *content*, the text of a page that had so many *links*, only leads to other pages."""
    characters = linked = 0
    stack: list[tuple[Tag, bool]] = [(content, False)]
    remaining = 0
    while stack:
        tag, in_link = stack.pop()
        for child in tag.contents:
            if isinstance(child, Tag):
                is_link = child.name == "a" and child.get("href") is not None
                remaining += is_link
                stack.append((child, in_link or is_link))
            elif type(child) is NavigableString:
                size = sum(map(len, child.split()))
                characters += size
                linked += size if in_link else 0
    if search_form and characters <= _SEARCH_TEXT:
        return True
    if max(links, remaining) < _MIN_LINKS:
        return False
    return characters - linked <= _LITTLE_TEXT or (remaining >= _MIN_LINKS and linked >= _LINKED * characters)


def is_forward(soup: BeautifulSoup) -> bool:
    """Return whether the page sends its readers on to another one by itself."""
    for tag in tags_of(soup):
        if tag.name == "body":
            break
        told_others = tag.parent is not None and tag.parent.name == "noscript"  # whose browsers run no script
        if (
            tag.name == "meta"
            and not told_others
            and str(tag.get("http-equiv") or "").strip().lower() == "refresh"
        ):
            found = _FORWARD.match(str(tag.get("content") or ""))
            if found is not None and int(found[1][:4]) <= _MAX_DELAY:
                return True
    return False


def has_search_form(soup: BeautifulSoup) -> bool:
    """Return whether a form for a search comes after the page's h1, with no other heading between: not in a margin."""
    heading = ""
    for tag in tags_of(soup):
        if tag.name in HEADINGS:
            heading = tag.name
        elif tag.name == "input" and heading == "h1" and _is_search(tag):
            return True
    return False


def _is_search(tag: Tag) -> bool:
    kind = str(tag.get("type") or "text").strip().lower()
    name = str(tag.get("name") or "").strip().lower()
    return kind == "search" or (kind == "text" and name in _SEARCH_NAMES)
