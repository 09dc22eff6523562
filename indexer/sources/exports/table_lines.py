"""The lines of a CSV file, one after the other, for `csv.reader`; those of a row that came to nothing can be given back."""

from collections import deque
from collections.abc import Iterator
from typing import IO, Final

from indexer.sources.exports.lines import MAX_LINE, lines

# A row that is read again costs its lines twice. A slip swallows what stands up to the next quote, so that a file costs
# itself again; a file made to hurt would have each of its rows swallow all that follow.
MAX_AGAIN: Final = 4 * MAX_LINE  # bytes, beyond as many as were read
_EACH: Final = 64  # bytes that a line counts for besides its own, as reading it takes time


class TooLongError(Exception):
    """A row, or a line of it, is longer than MAX_LINE."""


class TableLines(Iterator[str]):
    """Yields lines as text; those since `begin` are the current row's. What is not UTF-8 comes as surrogates."""

    def __init__(self, file: IO[bytes], where: str) -> None:
        self._fresh = lines(file, where)
        self._again: deque[bytes | None] = deque()
        self._room = MAX_AGAIN
        self.row: list[bytes | None] = []  # its lines so far; None: one that is too long
        self._size = 0
        self.number = 0  # of the last line
        self.is_utf8 = True  # … is the row so far
        self.is_spaced = False  # a quote in it stands behind a blank

    def begin(self) -> None:
        """Begin a row."""
        self.row = []
        self._size = 0
        self.is_utf8, self.is_spaced = True, False

    def __next__(self) -> str:
        """Return the next line; raises TooLongError where it is too long, or makes the row so."""
        if self._again:
            line = self._again.popleft()
        else:
            line = next(self._fresh)
            self._room += _EACH + len(line or b"")
        self.number += 1
        self.row.append(line)
        if line is None or (size := self._size + len(line)) > MAX_LINE:
            raise TooLongError
        self._size = size
        self.is_spaced = self.is_spaced or b' "' in line
        try:
            return line.decode()
        except UnicodeDecodeError:
            # One bad cell costs its row, and not the file.
            self.is_utf8 = False
            return line.decode("utf-8", "surrogateescape")

    def raw(self) -> bytes:
        """Return the row so far."""
        return b"".join(line or b"" for line in self.row) if len(self.row) > 1 else self.row[0] or b""

    @property
    def may_repeat(self) -> bool:
        """Return whether lines may still be given back: not without end."""
        return self._room > 0

    def give_back(self, keep: int) -> None:
        """Give all lines of the row but the first *keep* back, to be read again."""
        given = self.row[keep:]
        self._room -= sum(_EACH + len(line or b"") for line in given)
        self._again.extendleft(reversed(given))
        self.number -= len(given)
        del self.row[keep:]
