"""The lines of a CSV file for `csv.reader`; the lines of a row that failed can be pushed back."""

from collections import deque
from collections.abc import Iterator
from typing import IO, Final

from indexer.sources.exports.lines import MAX_LINE, lines

# Reading a row again costs its lines twice. A mistake swallows the text up to the next quote, so a file costs at most twice
# as much; in a malicious file, each row would swallow all following ones.
MAX_AGAIN: Final = 4 * MAX_LINE  # bytes, beyond as many as were read
_EACH: Final = 64  # bytes that each line counts in addition, because reading it takes time


class TooLongError(Exception):
    """A row, or a line of it, is longer than MAX_LINE."""


class TableLines(Iterator[str]):
    """Yields lines as text; those since `begin` belong to the current row. Invalid UTF-8 becomes surrogates."""

    def __init__(self, file: IO[bytes], where: str) -> None:
        self._fresh = lines(file, where)
        self._again: deque[bytes | None] = deque()
        self._room = MAX_AGAIN
        self.row: list[bytes | None] = []  # its lines so far; None: one that is too long
        self._size = 0
        self.number = 0  # of the last line
        self.is_utf8 = True  # … is the row so far
        self.is_spaced = False  # whether a quote in it follows a blank

    def begin(self) -> None:
        """Begin a row."""
        self.row = []
        self._size = 0
        self.is_utf8, self.is_spaced = True, False

    def __next__(self) -> str:
        """Return the next line; raises TooLongError if it or the row is too long."""
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
            # A bad cell affects only its row, not the file.
            self.is_utf8 = False
            return line.decode("utf-8", "surrogateescape")

    def raw(self) -> bytes:
        """Return the row so far."""
        return b"".join(line or b"" for line in self.row) if len(self.row) > 1 else self.row[0] or b""

    @property
    def may_repeat(self) -> bool:
        """Return whether lines may still be pushed back: the total is limited."""
        return self._room > 0

    def give_back(self, keep: int) -> None:
        """Push back all lines of the row except the first *keep*, to be read again."""
        given = self.row[keep:]
        self._room -= sum(_EACH + len(line or b"") for line in given)
        self._again.extendleft(reversed(given))
        self.number -= len(given)
        del self.row[keep:]
