"""The printed lines of a page: text, baseline, left and right edge, font size."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from indexer.readers.pdf.characters import HYPHEN_MARKS, PageCharacters
from indexer.readers.pdf.note_marks import mark_spaces

CELLS: Final = " | "  # between the cells of a row

# TeX's fonts keep their ligatures where text has control characters, and many a PDF does not say so: the older fonts from
# 0x0B, the newer from 0x1B. Dashes and quotation marks of the newer ones separate words as well.
_LIGATURES: Final = dict(
    zip("\x0b\x0c\x0d\x0e\x0f\x1b\x1c\x1d\x1e\x1f", ("ff", "fi", "fl", "ffi", "ffl") * 2, strict=True)
)
_LIGATURE: Final = re.compile(r"(?<=[^\W\d_])[\x0b-\x0f\x1b-\x1f]|[\x0b-\x0f\x1b-\x1f](?=[^\W\d_])")
_BULLETS: Final = (
    "\uf0b7\uf0a7\uf076\uf0d8\uf0fc\uf0a8\u2023\u25aa\u25ab\u25cf\u25cb\u25e6\u2043\u25a0\u25a1\u2610"
)
_SYMBOLS: Final = str.maketrans(
    dict.fromkeys([*range(9), *range(14, 32), 127, 0xAD, 0x200B, 0xFEFF, 0xFFFE])
    | dict.fromkeys(range(9, 14), " ")
    | dict.fromkeys(map(ord, _BULLETS), "•")
    | {ord(character): unicodedata.normalize("NFKC", character) for character in "ﬀﬁﬂﬃﬄﬅﬆ"}
)
_ENDS_IN_HYPHEN: Final = re.compile(r"[^\W\d_][-\u2010]$")
# An initial of several lines' height is a line of its own, whether pdfium finds it beside the text or above it.
_CAPITAL: Final = re.compile(r"[\"'“”„«‹‘’¿¡(\[]{0,2}[^\W\d_a-z]")
_INITIAL_SYMBOLS: Final = 4  # at most, with quotation marks
_INITIAL: Final = 1.6  # times the size of the text
_LOWER: Final = 0.3
# pdfium puts one space between the two ends of a footer or the cells of a row, however far apart. A line that is too wide
# for its letters (on average less than half as wide as high) is examined character by character.
_WIDE: Final = 0.4
_GAP: Final = 1.5  # times the font size: no justified line has such a space
_CLOSE: Final = 0.1  # nearer than this, the second half of a word: pdfium begins a line behind what is raised
_NARROW_GAP: Final = 1.0  # some have this one: it divides where the line below or above begins there too


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One printed line; lengths in points, from the left and from the bottom of the page."""

    text: str  # without its line-end hyphen
    left: float
    right: float
    baseline: float
    size: float
    hyphen: bool = False  # it ended with a hyphen: the word continues, or is a compound
    close: bool = False  # the file has no space between it and the previous text
    page: int = 0  # from 0
    row: int = 0  # of a table on this page whose cells have several lines; 0: of none
    cell: int = 0  # of that row, from 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _TextRun:
    """Part of a line of the text."""

    begin: int  # in the page's text
    end: int
    shown: Sequence[int]  # the characters that leave ink, at least one
    size: float


def page_lines(characters: PageCharacters, number: int) -> list[Line]:
    """Return the lines of a page in file order; separate parts of a line are lines of their own."""
    lines = [
        line
        for span in characters.lines
        for run in _runs(characters, *span)
        if (line := _line(characters, run, number)) is not None
    ]
    # pdfium orders turned text as if it were not: from the side, or from below.
    return (
        sorted(lines, key=lambda line: (-round(line.baseline), line.left)) if characters.is_rotated else lines
    )


