"""Removes navigation from pages without landmarks: links around the text.

It is recognized by names ("sidebar") and by the position of links: above, below or beside the text.
"""

import re
from dataclasses import dataclass
from typing import Final

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from indexer.readers.html.boilerplate import HEADINGS, names_of
from indexer.readers.html.tables import is_data
from indexer.readers.html.tree import BLOCKS, ancestors_of

_NAVIGATION: Final = re.compile(
    r"(?:(?:site|page|main|global|top|bottom|left|right|side|sub|primary|secondary|mobile|footer|header|meta)[-_]?)?"
    r"(?:nav|navbar|navigation|menu|navheader|navfooter|navlinks|topnav|toolbar)(?:[-_]?(?:bar|links|list|wrapper|container))?",
    re.IGNORECASE,
)
# Parts of a text have such names too ("sidebar": a box with an example), so it must be the id, or have many links.
_EDGE: Final = re.compile(
    r"(?:(?:site|page|main|global|top|bottom|left|right|primary|secondary)[-_]?)?"
    r"(?:header|footer|sidebar|masthead|topbar|banner|copyright)(?:[-_]?(?:bar|wrapper|container|inner))?",
    re.IGNORECASE,
)
_LINKS: Final = 0.8  # of the text of a list of links
_EDGE_LINKS: Final = 0.5  # … and of a block with such a name
_MIN_LINKS: Final = 3  # one or two links belong to a sentence
_LINK_WORDS: Final = 4.0  # on average: navigation has "Contact us", a list of resources has titles
_PROSE: Final = 8  # consecutive words outside links
_COLUMNS: Final = frozenset({"td", "th"})


@dataclass(slots=True)
class _Size:
    """The amount of text and links in a tag."""

    characters: int = 0
    linked: int = 0  # of the characters
    words: int = 0  # of the links
    links: int = 0
    prose: bool = False


def remove_navigation(body: Tag) -> int:
    """Remove navigation from *body*, unless it contains no other text; return how many links there were."""
    sizes = _sizes(body)
    links = sizes[id(body)].links
    page = ancestors_of(body.find_all("h1"))
    events = _events(body, sizes, page)
    texts = [number for number, (what, _) in enumerate(events) if what == "prose"]
    if not texts:
        return links
    last = max(number for number, (what, _) in enumerate(events) if what != "links")
    for number, (what, tag) in enumerate(events):
        if what != "links":
            continue
        # Links below the text with a heading of their own ("See also") are part of it.
        edge = number < texts[0] or (number > last and events[last][0] == "prose")
        if edge or _is_named(tag, sizes[id(tag)], page) or tag.name in _COLUMNS:
            tag.extract()
    return links


def _sizes(body: Tag) -> dict[int, _Size]:
    """Return the size of each tag, by its id()."""
    sizes: dict[int, _Size] = {}
    order: list[tuple[Tag, bool]] = []
    stack: list[tuple[Tag, bool]] = [(body, False)]
    while stack:
        tag, in_link = stack.pop()
        order.append((tag, in_link))
        inside = in_link or tag.name == "a"
        stack.extend((child, inside) for child in tag.contents if isinstance(child, Tag))
    for tag, in_link in reversed(order):
        size = sizes[id(tag)] = _Size()
        linked = in_link or tag.name == "a"
        for child in tag.contents:
            if isinstance(child, Tag):
                inner = sizes[id(child)]
                size.characters += inner.characters
                size.linked += inner.linked
                size.words += inner.words
                size.links += inner.links
                size.prose = size.prose or inner.prose
            elif type(child) is NavigableString:
                words = child.split()
                characters = sum(map(len, words))
                size.characters += characters
                if linked:
                    size.linked += characters
                    size.words += len(words)
                elif len(words) >= _PROSE:
                    size.prose = True
        if tag.name == "a" and size.linked and not in_link:
            size.links += 1
    return sizes


def _events(body: Tag, sizes: dict[int, _Size], page: frozenset[int]) -> list[tuple[str, Tag]]:
    """Return headings, prose and lists of links in order; nothing inside a list of links or a data table."""
    events: list[tuple[str, Tag]] = []
    stack: list[PageElement] = list(reversed(body.contents))
    while stack:
        node = stack.pop()
        if not isinstance(node, Tag):
            # Comments are subclasses of NavigableString too.
            if type(node) is NavigableString and len(node.split()) >= _PROSE and node.parent is not None:
                events.append(("prose", node.parent))
            continue
        size = sizes[id(node)]
        if node.name in HEADINGS:
            events.append(("heading", node))
        elif node.name == "table" and size.characters and is_data(node):
            events.append(("prose", node))  # links in its cells are data
        elif _is_links(node, size) or _is_named(node, size, page):
            events.append(("links", node))
        else:
            stack.extend(reversed(node.contents))
    return events


def _is_links(tag: Tag, size: _Size) -> bool:
    if tag.name not in BLOCKS or size.prose or size.links < _MIN_LINKS:
        return False
    return size.linked >= size.characters * _LINKS and size.words <= size.links * _LINK_WORDS


def _is_named(tag: Tag, size: _Size, page: frozenset[int]) -> bool:
    """Return whether *tag* is navigation, or an edge of the page, by its id or class."""
    if tag.name not in BLOCKS or id(tag) in page:
        return False
    if any(_NAVIGATION.fullmatch(name) for name in names_of(tag)):
        return not size.prose
    edge = any(_EDGE.fullmatch(name) for name in names_of(tag))
    return edge and (
        bool(_EDGE.fullmatch(str(tag.get("id") or ""))) or size.linked >= size.characters * _EDGE_LINKS > 0
    )
