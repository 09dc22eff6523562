"""The rows of a workbook: those of the sheet that holds records. An invalid row affects only itself."""

import json
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Final

from indexer.errors import ReadError, RecordError, SourceError
from indexer.readers.outcome import SheetRow
from indexer.sources.exports.row import Row
from indexer.sources.exports.table_header import table_header
from indexer.sources.source import FileReader, Report
from indexer.sources.values import shown

_SUFFIXES: Final = (".xlsx", ".xlsm")


def is_workbook(path: Path) -> bool:
    """Return whether *path* is read as a workbook, by its suffix."""
    return path.suffix.lower() in _SUFFIXES


def workbook_rows(  # noqa: PLR0913  # what `rows` takes, and what reads a workbook
    path: Path, where: str, read: FileReader, report: Report, *, required: str, keys: Collection[str]
) -> Iterator[Row]:
    """Yield the records of the first sheet whose first row has the column *required*.

    *keys* may be written in any case there. Raises SourceError if the file cannot be read, or no sheet has the column.
    """
    if not path.exists():
        raise SourceError("there is no such file", where=where, fix=f"put it at {path}")
    try:
        sheet_rows = read.table(path, where)
    except ReadError as error:
        raise SourceError(error.what, where=where, fix=error.fix) from None
    yield from _records(sheet_rows, where, report, required=required, keys=keys)


def _records(
    sheet_rows: Sequence[SheetRow], where: str, report: Report, *, required: str, keys: Collection[str]
) -> Iterator[Row]:
    sheets = [list(rows) for _, rows in groupby(sheet_rows, key=attrgetter("sheet"))]
    if not sheets:
        return
    rows = next((rows for rows in sheets if _has(rows[0], required)), sheets[0])
    first, *others = rows
    sheet = f" sheet {shown(first.sheet)}" if len(sheets) > 1 else ""
    header = table_header(
        first.cells, "", f"{where}{sheet} row {first.number}", is_utf8=True, required=required, keys=keys
    )
    for row in others:
        place = f"{where}{sheet} row {row.number}"
        nameless = [
            cell
            for column, cell in enumerate(row.cells)
            if cell.strip() and (column >= len(header) or not header[column])
        ]
        if nameless:
            what = f"{shown(nameless[0])} is in a column without a name"
            report(RecordError(what, where=place, fix="name the column, or clear it; its content is ignored"))
        named = {
            name: cell
            for name, cell in zip(header, row.cells, strict=False)
            if name and cell and not cell.isspace()
        }
        if named:
            raw = json.dumps([header, row.cells]).encode()
            yield Row(place=place, raw=raw, cells=named)


def _has(row: SheetRow, required: str) -> bool:
    return required.casefold() in {cell.strip().casefold() for cell in row.cells}
