"""Queries on a page's tree that stay fast on hostile pages: `Tag.find` is slow on deep trees."""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Final

from bs4 import Tag
from bs4.element import NavigableString

# Tags that start a new line; all others are inline.
BLOCKS: Final = frozenset(
    "address article aside blockquote body button center dd details dir div dl dt fieldset figcaption figure footer form header "
    "hgroup hr legend li listing main menu nav ol option p plaintext pre search section summary table tbody td tfoot th thead tr ul xmp "
    "caption h1 h2 h3 h4 h5 h6".split()
)

# Soft hyphens and zero-width spaces mark where a word may be broken; direction marks only affect display.
# (Joiners, U+200C and U+200D, are part of words in some scripts, and of emoji.)
_INVISIBLE: Final[dict[int, str]] = {
    **dict.fromkeys(
        (0xAD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), ""
    ),
    **{code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)},
}


def contains_tag(root: Tag, names: Collection[str]) -> bool:
    """Return whether there is a tag with one of *names* below *root*."""
    stack = [root]
    while stack:
        for child in stack.pop().contents:
            if isinstance(child, Tag):
                if child.name in names:
                    return True
                stack.append(child)
    return False


def tags_of(root: Tag) -> Iterator[Tag]:
    """Yield every tag below *root* in order."""
    return (node for node in root.descendants if isinstance(node, Tag))


def has_text(root: Tag) -> bool:
    """Return whether there is any text but spaces below *root*."""
    return any(type(node) is NavigableString and bool(node.strip()) for node in root.descendants)


def outermost(root: Tag, wanted: Callable[[Tag], bool]) -> list[Tag]:
    """Return the *wanted* tags below *root* in order, without those inside another one."""
    found: list[Tag] = []
    stack = [root]
    while stack:
        tag = stack.pop()
        if tag is not root and wanted(tag):
            found.append(tag)
        else:
            stack.extend(child for child in reversed(tag.contents) if isinstance(child, Tag))
    return found


def deeper_than(root: Tag, levels: int) -> bool:
    """Return whether tags below *root* are nested more than *levels* deep."""
    stack = [(root, 0)]
    while stack:
        tag, depth = stack.pop()
        if depth > levels:
            return True
        stack.extend((child, depth + 1) for child in tag.contents if isinstance(child, Tag))
    return False


def ancestors_of(tags: Iterable[Tag]) -> frozenset[int]:
    """Return the `id()` of every ancestor of *tags*."""
    found: set[int] = set()
    for tag in tags:
        for parent in tag.parents:
            if id(parent) in found:
                break
            found.add(id(parent))
    return frozenset(found)


def text_line(root: Tag) -> str:
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
    """Return *strings* as one line with single spaces."""
    return " ".join(visible_text("".join(strings)).split())


def visible_text(text: str) -> str:
    """Return *text* without invisible characters, which would split words or hide their order.

    Characters that old pages wrote by their number in Windows-1252, such as "&#146;", become the intended ones.
    """
    return text.translate(_INVISIBLE)
