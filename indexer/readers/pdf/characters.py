"""The text of a page with the position and size of each character, after rotation to reading direction."""

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

# pdfium ends a line with CRLF, or replaces a hyphen at its end by one of these characters, without CRLF. A single CR is a
# ligature of an old font.
HYPHEN_MARKS: Final = ("\x02", "\ufffe")
_NO_INK: Final = " " + "".join(HYPHEN_MARKS)
_LINE: Final = re.compile("(?:[^\r\n\x02\ufffe]|\r(?!\n))+[\x02\ufffe]?")

# Some programs (groff with Ghostscript) move from word to word without a space, or print one and move back over it. This
# many characters at the beginning of a page show whether that is the case.
SAMPLE: Final = 400
SPACE: Final = 0.15  # times the font size: the narrowest space of a justified line
OVERLAP: Final = 0.05  # the largest gap that kerning leaves within a word
# If characters are this much higher than their font size, it is the grid size of a bitmap font.
TOO_HIGH: Final = 1.5
SMALL_LETTER: Final = 0.45  # times the font size: the height of the letters in _SMALL
_SAMPLES: Final = (
    6  # stretches of a line, with a character looked at where each begins and ends: some may be raised
)
_SMALL: Final = frozenset("acemnorsuvwxz")


class PageCharacters:
    """The characters of one page; lengths in points, from the left and the bottom of the page as it is read."""

    def __init__(self, page: pdfium.PdfPage, textpage: pdfium.PdfTextPage) -> None:
        self._page = textpage.raw
        self.text: str = textpage.get_text_range()
        self.lines = tuple(match.span() for match in _LINE.finditer(self.text))
        self._width: float = page.get_width()
        self._height: float = page.get_height()
        if page.get_rotation() in {90, 270}:
            self._width, self._height = self._height, self._width
        # pdfium's text omits characters that it cannot map. Usually there are none, and looking up each index is slow.
        self._all_named = raw.FPDFText_CountChars(self._page) == len(self.text)
        self._x, self._y, self._far, self._high_edge = (ctypes.c_double() for _ in range(4))
        self._box = raw.FS_RECTF()
        self._quarters = self._rotation()
        self._has_missing_spaces = self._lacks_spaces()

    @property
    def is_rotated(self) -> bool:
        """Return whether the page is rotated relative to its reading direction."""
        return self._quarters > 0

    @property
    def height(self) -> float:
        """Return the height of the page as it is read."""
        return self._width if self._quarters % 2 else self._height

    def shown(self, begin: int, end: int) -> list[int]:
        """Return the indexes of visible characters between *begin* and *end* of the text."""
        return [
            index for index, character in enumerate(self.text[begin:end], begin) if character not in _NO_INK
        ]

    def origin(self, index: int) -> tuple[float, float]:
        """Return the origin, on the baseline, of the character at *index* of the text."""
        raw.FPDFText_GetCharOrigin(self._page, self._char(index), self._x, self._y)
        return self._rotated(self._x.value, self._y.value)

    def baseline(self, shown: Sequence[int]) -> float:
        """Return the baseline of most of the characters *shown*; some may be raised or lowered."""
        last = len(shown) - 1
        return median(self.origin(shown[last * part // _SAMPLES])[1] for part in range(_SAMPLES + 1))

    def right(self, index: int) -> float:
        """Return the right edge of the ink at *index* of the text."""
        left, right, bottom, top = self._ink(index)
        if not self._quarters:
            return right
        return max(self._rotated(left, bottom)[0], self._rotated(right, top)[0])

    def bottom(self, index: int) -> float:
        """Return the lower edge of the ink at *index* of the text."""
        left, right, bottom, top = self._ink(index)
        if not self._quarters:
            return bottom
        return min(self._rotated(left, bottom)[1], self._rotated(right, top)[1])

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Return the left, lower, right and upper edge, in reading direction, of a box in the file's coordinates."""
        one, other = self._rotated(left, bottom), self._rotated(right, top)
        low, high = zip(*map(sorted, zip(one, other, strict=True)), strict=True)
        return low[0], low[1], high[0], high[1]

    def pieces(self, begin: int, end: int) -> int:
        """Return in how many pieces, each of one size and baseline, the file writes the text from *begin* to *end*."""
        first = self._char(begin)
        count: int = raw.FPDFText_CountRects(self._page, first, self._char(end - 1) + 1 - first)
        return count

    def size(self, shown: Sequence[int]) -> float:
        """Return the apparent font size of the characters *shown*: some programs write size 1 and scale the page."""
        middle = shown[len(shown) // 2]
        char = self._char(middle)
        matrix = raw.FS_MATRIX()
        scale = math.hypot(matrix.c, matrix.d) if raw.FPDFText_GetMatrix(self._page, char, matrix) else 1.0
        size: float = raw.FPDFText_GetFontSize(self._page, char) * (scale or 1.0)
        if self._ink_height(middle) > TOO_HIGH * size:
            small = [self._ink_height(index) for index in shown if self.text[index] in _SMALL]
            size = median(small) / SMALL_LETTER if small else self._ink_height(middle)
            return float(round(size))
        return round(size * 2) / 2

    def printed(self, begin: int, end: int, shown: Sequence[int], spaces: Mapping[int, str]) -> str:
        """Return the text from *begin* to *end* of one line, with a space wherever there is a gap between words.

        *shown* are its visible characters; *spaces* overrides what precedes some of them.
        """
        if self._has_missing_spaces:
            spaces = dict(self._spaces(shown)) | dict(spaces)
        if not spaces:
            return self.text[begin:end]
        pieces = [self.text[begin : shown[0]]]
        for before, after in pairwise(shown):
            pieces.append(self.text[before])
            pieces.append(spaces.get(after, self.text[before + 1 : after]))
        return "".join([*pieces, self.text[shown[-1] : end]])

    def _spaces(self, shown: Sequence[int]) -> Iterator[tuple[int, str]]:
        """Yield the indexes of characters before which a space is missing (" ") or must be removed ("")."""
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

    def _lacks_spaces(self) -> bool:
        """Return whether a space is missing at the beginning of the page."""
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

    def _rotation(self) -> int:
        """Return by how many quarter turns to the left most lines are rotated."""
        quarters: Counter[int] = Counter()
        for begin, end in self.lines:
            angle = raw.FPDFText_GetCharAngle(self._page, self._char((begin + end) // 2))
            # pdfium's angles are clockwise, and -1 if there is none.
            quarters[-round(angle / (math.pi / 2)) % 4 if angle > 0 else 0] += end - begin
        return quarters.most_common(1)[0][0] if quarters else 0

    def _rotated(self, x: float, y: float) -> tuple[float, float]:
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
        """Return the left and the right edge of a character, including its advance."""
        box = self._box
        raw.FPDFText_GetLooseCharBox(self._page, self._char(index), box)
        if not self._quarters:
            return box.left, box.right
        one, other = self._rotated(box.left, box.bottom)[0], self._rotated(box.right, box.top)[0]
        return min(one, other), max(one, other)

    def _ink_height(self, index: int) -> float:
        left, right, bottom, top = self._ink(index)
        return abs(right - left if self._quarters % 2 else top - bottom)

    def _ink(self, index: int) -> tuple[float, float, float, float]:
        """Return left, right, bottom and top of a character in the file's coordinates."""
        left, right, bottom, top = self._x, self._far, self._y, self._high_edge
        raw.FPDFText_GetCharBox(self._page, self._char(index), left, right, bottom, top)
        return left.value, right.value, bottom.value, top.value

    def _char(self, index: int) -> int:
        """Return pdfium's index of the character at *index* of the text."""
        if self._all_named:
            return index
        char: int = raw.FPDFText_GetCharIndexFromTextIndex(self._page, index)
        return max(char, 0)