def rows_joined(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Join lines that are side by side: a bullet and its item, the cells of a table row (separated by CELLS)."""
    joined: list[Line] = []
    for line in lines:
        if joined and _goes_on(joined[-1], line):
            joined[-1] = _joined(joined[-1], line)
        else:
            joined.append(line)
    return tuple(joined)


def _runs(characters: PageCharacters, begin: int, end: int) -> Iterator[_TextRun]:
    """Yield the separate parts of one line of the text."""
    shown = characters.shown(begin, end)
    if not shown:
        return
    size = characters.size(shown)
    large = _initial(characters, begin, end, shown, size)
    if large:
        yield _TextRun(begin=begin, end=shown[large], shown=shown[:large], size=characters.size(shown[:1]))
        begin, shown = shown[large], shown[large:]
        size = characters.size(shown)
    width = characters.right(shown[-1]) - characters.origin(shown[0])[0]
    first = 0
    if characters.is_rotated or width > _WIDE * size * (end - begin):
        for place, (before, after) in enumerate(pairwise(shown), start=1):
            gap = characters.origin(after)[0] - characters.right(before) if after - before > 1 else 0.0
            if gap > _NARROW_GAP * size or (characters.is_rotated and gap < -size):
                part = shown[first:place]
                yield _TextRun(begin=begin, end=before + 1, shown=part, size=characters.size(part))
                begin, first = after, place
    part = shown[first:] if first else shown
    yield _TextRun(begin=begin, end=end, shown=part, size=characters.size(part) if first else size)


def _initial(characters: PageCharacters, begin: int, end: int, shown: Sequence[int], size: float) -> int:
    """Return how many of the characters *shown* form a drop cap at the beginning of a line, with a lower baseline."""
    if not _CAPITAL.match(characters.text, begin, end) or characters.pieces(begin, end) == 1:
        return 0
    for count, place in enumerate(shown[: _INITIAL_SYMBOLS + 1]):
        if characters.size([place]) < _INITIAL * size:
            lower = (
                count
                and characters.baseline(shown[count:]) - characters.origin(shown[count - 1])[1]
                > _LOWER * size
            )
            return count if lower else 0
    return 0


def _line(characters: PageCharacters, run: _TextRun, number: int) -> Line | None:
    begin, end, shown = run.begin, run.end, run.shown
    spaces = mark_spaces(characters, begin, end, shown, run.size)
    printed = characters.printed(begin, end, shown, spaces)
    whole = _LIGATURE.sub(lambda match: _LIGATURES[match.group()], printed)
    text = " ".join(whole.translate(_SYMBOLS).split())
    if not text:
        return None
    hyphen = printed.endswith(HYPHEN_MARKS)
    if not hyphen and _ENDS_IN_HYPHEN.search(text):
        hyphen, text = True, text[:-1]
    left, baseline = characters.origin(shown[0])
    if spaces:  # the first character may be a mark
        baseline = characters.baseline(shown)
    return Line(
        text=text,
        left=left,
        right=characters.right(shown[-1]),
        baseline=baseline,
        size=run.size,
        hyphen=hyphen,
        close=characters.text[begin] != " " and characters.text[:begin].rstrip("\r\n")[-1:] not in {"", " "},
        page=number,
    )


def level(before: Line, line: Line) -> bool:
    """Return whether *line* is to the right of *before* at the same height."""
    same = abs(before.baseline - line.baseline) < max(1.0, 0.2 * line.size)
    return same and line.left >= before.right - 1


def apart(before: Line, line: Line) -> bool:
    """Return whether two pieces that are side by side are cells or columns."""
    return line.left - before.right > _GAP * line.size and before.text != "•"


def _goes_on(before: Line, line: Line) -> bool:
    return level(before, line) and not before.hyphen and not before.row and not line.row


def _joined(before: Line, line: Line) -> Line:
    if apart(before, line):
        divider = CELLS
    else:
        divider = "" if line.close and line.left - before.right < _CLOSE * line.size else " "
    size = line.size if len(line.text) > len(before.text) else before.size
    return replace(
        before, text=before.text + divider + line.text, right=line.right, size=size, hyphen=line.hyphen
    )
