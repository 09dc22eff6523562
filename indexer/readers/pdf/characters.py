"""An open text page in, its text out, and where each sign stands and how large once the page is turned to be read."""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median
from typing import Final

import pypdfium2 as pdfium
from pypdfium2 import raw

# pdfium ends a line with CRLF, or marks a line-end hyphen with one of these signs and goes on without one. A lone CR
# is a ligature of an old font.
HYPHEN_MARKS: Final = ("\x02", "\ufffe")
_NO_INK: Final = " " + "".join(HYPHEN_MARKS)
_LINE: Final = re.compile("(?:[^\r\n\x02\ufffe]|\r(?!\n))+[\x02\ufffe]?")

# Some programs (groff by way of Ghostscript) move from word to word without a space, or print one and move back over
# it. So many signs at the beginning of a page tell whether this one does.
SAMPLE: Final = 400
SPACE: Final = 0.15  # times the size of type: the narrowest space of a justified line
OVERLAP: Final = 0.05  # what kerning leaves between the letters of a word at most
# Signs so much higher than their size of type: that is the size of a bitmap font's grid.
TOO_HIGH: Final = 1.5
SMALL_LETTER: Final = 0.45  # how high these are, by size of type
_SAMPLES: Final = (
    6  # stretches of a line, with a character looked at where each begins and ends: some may be raised
)
_SMALL: Final = frozenset("acemnorsuvwxz")


