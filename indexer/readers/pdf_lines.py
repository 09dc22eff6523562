"""One page of an open PDF in, its printed lines out: text, baseline, left and right edge, size of type."""

import ctypes
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import pypdfium2 as pdfium
from pypdfium2 import raw

CELLS: Final = " | "  # between the cells of a row

# pdfium ends a line with CRLF, or marks a line-end hyphen with one of these signs and goes on without one.
_LINE: Final = re.compile("[^\r\n\x02\ufffe]+[\x02\ufffe]?")
_HYPHEN_MARKS: Final = ("\x02", "\ufffe")
_BULLETS: Final = (
    "\uf0b7\uf0a7\uf076\uf0d8\uf0fc\uf0a8\u2023\u25aa\u25ab\u25cf\u25cb\u25e6\u2043\u25a0\u25a1\u2610"
)
_SIGNS: Final = str.maketrans(
    dict.fromkeys([*range(9), *range(14, 32), 127, 0xAD, 0x200B, 0xFEFF, 0xFFFE])
    | dict.fromkeys(range(9, 14), " ")
    | dict.fromkeys(map(ord, _BULLETS), "•")
    | {ord(sign): unicodedata.normalize("NFKC", sign) for sign in "ﬀﬁﬂﬃﬄﬅﬆ"}
)
_ENDS_IN_HYPHEN: Final = re.compile(r"[^\W\d_][-\u2010]$")
# pdfium puts one space between the two ends of a footer or the cells of a row, however far apart. A line that is
# wider than its letters (on average not half as wide as high) should be is looked at sign by sign.
_WIDE: Final = 0.45
_GAP: Final = 1.5  # times the size of type: no justified line has such a space


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One printed line; lengths in points, from the left and from the bottom of the page."""

    text: str  # without its line-end hyphen
    left: float
    right: float
    baseline: float
    size: float
    hyphen: bool = False  # a hyphen stood at its end: the word goes on, or is a compound
    page: int = 0  # from 0


def page_lines(page: pdfium.PdfPage, number: int) -> list[Line]:
    """Return the lines of *page* in the order of the file; what stands apart on a line is a line of its own."""
    textpage = page.get_textpage()
    try:
        text = textpage.get_text_range()
        return [
            line
            for match in _LINE.finditer(text)
            for begin, end in _runs(textpage, text, *match.span())
            if (line := _line(textpage, text[begin:end], begin, number)) is not None
        ]
    finally:
        textpage.close()


def rows_joined(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Join what stands side by side: a bullet and its item, the cells of a table's row (divided by CELLS)."""
    joined: list[Line] = []
    for line in lines:
        if joined and _goes_on(joined[-1], line):
            joined[-1] = _joined(joined[-1], line)
        else:
            joined.append(line)
    return tuple(joined)


def _runs(textpage: pdfium.PdfTextPage, text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of one line of *text* that stand apart from each other."""
    shown = [index for index in range(begin, end) if text[index] > " " and text[index] not in _HYPHEN_MARKS]
    if not shown:
        return
    size = _size(textpage, shown[len(shown) // 2])
    width = _right(textpage, shown[-1]) - _origin(textpage, shown[0])[0]
    if width > _WIDE * size * (end - begin):
        for before, after in pairwise(shown):
            if after - before > 1 and _origin(textpage, after)[0] - _right(textpage, before) > _GAP * size:
                yield begin, before + 1
                begin = after
    yield begin, end


def _line(textpage: pdfium.PdfTextPage, printed: str, start: int, number: int) -> Line | None:
    text = " ".join(printed.translate(_SIGNS).split())
    shown = [index for index, sign in enumerate(printed) if sign > " " and sign not in _HYPHEN_MARKS]
    if not text or not shown:
        return None
    hyphen = printed.endswith(_HYPHEN_MARKS)
    if not hyphen and _ENDS_IN_HYPHEN.search(text):
        hyphen, text = True, text[:-1]
    first, middle, last = (start + shown[place] for place in (0, len(shown) // 2, -1))
    left, baseline = _origin(textpage, first)
    return Line(
        text=text,
        left=left,
        right=_right(textpage, last),
        baseline=baseline,
        size=_size(textpage, middle),
        hyphen=hyphen,
        page=number,
    )


def _origin(textpage: pdfium.PdfTextPage, index: int) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(textpage, _char(textpage, index), x, y)
    return x.value, y.value


def _right(textpage: pdfium.PdfTextPage, index: int) -> float:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(textpage, _char(textpage, index), left, right, bottom, top)
    return right.value


def _size(textpage: pdfium.PdfTextPage, index: int) -> float:
    """Return the size of type as it appears: some programs write size 1 and scale the page."""
    char = _char(textpage, index)
    matrix = raw.FS_MATRIX()
    scale = math.hypot(matrix.c, matrix.d) if raw.FPDFText_GetMatrix(textpage, char, matrix) else 1.0
    size: float = raw.FPDFText_GetFontSize(textpage, char) * (scale or 1.0)
    return round(size * 2) / 2


def _char(textpage: pdfium.PdfTextPage, index: int) -> int:
    """Return pdfium's number of the sign at *index* of the text: it skips signs that it only put in."""
    char: int = raw.FPDFText_GetCharIndexFromTextIndex(textpage, index)
    return max(char, 0)


def _goes_on(before: Line, line: Line) -> bool:
    level = abs(before.baseline - line.baseline) < max(1.0, 0.2 * line.size)
    return level and line.left >= before.right - 1 and not before.hyphen


def _joined(before: Line, line: Line) -> Line:
    wide = line.left - before.right > _GAP * line.size and before.text != "•"
    text = before.text + (CELLS if wide else " ") + line.text
    size = line.size if len(line.text) > len(before.text) else before.size
    return replace(before, text=text, right=line.right, size=size, hyphen=line.hyphen)
