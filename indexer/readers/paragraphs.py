"""Plain text in, its paragraphs out."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

# Text wider than this was not broken by hand or by a mail program: its line ends are meant.
WIDEST: Final = 100

_ITEM: Final = re.compile(r"\s*(?:[-*•▪◦–—·]|\(?\w{1,3}[.)])\s")


def paragraphs(text: str) -> Iterator[str]:
    """Yield the paragraphs of *text*: divided by blank lines, their hard-wrapped lines joined."""
    lines: list[str] = []
    for line in text.splitlines():
        if line.strip():
            lines.append(line.rstrip())
        elif lines:
            yield _unwrapped(lines)
            lines = []
    if lines:
        yield _unwrapped(lines)


def _unwrapped(lines: list[str]) -> str:
    """Join lines that only end because the next word had no room; other line ends are meant."""
    width = max(map(len, lines))
    if width > WIDEST:
        return "\n".join(lines)
    joined = [lines[0]]
    for before, line in pairwise(lines):
        first_word = line.split(maxsplit=1)[0]
        if len(before) + 1 + len(first_word) > width and not _ITEM.match(line):
            joined[-1] += _divider(before, first_word) + line.strip()
        else:
            joined.append(line)
    return "\n".join(joined)


def _divider(before: str, first_word: str) -> str:
    """Return nothing behind "de-" of "de-escalation", a space behind "short-" of "short- and long-term"."""
    inside = len(before) > 1 and before[-1] == "-" and before[-2].isalnum()
    return "" if inside and first_word not in {"and", "or", "to"} else " "
