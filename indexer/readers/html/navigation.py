"""The body of a page without landmarks in, its navigation taken out: frames of links around the text.

What a landmark would say is read off names ("sidebar"), and off where links stand: above the text, below it, beside it.
"""

import re
from dataclasses import dataclass
from typing import Final

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from indexer.readers.html.boilerplate import HEADINGS, names_of
from indexer.readers.html.tables import is_data
from indexer.readers.html.tree import BLOCKS, around

_NAVIGATION: Final = re.compile(
    r"(?:(?:site|page|main|global|top|bottom|left|right|side|sub|primary|secondary|mobile|footer|header|meta)[-_]?)?"
    r"(?:nav|navbar|navigation|menu|navheader|navfooter|navlinks|topnav|toolbar)(?:[-_]?(?:bar|links|list|wrapper|container))?",
    re.IGNORECASE,
)
# Such names stand on parts of a text as well ("sidebar": a box with a case), so the id must say it, or links.
_EDGE: Final = re.compile(
    r"(?:(?:site|page|main|global|top|bottom|left|right|primary|secondary)[-_]?)?"
    r"(?:header|footer|sidebar|masthead|topbar|banner|copyright)(?:[-_]?(?:bar|wrapper|container|inner))?",
    re.IGNORECASE,
)
_LINKS: Final = 0.8  # of the text of a list of links
_EDGE_LINKS: Final = 0.5  # … and of a block with the name of an edge
_LEAST_LINKS: Final = 3  # one or two links are a sentence's
_LINK_WORDS: Final = 4.0  # on average: navigation says "Contact us", a list of resources gives their titles
_PROSE: Final = 8  # words in a row outside links
_COLUMNS: Final = frozenset({"td", "th"})


@dataclass(slots=True)
class _Size:
    """What stands in a tag."""

    signs: int = 0
    linked: int = 0  # of the signs
    words: int = 0  # of the links
    links: int = 0
    prose: bool = False


def take_out_navigation(body: Tag) -> None:
    """Take navigation out of *body*, unless it has no text besides."""
    sizes = _sizes(body)
    page = around(body.find_all("h1"))
    events = _events(body, sizes, page)
    texts = [number for number, (what, _) in enumerate(events) if what == "prose"]
    if not texts:
        return
    last = max(number for number, (what, _) in enumerate(events) if what != "links")
    for number, (what, tag) in enumerate(events):
        if what != "links":
            continue
        # Below the text: links under a heading of their own ("See also") are part of it.
        edge = number < texts[0] or (number > last and events[last][0] == "prose")
        if edge or _is_named(tag, sizes[id(tag)], page) or tag.name in _COLUMNS:
            tag.extract()


def _sizes(body: Tag) -> dict[int, _Size]:
    """Return what stands in each tag, by its id()."""
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
                size.signs += inner.signs
                size.linked += inner.linked
                size.words += inner.words
                size.links += inner.links
                size.prose = size.prose or inner.prose
            elif type(child) is NavigableString:
                words = child.split()
                signs = sum(map(len, words))
                size.signs += signs
                if linked:
                    size.linked += signs
                    size.words += len(words)
                elif len(words) >= _PROSE:
                    size.prose = True
        if tag.name == "a" and size.linked and not in_link:
            size.links += 1
    return sizes


def _events(body: Tag, sizes: dict[int, _Size], page: frozenset[int]) -> list[tuple[str, Tag]]:
    """Return headings, prose and lists of links in their order; nothing within a list of links or a table of data."""
    events: list[tuple[str, Tag]] = []
    stack: list[PageElement] = list(reversed(body.contents))
    while stack:
        node = stack.pop()
        if not isinstance(node, Tag):
            # Comments and the like are kinds of NavigableString too.
            if type(node) is NavigableString and len(node.split()) >= _PROSE and node.parent is not None:
                events.append(("prose", node.parent))
            continue
        size = sizes[id(node)]
        if node.name in HEADINGS:
            events.append(("heading", node))
        elif node.name == "table" and size.signs and is_data(node):
            events.append(("prose", node))  # links in its cells are data
        elif _is_links(node, size) or _is_named(node, size, page):
            events.append(("links", node))
        else:
            stack.extend(reversed(node.contents))
    return events


def _is_links(tag: Tag, size: _Size) -> bool:
    if tag.name not in BLOCKS or size.prose or size.links < _LEAST_LINKS:
        return False
    return size.linked >= size.signs * _LINKS and size.words <= size.links * _LINK_WORDS


def _is_named(tag: Tag, size: _Size, page: frozenset[int]) -> bool:
    """Tell whether id or class of *tag* say that it is navigation, or an edge of the page."""
    if tag.name not in BLOCKS or id(tag) in page:
        return False
    if any(_NAVIGATION.fullmatch(name) for name in names_of(tag)):
        return not size.prose
    edge = any(_EDGE.fullmatch(name) for name in names_of(tag))
    return edge and (
        bool(_EDGE.fullmatch(str(tag.get("id") or ""))) or size.linked >= size.signs * _EDGE_LINKS > 0
    )
