"""Finds where the mark of a note adjoins a word on a printed line.

A mark is higher than its word; in some fonts it is a smaller character on the same baseline. Both show in the lower edge of
its ink.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from indexer.readers.note_marks import is_mark, run_after, run_before
from indexer.readers.pdf.characters import PageCharacters

RAISED: Final = 0.15  # times the font size: ink that begins so far above the baseline is raised
TOO_HIGH: Final = 1.0  # … and so far above it, it belongs to the line above
MAX_LENGTH: Final = 12  # characters of a mark

# The last character of what may be a mark. A digit beside a letter or a full stop is rare: it is always looked at.
_RARE: Final = re.compile(
    r"(?<=\S)\d(?!\d)|\d(?=[^\W\d_])|(?<=[\d.,;:!?”\"’)])[a-z](?![^\W_])|(?<=[a-z])[A-Z](?![^\W_])"
)
# Each word ends in a letter: that can only be raised where a line was written in several pieces.
_ANY: Final = re.compile(r"(?<=\S)[a-zA-Z\d](?![^\W_])|\d(?=[^\W\d_])|[*†‡§¶#‖]")
_PART: Final = re.compile(r"[\da-zA-Z*†‡§¶#‖,;–\-\[\]()]")
_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyz")


def mark_spaces(
    characters: PageCharacters, begin: int, end: int, shown: Sequence[int], size: float
) -> dict[int, str]:
    """Return {place: " "} for each place from *begin* to *end* where a mark adjoins the text before or after it."""
    pieces = characters.pieces(begin, end)
    places = [
        match.start() for match in (_ANY if pieces > 1 else _RARE).finditer(characters.text, begin, end)
    ]
    if pieces > 1 and characters.text[shown[0]] in _LETTERS:
        places.append(shown[0])
    if not places:
        return {}
    line = _RaisedLine(characters, begin, end, shown, size)
    return {place: " " for last in places for place in line.borders(last)}


class _RaisedLine:
    """The raised characters of one line."""

    def __init__(
        self, characters: PageCharacters, begin: int, end: int, shown: Sequence[int], size: float
    ) -> None:
        self._characters = characters
        self._begin, self._end = begin, end
        self._step = RAISED * size
        self._far = TOO_HIGH * size
        self._baseline = characters.baseline(shown)

    def borders(self, last: int) -> Iterator[int]:
        """Yield the indexes where the mark that ends at *last* adjoins something, if it is a mark."""
        height = self._height(last)
        if not self._step < height - self._baseline < self._far:
            return
        text, first = self._characters.text, last
        while first > self._begin and last - first < MAX_LENGTH and _PART.match(text, first - 1):
            if self._height(first - 1) - self._baseline < self._step:
                break
            first -= 1
        before = run_before(text[self._begin : first], first - self._begin)
        after = run_after(text[: self._end], last + 1)
        # Compared with its neighbours, because lines of scans are not level.
        beside = first - 1 if before else last + 1 if after else None
        if beside is None or height - self._characters.origin(beside)[1] < self._step:
            return
        if is_mark(before, text[first : last + 1], after):
            if before:
                yield first
            if after[:1].isalnum():
                yield last + 1

    def _height(self, place: int) -> float:
        """Return the lower edge of a character's ink; for symbols such as an asterisk, which always hang, the baseline."""
        if self._characters.text[place].isalnum():
            return self._characters.bottom(place)
        return self._characters.origin(place)[1]
