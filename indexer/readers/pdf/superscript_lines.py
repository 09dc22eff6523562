"""Puts superscript note marks that pdfium reports as separate lines back in their place.

pdfium begins a new line if a character is much higher than the one before: usually before a note, rarely after a word.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from indexer.readers.note_marks import is_mark, run_after, run_before
from indexer.readers.pdf.lines import Line

RAISED: Final = 0.15  # times the size of the word's type: less is level with it
TOO_HIGH: Final = 1.0  # … and more is another line
BEHIND: Final = 0.4  # times that size: the largest distance of a mark from the word before it
BEFORE: Final = 1.2  # … and before its note
TOUCHES: Final = 0.15  # … closer than this, there is no space between them
_QUOTES: Final = "“‘«„\"'("
_MAX_LENGTH: Final = 6  # characters of a mark
_RAISED: Final = re.compile(r"[\w*†‡§¶#‖,;–()\[\]-]+")


def with_joined_marks(lines: Iterable[Line]) -> list[Line]:
    """Return *lines* with each mark joined to its word, or to the note that it begins."""
    joined: list[Line] = []
    for line in lines:
        before = joined[-1] if joined else None
        whole = _joined(before, line) if before is not None else None
        if whole is not None:
            joined[-1] = whole
        else:
            joined.append(line)
    return joined


def _joined(before: Line, line: Line) -> Line | None:
    rise, gap = line.baseline - before.baseline, line.left - before.right
    if _is_raised(line.text) and _stands(rise, gap, before.size, BEHIND) and line.size <= before.size:
        word = run_before(before.text, len(before.text))
        apart = gap > TOUCHES * before.size or is_mark(word, line.text, "")
        return replace(before, text=before.text + " " * apart + line.text, right=line.right)
    if _is_raised(before.text) and _stands(-rise, gap, line.size, BEFORE) and before.size <= line.size:
        quoted = line.text[0] in _QUOTES
        apart = quoted or gap > TOUCHES * line.size or is_mark("", before.text, run_after(line.text, 0))
        return replace(line, text=before.text + " " * apart + line.text, left=before.left)
    return None


def _is_raised(text: str) -> bool:
    return len(text) <= _MAX_LENGTH and _RAISED.fullmatch(text) is not None


def _stands(rise: float, gap: float, size: float, far: float) -> bool:
    """Return whether a character with this *rise* and *gap* belongs to a text of *size*."""
    return RAISED * size < rise < TOO_HIGH * size and -TOUCHES * size <= gap <= far * size