class Signs:
    """The signs of one page; lengths in points, from the left and from the bottom as the text is read."""

    def __init__(self, page: pdfium.PdfPage, textpage: pdfium.PdfTextPage) -> None:
        self._page = textpage.raw
        self.text: str = textpage.get_text_range()
        self.lines = tuple(match.span() for match in _LINE.finditer(self.text))
        self._width: float = page.get_width()
        self._height: float = page.get_height()
        if page.get_rotation() in {90, 270}:
            self._width, self._height = self._height, self._width
        # pdfium's text leaves out signs that it cannot name; mostly there are none, and asking for each is slow.
        self._all_named = raw.FPDFText_CountChars(self._page) == len(self.text)
        self._x, self._y, self._far, self._high_edge = (ctypes.c_double() for _ in range(4))
        self._loose_box = raw.FS_RECTF()
        self._quarters = self._turn()
        self._loose = self._is_loose()

    @property
    def turned(self) -> bool:
        """Tell whether the page lies otherwise in the file than it is read."""
        return self._quarters > 0

    @property
    def height(self) -> float:
        """Return the height of the page as it is read."""
        return self._width if self._quarters % 2 else self._height

    def shown(self, begin: int, end: int) -> list[int]:
        """Return the places of signs that leave ink between *begin* and *end* of the text."""
        return [index for index, sign in enumerate(self.text[begin:end], begin) if sign not in _NO_INK]

    def origin(self, index: int) -> tuple[float, float]:
        """Return where the sign at *index* of the text stands on its baseline."""
        raw.FPDFText_GetCharOrigin(self._page, self._char(index), self._x, self._y)
        return self._turned(self._x.value, self._y.value)

    def baseline(self, shown: Sequence[int]) -> float:
        """Return the height on which most of the signs *shown* stand, whichever of them are raised or lowered."""
        last = len(shown) - 1
        return median(self.origin(shown[last * part // _SAMPLES])[1] for part in range(_SAMPLES + 1))

    def right(self, index: int) -> float:
        """Return the right edge of the ink at *index* of the text."""
        left, right, bottom, top = self._ink(index)
        if not self._quarters:
            return right
        return max(self._turned(left, bottom)[0], self._turned(right, top)[0])

    def bottom(self, index: int) -> float:
        """Return the lower edge of the ink at *index* of the text."""
        left, right, bottom, top = self._ink(index)
        if not self._quarters:
            return bottom
        return min(self._turned(left, bottom)[1], self._turned(right, top)[1])

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Return the left, lower, right and upper edge of a box on the page as it lies in the file."""
        one, other = self._turned(left, bottom), self._turned(right, top)
        low, high = zip(*map(sorted, zip(one, other, strict=True)), strict=True)
        return low[0], low[1], high[0], high[1]

    def pieces(self, begin: int, end: int) -> int:
        """Return in how many pieces, each of one size and height, the file writes the text from *begin* to *end*."""
        first = self._char(begin)
        count: int = raw.FPDFText_CountRects(self._page, first, self._char(end - 1) + 1 - first)
        return count

    def size(self, shown: Sequence[int]) -> float:
        """Return the size of type of the signs *shown* as it appears: some programs write size 1 and scale the page."""
        middle = shown[len(shown) // 2]
        char = self._char(middle)
        matrix = raw.FS_MATRIX()
        scale = math.hypot(matrix.c, matrix.d) if raw.FPDFText_GetMatrix(self._page, char, matrix) else 1.0
        size: float = raw.FPDFText_GetFontSize(self._page, char) * (scale or 1.0)
        if self._high(middle) > TOO_HIGH * size:
            small = [self._high(index) for index in shown if self.text[index] in _SMALL]
            size = median(small) / SMALL_LETTER if small else self._high(middle)
            return float(round(size))
        return round(size * 2) / 2

    def printed(self, begin: int, end: int, shown: Sequence[int], spaces: Mapping[int, str]) -> str:
        """Return the text from *begin* to *end* of one line, with a space where words stand apart on paper.

        *shown* are its signs that leave ink; *spaces* says what stands before some of them, whatever the file says.
        """
        if self._loose:
            spaces = dict(self._spaces(shown)) | dict(spaces)
        if not spaces:
            return self.text[begin:end]
        pieces = [self.text[begin : shown[0]]]
        for before, after in pairwise(shown):
            pieces.append(self.text[before])
            pieces.append(spaces.get(after, self.text[before + 1 : after]))
        return "".join([*pieces, self.text[shown[-1] : end]])

    def _spaces(self, shown: Sequence[int]) -> Iterator[tuple[int, str]]:
        """Yield the places of signs before which the text has a space too few (" ") or too many ("")."""
        if len(shown) < 2:
            return
        size = self.size(shown)
        edges = [self._edges(index) for index in shown]
        gaps = [after[0] - before[1] for before, after in pairwise(edges)]
        letterspaced = max(0.0, median(gaps))
        for (before, after), gap in zip(pairwise(shown), gaps, strict=True):
            if after - before == 1 and gap - letterspaced > SPACE * size:
                yield after, " "
            elif after - before > 1 and -size < gap < OVERLAP * size:
                yield after, ""

    def _is_loose(self) -> bool:
        """Tell whether a space is missing at the beginning of the page."""
        seen = 0
        for begin, end in self.lines:
            if any(space and self._in_words(index) for index, space in self._spaces(self.shown(begin, end))):
                return True
            seen += end - begin
            if seen > SAMPLE:
                break
        return False

    def _in_words(self, index: int) -> bool:
        return self.text[index].isalpha() and (
            self.text[index - 1].isalpha() or self.text[index - 1] in ",.;:"
        )

    def _turn(self) -> int:
        """Return by how many quarters of a circle most lines are turned to the left."""
        signs: Counter[int] = Counter()
        for begin, end in self.lines:
            angle = raw.FPDFText_GetCharAngle(self._page, self._char((begin + end) // 2))
            # pdfium counts angles clockwise, and says -1 where it has none.
            signs[-round(angle / (math.pi / 2)) % 4 if angle > 0 else 0] += end - begin
        return signs.most_common(1)[0][0] if signs else 0

    def _turned(self, x: float, y: float) -> tuple[float, float]:
        match self._quarters:
            case 1:
                return y, self._width - x
            case 2:
                return self._width - x, self._height - y
            case 3:
                return self._height - y, x
            case _:
                return x, y

    def _edges(self, index: int) -> tuple[float, float]:
        """Return the left and the right edge of a sign with the room it takes."""
        box = self._loose_box
        raw.FPDFText_GetLooseCharBox(self._page, self._char(index), box)
        if not self._quarters:
            return box.left, box.right
        one, other = self._turned(box.left, box.bottom)[0], self._turned(box.right, box.top)[0]
        return min(one, other), max(one, other)

    def _high(self, index: int) -> float:
        left, right, bottom, top = self._ink(index)
        return abs(right - left if self._quarters % 2 else top - bottom)

    def _ink(self, index: int) -> tuple[float, float, float, float]:
        """Return left, right, bottom and top of a sign on the page as it lies in the file."""
        left, right, bottom, top = self._x, self._far, self._y, self._high_edge
        raw.FPDFText_GetCharBox(self._page, self._char(index), left, right, bottom, top)
        return left.value, right.value, bottom.value, top.value

    def _char(self, index: int) -> int:
        """Return pdfium's number of the sign at *index* of the text."""
        if self._all_named:
            return index
        char: int = raw.FPDFText_GetCharIndexFromTextIndex(self._page, index)
        return max(char, 0)
