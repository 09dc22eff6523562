"""The rows of a CSV file with their places; an unreadable row affects only itself.

Spreadsheets and exports write files that are nearly CSV. A quote after a blank opens a cell as it does without the blank, and
one before a blank closes it. Columns may be separated by semicolons or tabs.
Columns without a name are ignored, as long as they are empty. A quote that is never closed affects only its own row.
"""

import csv
import re
from collections.abc import Collection, Iterator
from hashlib import blake2b
from typing import IO, Final

from indexer.errors import RecordError
from indexer.sources.exports.csv_form import as_utf8, csv_form
from indexer.sources.exports.lines import MAX_LINE, TOO_LONG
from indexer.sources.exports.row import Row
from indexer.sources.exports.table_header import is_hint, table_header, unreadable_header
from indexer.sources.exports.table_lines import TableLines, TooLongError
from indexer.sources.source import Report
from indexer.sources.values import shown

_QUOTES: Final = "check the quotes from this line on"
_ENDLESS: Final = "unexpected end of data"  # the message of `csv` for a quote that is never closed


class Table:
    """The rows of one CSV file."""

    def __init__(
        self,
        file: IO[bytes],
        where: str,
        report: Report,
        *,
        required: str | None = None,
        keys: Collection[str] = (),
    ) -> None:
        """Read *file*; it must have the column *required*, and may write *keys* in any case: "Title", "TITLE"."""
        self._where = where
        self._report = report
        self._required = required
        self._keys = keys
        self._header: list[str] = []
        self._nameless: set[int] = set()  # columns without a name that were empty so far
        self._broken: tuple[int, str, str] | None = None  # line, what, fix of a row whose end is looked for
        csv.field_size_limit(MAX_LINE)  # Python's own limit, 128 KB, is less than one guidebook's text
        self._form = csv_form(file, required)
        divider = self._form.divider
        self._blanks_behind = re.compile(rf'"[ \t]+(?={re.escape(divider)}|[\r\n]|\Z)')
        self._lines = TableLines(as_utf8(file, self._form), where)
        self._plain = csv.reader(self._lines, strict=True, delimiter=divider)
        self._spaced = csv.reader(self._lines, strict=True, delimiter=divider, skipinitialspace=True)

    def rows(self) -> Iterator[Row]:
        """Yield each row without blank cells; raises SourceError if the header is wrong."""
        header: list[str] = []
        salt = b""
        widths: set[int] = set()  # of rows so far
        while (read := self._row()) is not None:
            number, cells = read
            named = {
                name: cell for name, cell in zip(header, cells, strict=False) if cell and not cell.isspace()
            }
            if not named and not any(cell.strip() for cell in cells):
                continue
            if not header:
                header = self._header = self._begin(cells, number)
                self._nameless = {column for column, name in enumerate(header) if header and not name}
                salt = blake2b(repr(header).encode(), digest_size=16).digest()
                widths.add(len(header))
                continue
            if self._broken is not None:
                if len(cells) not in widths or self._lines.raw().count(b'"') % 2:
                    continue  # what is left of a broken row
                self._tell_broken(number - 1)
            if self._fits(number, cells, has_nameless="" in named):
                widths.add(len(cells))
                named.pop("", None)
                yield Row(place=self._place(number), raw=salt + self._lines.raw(), cells=named)
        self._tell_broken(self._lines.number)

    def _row(self) -> tuple[int, list[str]] | None:
        """Return the next readable row after the number of its first line; None at the end."""
        lines = self._lines
        while True:
            lines.begin()
            number = lines.number + 1
            try:
                return number, self._cells()
            except StopIteration:
                return None
            except TooLongError:
                what, fix = TOO_LONG
            except csv.Error as error:
                said = "a quote in it is never closed" if _ENDLESS in str(error) else str(error)
                what, fix = f"it is not CSV ({said})", _QUOTES
            if not self._header:
                line = lines.raw().decode("utf-8", "replace")
                raise unreadable_header(line, self._place(number), what, self._required)
            if self._broken is None:
                self._broken = number, what, fix
                if len(lines.row) == 1 and lines.raw().count(b'"') % 2 == 0:
                    self._tell_broken(number)  # no cell of it goes on in the next line
            elif len(lines.row) == 1 and (what, fix) == TOO_LONG:
                self._refuse(number, what, fix)
            if lines.may_repeat:
                lines.give_back(1)

    def _cells(self) -> list[str]:
        """Return the cells of the next row; raises StopIteration at the end, TooLongError and csv.Error."""
        lines = self._lines
        try:
            cells = next(self._plain)
        except csv.Error:
            if (closed := self._cells_with_blanks_behind_quotes()) is None:
                raise
            return closed
        if not (lines.is_spaced and any(map(_is_spaced, cells)) and lines.may_repeat):
            return cells
        lines.give_back(0)
        try:
            spaced = next(self._spaced)
        except (csv.Error, TooLongError):
            # The quotes belong to the text: `a, "big" words, b`.
            lines.give_back(0)
            return next(self._plain)
        # If no quote follows a blank, quotes and blanks are text of the cells.
        meant = len(spaced) != len(cells) or any(
            _is_spaced(cell) and cell != other for cell, other in zip(cells, spaced, strict=True)
        )
        return spaced if meant else cells

    def _cells_with_blanks_behind_quotes(self) -> list[str] | None:
        """Return the cells of a row of one line in which blanks follow closing quotes; None if that does not explain it."""
        if len(self._lines.row) != 1 or not self._lines.is_utf8:
            return None
        closed, changes = self._blanks_behind.subn('"', self._lines.raw().decode())
        if not changes:
            return None
        try:
            (cells,) = csv.reader([closed], strict=True, delimiter=self._form.divider, skipinitialspace=True)
        except (csv.Error, ValueError):
            return None
        return cells if len(cells) == len(self._header) or not self._header else None

    def _begin(self, cells: list[str], number: int) -> list[str]:
        """Return the header; [] if the row only declares the separator of columns."""
        if is_hint(cells):
            return []
        place, line = self._place(number), self._lines.raw().decode("utf-8", "replace")
        return table_header(
            cells, line, place, is_utf8=self._lines.is_utf8, required=self._required, keys=self._keys
        )

    def _fits(self, number: int, cells: list[str], *, has_nameless: bool) -> bool:
        """Return whether a row fits the header; report it if it does not."""
        width = len(self._header)
        if not self._lines.is_utf8:
            self._refuse(number, "it is not UTF-8", "save the file as UTF-8")
            return False
        if len(cells) > width and any(cell.strip() for cell in cells[width:]):
            self._refuse(
                number,
                f"it has {len(cells)} cells, but the header has {width}",
                f"put quotes around cells that hold {self._form.divider_name}",
            )
            return False
        for column in sorted(self._nameless) if has_nameless else ():
            if column < len(cells) and cells[column].strip():
                self._nameless.remove(column)
                what = (
                    f"column {column + 1} has no name in the header, but contains {shown(cells[column])} here"
                )
                self._refuse(number, what, "name the column, or clear it; its content is ignored")
        return True

    def _tell_broken(self, last: int) -> None:
        """Report the unreadable row, if there is one; the lines after it, up to *last*, may belong to it."""
        if self._broken is not None:
            first, what, fix = self._broken
            rest = f"; it is skipped, with all that follows up to line {last}" if last > first else ""
            self._refuse(first, what + rest, fix)
            self._broken = None

    def _refuse(self, number: int, what: str, fix: str) -> None:
        self._report(RecordError(what, where=self._place(number), fix=fix))

    def _place(self, number: int) -> str:
        return f"{self._where} line {number}"


def _is_spaced(cell: str) -> bool:
    """Return whether *cell* was meant to be quoted: a blank precedes its quote."""
    return cell.startswith(" ") and cell.lstrip(" ").startswith('"')
