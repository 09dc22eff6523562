"""Adds spaces around superscript note marks in a page's tree: "policy<sup>3</sup>" is not "policy3"."""

import re
from itertools import islice
from typing import Final

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from indexer.readers.html.tree import BLOCKS, tags_of
from indexer.readers.note_marks import is_mark, run_after, run_before

_SUPER: Final = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
# How far it looks: a mark is short, and its word is next to it.
_NODES: Final = 12
_STEPS: Final = 8
_BEHIND_MARK: Final = ","  # what precedes a mark that follows another one


def separate_raised_marks(root: Tag) -> None:
    """Add spaces around the marks below *root* that adjoin words."""
    last: Tag | None = None  # the previous mark
    for tag in [tag for tag in tags_of(root) if _is_raised(tag)]:
        raised, before, after = _inside(tag), _before(tag, last), _after(tag)
        if not is_mark(before, raised, after):
            continue
        last = tag
        if before:
            tag.insert_before(" ")
        if after[:1].isalnum():
            tag.insert_after(" ")


def _is_raised(tag: Tag) -> bool:
    if tag.name == "sup":
        return True
    if not tag.attrs:
        return False
    return bool(_SUPER.search(str(tag.get("style") or ""))) or tag.get("role") == "doc-noteref"


def _inside(tag: Tag) -> str:
    """Return the text of the first nodes of *tag*; `descendants` would first walk to its end, however deep it is."""
    texts: list[str] = []
    ahead: list[PageElement] = [tag]
    for _ in range(_NODES + 1):  # itself too
        if not ahead:
            break
        node = ahead.pop()
        if isinstance(node, Tag):
            ahead += reversed(node.contents[:_NODES])
        elif type(node) is NavigableString:
            texts.append(node)
    return "".join(texts)


def _before(tag: Tag, last: Tag | None) -> str:
    """Return the text right before *tag*, up to a space."""
    node: PageElement | None = tag
    for _ in range(_STEPS):
        node = node.previous_element if node is not None else None
        if node is None or _ends_line(node):
            return ""
        if type(node) is NavigableString and node:
            behind_mark = last is not None and any(parent is last for parent in islice(node.parents, _STEPS))
            return _BEHIND_MARK if behind_mark else run_before(node, len(node))
    return ""


def _after(tag: Tag) -> str:
    """Return the text right after *tag*, up to a space."""
    node: PageElement | None = tag
    for _ in range(_STEPS):
        if node is None or node.next_sibling is not None:
            break
        node = node.parent
        if node is not None and _ends_line(node):
            return ""
    node = node.next_sibling if node is not None else None
    for _ in range(_STEPS):
        if node is None or _ends_line(node):
            return ""
        if type(node) is NavigableString and node:
            return run_after(node, 0)
        node = node.next_element
    return ""


def _ends_line(node: PageElement) -> bool:
    return isinstance(node, Tag) and (node.name == "br" or node.name in BLOCKS)
