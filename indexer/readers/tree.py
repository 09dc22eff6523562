"""Questions to a page's tree that stay quick on hostile ones: `Tag.find` alone walks down the whole depth."""

from collections.abc import Collection, Iterable
from typing import Final

from bs4 import NavigableString, Tag

# Whatever is not named here runs on within its line.
BLOCKS: Final = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form header "
    "hgroup hr legend li main menu nav ol option p pre search section summary table tbody td tfoot th thead tr ul "
    "caption h1 h2 h3 h4 h5 h6".split()
)


def holds(root: Tag, names: Collection[str]) -> bool:
    """Tell whether a tag of one of *names* stands below *root*."""
    stack = [root]
    while stack:
        for child in stack.pop().contents:
            if isinstance(child, Tag):
                if child.name in names:
                    return True
                stack.append(child)
    return False


def deeper_than(root: Tag, levels: int) -> bool:
    """Tell whether tags below *root* are nested in more than *levels* others."""
    stack = [(root, 0)]
    while stack:
        tag, depth = stack.pop()
        if depth > levels:
            return True
        stack.extend((child, depth + 1) for child in tag.contents if isinstance(child, Tag))
    return False


def around(tags: Iterable[Tag]) -> frozenset[int]:
    """Return the ids, as of `id()`, of every tag that one of *tags* stands in."""
    found: set[int] = set()
    for tag in tags:
        for parent in tag.parents:
            if id(parent) in found:
                break
            found.add(id(parent))
    return frozenset(found)


def line_of(root: Tag) -> str:
    """Return the text below *root* on one line, as a browser would show it."""
    strings: list[str] = []
    for node in root.descendants:
        if isinstance(node, Tag):
            if node.name == "br" or node.name in BLOCKS:
                strings.append(" ")
        elif type(node) is NavigableString:
            strings.append(node)
    return collapsed(strings)


def collapsed(strings: Iterable[str]) -> str:
    """Return *strings* as one line, its spaces made single."""
    return " ".join("".join(strings).split())
