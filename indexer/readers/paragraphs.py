"""The paragraphs of plain text."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

# Wider text was not wrapped by hand or by a mail program: its line ends are intended.
MAX_WRAPPED_WIDTH: Final = 100

_TAB: Final = 4  # columns
_ITEM: Final = re.compile(r"\s*(?:[-*•▪◦–—·]|\(?\w{1,3}[.)])\s")


def paragraphs(text: str) -> Iterator[str]:
    """Yield the paragraphs of *text*, which blank lines separate, with hard-wrapped lines joined."""
    lines: list[str] = []
    for line in text.splitlines():
        if line.strip():
            # No tab: one at the beginning of a line means that it is shown as it stands.
            lines.append(line.rstrip().expandtabs(_TAB))
        elif lines:
            yield _unwrapped(lines)
            lines = []
    if lines:
        yield _unwrapped(lines)


def _unwrapped(lines: list[str]) -> str:
    """Join lines that only end because the next word did not fit; other line ends are intended."""
    width = max(map(len, lines))
    if width > MAX_WRAPPED_WIDTH:
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
    """Return nothing after "de-" of "de-escalation", a space after "short-" of "short- and long-term"."""
    inside = len(before) > 1 and before[-1] == "-" and before[-2].isalnum()
    return "" if inside and first_word not in {"and", "or", "to"} else " "
