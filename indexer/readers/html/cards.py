"""The card of one resource on a listing page: title, "Types | Year", topics."""

import re
from dataclasses import dataclass
from typing import Final

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from indexer.readers.html.properties import card_properties
from indexer.readers.html.tree import BLOCKS, text_line
from indexer.readers.outcome import MAX_TITLE, Card, one_line

MAX_NAME: Final = 200  # characters of a type or topic

_DATED: Final = re.compile(r"(?P<types>[^|]{0,200}?)\s*\|\s*(?P<year>\d{4})")
_PAGER: Final = re.compile(r"(?:^|[-_])(?:pagination|pager|paging|page-numbers)(?:$|[-_])", re.IGNORECASE)
# "After Action Report" is a type, a sentence is not.
_TYPE_WORDS: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class CardLine:
    """One line of text in a card, other than its title."""

    text: str
    path: tuple[tuple[str, ...], ...]  # name and classes of each block around it, inside the card
    in_list: bool
    after_title: bool

    @property
    def dated(self) -> bool:
        """Whether it reads "Types | Year"."""
        return _DATED.fullmatch(self.text) is not None

    @property
    def reads_as_types(self) -> bool:
        """Whether it may be the types of an undated resource."""
        return all(0 < len(name.split()) <= _TYPE_WORDS for name in self.text.split(", ")) and not re.search(
            r"[.:;!?|]|\d", self.text
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CardItem:
    """One item of a listing page: a title and the lines around it."""

    title: Tag
    lines: tuple[CardLine, ...]
    parts: tuple[Tag, ...] = ()

    @property
    def dated(self) -> CardLine | None:
        """Its line "Types | Year", if it has one."""
        return next((line for line in self.lines if line.dated), None)

    @property
    def words(self) -> int:
        """How many words the card shows."""
        return sum(len(line.text.split()) for line in self.lines) + len(text_line(self.title).split())


def card_of(item: CardItem, known: frozenset[tuple[tuple[str, ...], ...]]) -> Card:
    """Return the card; *known* are the paths at which its siblings have their "Types | Year"."""
    about = item.dated or _undated(item, known)
    match = _DATED.fullmatch(about.text) if about else None
    types = match["types"] if match else about.text if about else ""
    topics = [line.text for line in item.lines if line.in_list and line is not about]
    return Card(
        title=one_line(text_line(item.title), MAX_TITLE) or "",
        href=_href(item.title),
        types=_names(types.split(", ")),
        topics=_names(topics),
        year=(int(match["year"]) or None) if match else None,
        properties=card_properties(item.parts, (line.text for line in item.lines)),
    )


def _undated(item: CardItem, known: frozenset[tuple[tuple[str, ...], ...]]) -> CardLine | None:
    alike = next((line for line in item.lines if line.path in known), None)
    if alike is not None:
        return alike
    # No sibling shows the place: the types come before the title, or else after it.
    lines = [line for line in item.lines if not line.in_list and line.reads_as_types]
    return min(lines, key=lambda line: line.after_title, default=None)


def _names(names: list[str]) -> tuple[str, ...]:
    """Return the names without duplicates, in order."""
    kept = (one_line(name, MAX_NAME) for name in names)
    return tuple(dict.fromkeys(name for name in kept if name))


def _href(title: Tag) -> str | None:
    links = (
        title if title.name == "a" else None,
        title.find("a", href=True),
        title.find_parent("a", href=True),
    )
    for link in links:
        href = str(link.get("href") or "").strip() if isinstance(link, Tag) else ""
        if href and not href.startswith(("#", "javascript:")):
            return href
    return None


def lines_of(parts: list[Tag], title: Tag) -> tuple[CardLine, ...]:
    """Return the lines of the *parts* of a page that form one card, without its title."""
    collector = _LineCollector()
    stack: list[tuple[PageElement, bool]] = [(part, False) for part in reversed(parts)]
    while stack:
        node, leaving = stack.pop()
        if type(node) is NavigableString:
            collector.strings.append(node)
        if not isinstance(node, Tag) or _is_pager(node):
            continue
        if node is title:
            collector.end_line()
            collector.after_title = True
        elif leaving:
            collector.leave(node)
        else:
            collector.enter(node)
            stack.append((node, True))
            stack.extend((child, False) for child in reversed(node.contents))
    collector.end_line()
    return tuple(collector.lines)


class _LineCollector:
    """Collects the strings of a card into lines, with the path of each."""

    def __init__(self) -> None:
        self.lines: list[CardLine] = []
        self.strings: list[str] = []
        self.after_title = False
        self._path: list[tuple[str, ...]] = []
        self._items = 0  # list items around

    def enter(self, tag: Tag) -> None:
        if tag.name in BLOCKS or tag.name == "br":
            self.end_line()
            self._path.append((tag.name, *_classes(tag)))
        self._items += tag.name == "li"

    def leave(self, tag: Tag) -> None:
        if tag.name in BLOCKS or tag.name == "br":
            self.end_line()
            self._path.pop()
        self._items -= tag.name == "li"

    def end_line(self) -> None:
        text = " ".join("".join(self.strings).split())
        self.strings.clear()
        if text:
            in_list = self._items > 0
            line = CardLine(text=text, path=tuple(self._path), in_list=in_list, after_title=self.after_title)
            self.lines.append(line)


def _classes(tag: Tag) -> tuple[str, ...]:
    return tuple(str(name) for name in tag.get_attribute_list("class") if name)


def _is_pager(tag: Tag) -> bool:
    return any(_PAGER.search(name) for name in _classes(tag))
