"""What a page is part of: its source, and below it the book and the chapters that it names itself, else its folders."""

from collections.abc import Sequence
from typing import Final

from indexer.resource import MAX_LEVELS

_DIVIDER: Final = "\x1f"  # names are lines: no control characters are in them


def part_of(source: str, path: Sequence[str], topics: Sequence[str], address: str) -> tuple[str, ...]:
    """Return a key for each level that a resource is part of, outermost first; (): it is no part of a larger text.

    *address* is that of its first file, "" if it has none. Where there are topics, folders are not asked: topics say better what belongs together.
    """
    if not path and (topics or not address):
        return ()
    levels = (source, *(path or address.split("/")[:-1]))[: 1 + MAX_LEVELS]
    return tuple(_DIVIDER.join(levels[:end]) for end in range(1, len(levels) + 1))
