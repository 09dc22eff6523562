"""Reads Excel workbooks as tables: the cells of every sheet that is shown, as text, row by row."""

import re
import warnings
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any, Final
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.utils.exceptions import InvalidFileException

from indexer.errors import ReadError
from indexer.readers.office_package import OfficeFormat, repacked, xml_parts
from indexer.readers.outcome import ReadResult, SheetRow

MAX_ROWS: Final = 100_000  # with something in them, of all sheets together: all are in memory at once
MAX_TEXT: Final = 40 * 1000 * 1000  # characters of them

_EXCEL: Final = OfficeFormat(
    program="Excel", document="an Excel workbook", suffix=".xlsx", folder="xl/", max_xml=200 * 1000 * 1000
)
# What openpyxl raises for parts that do not fit together.
_INCONSISTENT: Final = (
    ArithmeticError, AttributeError, LookupError, TypeError, ValueError, BadZipFile, InvalidFileException, OSError,
    ParseError, SyntaxError,
)  # fmt: skip
_SHEETS: Final = "xl/worksheets/"
# Programs that make workbooks leave it to Excel to calculate: until then a cell has a formula and no value.
_UNCALCULATED: Final = re.compile(
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f(?:\s[^<>]*)?/>)\s*(?:<(?:\w+:)?v\s*(?:/>|>\s*</(?:\w+:)?v>)\s*)?</(?:\w+:)?c>"
)
_IN_CSV: Final = "save the sheet as CSV UTF-8 instead"


def read_workbook(data: bytes, where: str) -> ReadResult:
    """Return the rows of all sheets that are shown."""
    parts = xml_parts(data, where, _EXCEL)
    if _has_formulas_without_values(parts):
        what = "it has formulas that were never calculated"
        raise ReadError(
            what, where=where, fix="open it in Excel or LibreOffice, save it and replace the file"
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what it does not know: colours, validations
            rows = tuple(_rows(parts, where))
    except _INCONSISTENT:
        raise ReadError("its parts are inconsistent", where=where, fix=_EXCEL.save) from None
    return ReadResult(format="xlsx", rows=rows)


def _has_formulas_without_values(parts: Mapping[str, bytes]) -> bool:
    return any(_UNCALCULATED.search(part) for name, part in parts.items() if name.startswith(_SHEETS))


def _rows(parts: Mapping[str, bytes], where: str) -> Iterator[SheetRow]:
    book = load_workbook(repacked(parts), read_only=True, data_only=True, keep_links=False)
    count = size = 0
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        sheet.reset_dimensions()  # what the file says of its size may be wrong: then rows would be missing
        for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
            cells = tuple(map(_text, values))
            while cells and not cells[-1]:
                cells = cells[:-1]
            if not cells:
                continue
            count, size = count + 1, size + sum(map(len, cells))
            if count > MAX_ROWS:
                raise ReadError(f"it has more than {MAX_ROWS:,} rows", where=where, fix=_IN_CSV)
            if size > MAX_TEXT:
                what = f"it has more than {MAX_TEXT // 1_000_000} MB of text"
                raise ReadError(what, where=where, fix=_IN_CSV)
            yield SheetRow(sheet=sheet.title, number=number, cells=cells)


def _text(value: Any) -> str:
    """Return a cell as one would type it: whole numbers without a point, dates as 2019-05-01."""
    if value is None or value in ERROR_CODES:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.15g}"  # Excel counts to 15 digits, too
    if isinstance(value, datetime):
        whole_day = value.time() == time()
        return value.date().isoformat() if whole_day else value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)
