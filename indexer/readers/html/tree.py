"""Questions to a page's tree that stay quick on hostile ones: `Tag.find` alone walks down the whole depth."""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Final

from bs4 import Tag
from bs4.element import NavigableString

# Whatever is not named here runs on within its line.
BLOCKS: Final = frozenset(
    "address article aside blockquote body button center dd details dir div dl dt fieldset figcaption figure footer form header "
    "hgroup hr legend li listing main menu nav ol option p plaintext pre search section summary table tbody td tfoot th thead tr ul xmp "
    "caption h1 h2 h3 h4 h5 h6".split()
)

# Soft hyphens and spaces of no width mark where a word may be broken; direction marks only serve the eye.
# (What joins signs, U+200C and U+200D, is part of words in some scripts, and of emoji.)
_UNSEEN: Final[dict[int, str]] = {
    **dict.fromkeys(
        (0xAD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), ""
    ),
    **{code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)},
}


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


def tags_of(root: Tag) -> Iterator[Tag]:
    """Yield every tag below *root* in its order."""
    return (node for node in root.descendants if isinstance(node, Tag))


def has_text(root: Tag) -> bool:
    """Tell whether anything but spaces stands below *root*."""
    return any(type(node) is NavigableString and bool(node.strip()) for node in root.descendants)


def outermost(root: Tag, wanted: Callable[[Tag], bool]) -> list[Tag]:
    """Return the *wanted* tags below *root* in their order, without those inside another one."""
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
    return " ".join(shown("".join(strings)).split())


def shown(text: str) -> str:
    """Return *text* without signs that nobody sees, which would part words or hide their order.

    Signs that pages of old wrote by their number in Windows' Latin, as "&#146;", are the ones that were meant.
    """
    return text.translate(_UNSEEN)
