"""Joins consecutive printed lines of a page into paragraphs."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Final

from indexer.readers.pdf.hyphens import Hyphens
from indexer.readers.pdf.lines import CELLS, Line

# A gap this much larger than the usual line distance separates paragraphs.
GAP: Final = 1.3
# Code is set tighter than the text around it; fewer distances than this are not significant.
MIN_GAPS: Final = 4
# A first line is indented by about one character's height; less is unintended.
INDENT: Final = 0.8
# On average, letters are half as wide as high; only used to estimate whether one more word would have fitted.
LETTER: Final = 0.5
_ITEM: Final = re.compile(r"(?:[•☑*–—-]|\(?(?:\d{1,3}|[A-Za-z])[.)])\s")
_SENTENCE_END: Final = re.compile(r"[.!?:;…][\"'”’)\]]*$")


def paragraphs_of(lines: Sequence[Line], hyphens: Hyphens) -> Iterator[str]:
    """Yield the text of each paragraph; list items are paragraphs."""
    leadings = _leadings(lines)
    margin = max((line.right for line in lines), default=0.0)
    begin: Line | None = None
    text = ""
    before: Line | None = None
    for line in lines:
        if before is None or begin is None:
            begin, text = line, line.text
        elif line.row and line.row == before.row and line.cell != before.cell:
            text = text + "-" * before.hyphen + CELLS + line.text
        elif before.hyphen and line.text[:1].islower():
            text = hyphens.joined(text, line.text)
        elif line.row != before.row or (
            not line.row and _begins(begin, before, line, leadings[line.size], margin)
        ):
            yield text + ("-" if before.hyphen else "")
            begin, text = line, line.text
        else:
            text = hyphens.joined(text, line.text) if before.hyphen else f"{text} {line.text}"
        before = line
    if before is not None:
        yield text + ("-" if before.hyphen else "")


def _leadings(lines: Sequence[Line]) -> dict[float, float]:
    """Return the usual line distance by font size: that of the size, if there are enough lines of it."""
    gaps: dict[float, list[float]] = {line.size: [] for line in lines}
    for before, line in pairwise(lines):
        if before.size == line.size and 0 < before.baseline - line.baseline < 3 * line.size:
            gaps[line.size].append(before.baseline - line.baseline)
    every = [gap for of_size in gaps.values() for gap in of_size]
    usual = median(every) if every else 1.2 * max(gaps, default=0.0)
    return {size: median(of_size) if len(of_size) >= MIN_GAPS else usual for size, of_size in gaps.items()}


def _begins(begin: Line, before: Line, line: Line, leading: float, margin: float) -> bool:
    """Return whether *line* begins a paragraph; *begin* is the first line of the current one."""
    ended = _SENTENCE_END.search(before.text) is not None
    if _ITEM.match(line.text) or CELLS in line.text or CELLS in before.text:
        return True
    gap = before.baseline - line.baseline
    if gap < 0 or gap > 4 * leading:
        # The next column, or text around a drawing: the end of the sentence decides.
        return ended or abs(before.size - line.size) > 0.1 * line.size
    if gap > GAP * max(leading, line.size) or abs(before.size - line.size) > 0.1 * line.size:
        return True
    step = line.left - before.left
    in_item = _ITEM.match(begin.text) is not None
    if in_item and step < -INDENT * line.size and line.left < begin.left + INDENT * line.size:
        return True  # back out of a list
    if not in_item and ended and step > INDENT * line.size:
        return True  # a first line, set in
    first_word = line.text.split(maxsplit=1)[0]
    had_room = before.right + (len(first_word) + 1) * LETTER * line.size < margin
    return had_room and not first_word[0].islower() and (ended or step < -INDENT * line.size)
