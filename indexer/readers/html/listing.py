"""Whether a page is a listing page, and its cards; found by structure, not by one class.

A listing repeats groups of a title, a line "Types | Year" and a list of topics (a Search & Filter page, a theme's
modules, a page builder's loop). A page of text with headings and lists does not repeat such a line.
"""

import re
from collections import Counter, defaultdict
from typing import Final

from bs4 import Tag

from indexer.readers.html.cards import CardItem, card_of, lines_of
from indexer.readers.html.tree import deeper_than
from indexer.readers.outcome import Card

# Page builders nest about thirty tags around a card. Finding common ancestors costs depth times size.
MAX_DEPTH: Final = 200

_TITLES: Final = ["h2", "h3", "h4", "h5", "h6"]
_RESULTS: Final = re.compile(
    r"^search-filter-results|^elementor-loop-container$|^elementor-widget-loop-grid$"
)
_ITEM: Final = re.compile(
    r"(?:result|loop|grid|list)[-_]item|^(?:item|card|hentry|post|result)$|^td_module_\w+$", re.IGNORECASE
)
_NOTHING: Final = re.compile(
    r"\b(?:no (?:results|resources|posts)|nothing (?:was )?found|end of results|0 results)\b", re.IGNORECASE
)

# A topic's introduction and disclaimer together. A page with more text of its own and only a few cards is a page of
# text, unless its markup shows that it lists results.
OWN_WORDS: Final = 300
MIN_LISTING_CARDS: Final = 5  # a listing page has eight, a box of related resources three or four
# "End of Results" and a search tip. More words are cards in an unknown structure: then better text than nothing.
EMPTY_WORDS: Final = 30


def listed_cards(root: Tag) -> tuple[Card, ...] | None:
    """Return the cards of a listing page, () past its last page; None if *root* is a page of text.

    Search & Filter forms are removed from the tree: their labels are not text of the page.
    """
    forms = root.find_all("form", class_="searchandfilter")
    for form in forms:
        form.extract()
    if deeper_than(root, MAX_DEPTH):
        return None
    results = next((tag for tag in root.find_all() if _shows_results(tag)), None)
    filtered = bool(forms)
    for titles in _titles(root):
        items = _cards_among(_items(root, titles), results=results is not None, filtered=filtered)
        if items:
            if results is None and not filtered and _is_page_of_text(root, items):
                return None
            known = frozenset(line.path for item in items if (line := item.dated))
            return tuple(card_of(item, known) for item in items)
    if results is not None:
        return () if _words(results) <= EMPTY_WORDS else None
    own = root.get_text(" ")
    return () if filtered and _NOTHING.search(own) and len(own.split()) <= OWN_WORDS else None


def _shows_results(tag: Tag) -> bool:
    if tag.has_attr("data-search-filter-action"):
        return True
    return any(_RESULTS.search(name) for name in tag.get_attribute_list("class") if name)


def _titles(root: Tag) -> list[list[Tag]]:
    """Return possible titles of cards, best first: linked headings, headings, links outside lists."""
    headings = [tag for tag in root.find_all(_TITLES) if tag.get_text(strip=True)]
    linked = [tag for tag in headings if tag.find("a", href=True) or tag.find_parent("a", href=True)]
    links = [
        tag
        for tag in root.find_all("a", href=True)
        if tag.get_text(strip=True) and tag.find_parent(["li", "p", *_TITLES]) is None
    ]
    return [linked, headings, links]


def _items(root: Tag, titles: list[Tag]) -> dict[tuple[str, ...], list[CardItem]]:
    """Return the group around each title, by the names of its ancestors."""
    title_counts = Counter(id(parent) for title in titles for parent in title.parents)
    groups: dict[tuple[str, ...], list[CardItem]] = defaultdict(list)
    for title in titles:
        part = _largest_part(root, title, title_counts)
        parts = [part] if part is not title else _siblings_of(title)
        lines = lines_of(parts, title)
        if lines:
            names = (part.name, *(parent.name for parent in part.parents))
            groups[names].append(CardItem(title=title, lines=lines, parts=tuple(parts)))
    return groups


def _largest_part(root: Tag, title: Tag, title_counts: Counter[int]) -> Tag:
    """Return the largest part of the page that contains *title* and no other title."""
    part = title
    while part.parent is not None and part is not root:
        above = part.parent
        named = part is not title and (part.name in {"article", "li"} or _has_class(part, _ITEM))
        if named or above is root or title_counts[id(above)] > 1 or _shows_results(above):
            break
        part = above
    return part


def _siblings_of(title: Tag) -> list[Tag]:
    """Return a card without an enclosing tag: the line before the title, the title, the list after it."""
    before = title.find_previous_sibling()
    after = title.find_next_sibling()
    parts = [title]
    if isinstance(before, Tag) and before.name in {"p", "div", "span", "small"}:
        parts.insert(0, before)
    if isinstance(after, Tag) and after.name in {"ul", "ol"}:
        parts.append(after)
    return parts


def _cards_among(
    groups: dict[tuple[str, ...], list[CardItem]], *, results: bool, filtered: bool
) -> list[CardItem]:
    """Return the items that are cards."""
    dated = [items for items in groups.values() if any(item.dated for item in items)]
    if sum(1 for items in dated for item in items if item.dated) >= (1 if results or filtered else 2):
        return [item for items in dated for item in items]
    if not (results or filtered):
        return []
    # Undated resources come last, so the last page may contain no year at all.
    alike = [items for items in groups.values() if all(_reads_as_card(item) for item in items)]
    return max(alike, key=len, default=[])


def _reads_as_card(item: CardItem) -> bool:
    plain = [line for line in item.lines if not line.in_list]
    return bool(plain) and all(line.reads_as_types for line in plain)


def _is_page_of_text(root: Tag, items: list[CardItem]) -> bool:
    own = _words(root) - sum(item.words for item in items)
    return own > OWN_WORDS and len(items) < MIN_LISTING_CARDS


def _words(tag: Tag) -> int:
    return len(tag.get_text(" ").split())


def _has_class(tag: Tag, pattern: re.Pattern[str]) -> bool:
    return any(pattern.search(name) for name in tag.get_attribute_list("class") if name)
