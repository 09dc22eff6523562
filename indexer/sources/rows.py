"""A JSONL or CSV file in, its rows out as they stand, each with its line number; streamed.

What is wrong with one line is reported with its number, and the next line is read.
"""

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, Final, NoReturn

from indexer.errors import RecordError, SourceError
from indexer.sources.source import Report

# A longer line is no record but a slip (a file without line ends): it bounds what one line can take.
MAX_LINE: Final = 64 * 1024 * 1024

_BOM = "\ufeff".encode()
_SURROGATE = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


def rows(
    path: Path, where: str, report: Report, *, required: str | None = None
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (place, values) of each record in *path*; *where* is how messages call the file.

    Raises SourceError when the file cannot be read to its end, or is a CSV file without the column *required*.
    """
    try:
        with path.open("rb") as file:
            if is_csv(path):
                yield from _csv_rows(file, where, report, required)
            else:
                yield from _jsonl_rows(file, where, report)
    except FileNotFoundError:
        raise SourceError("there is no such file", where=where, mend=f"put it at {path}") from None
    except OSError as error:
        raise SourceError(
            f"it cannot be read ({error.strerror})", where=where, mend=f"check {path}"
        ) from None


def is_csv(path: Path) -> bool:
    """Return whether *path* is read as CSV, by its ending; all else is JSONL."""
    return path.suffix.lower() == ".csv"


def _lines(file: IO[bytes], too_long: Callable[[int], None]) -> Iterator[bytes]:
    """Yield each line, the sign of byte order left out; one that is too long is told of and comes as blank."""
    number = 0
    while line := file.readline(MAX_LINE):
        number += 1
        if len(line) == MAX_LINE and not line.endswith(b"\n"):
            too_long(number)
            while (rest := file.readline(MAX_LINE)) and not rest.endswith(b"\n"):
                pass
            line = b"\n"  # its number must still count
        yield line.removeprefix(_BOM) if number == 1 else line


def _jsonl_rows(file: IO[bytes], where: str, report: Report) -> Iterator[tuple[str, dict[str, Any]]]:
    def refuse(number: int, what: str, mend: str) -> None:
        report(RecordError(what, where=f"{where} line {number}", mend=mend))

    started = False
    for number, line in enumerate(_lines(file, lambda number: refuse(number, *_TOO_LONG)), 1):
        if not line.strip():
            continue
        if not started and line.lstrip().startswith(b"["):
            raise SourceError(
                "it is one JSON list, not one record a line", where=where, mend="convert it: jq -c '.[]'"
            )
        started = True
        try:
            values = json.loads(line.decode(), parse_constant=_no_number)
        except UnicodeDecodeError:
            refuse(number, "it is not UTF-8", "save the file as UTF-8")
            continue
        except (ValueError, RecursionError) as error:
            refuse(number, f"it is not JSON ({_said(error)})", "write one JSON object a line")
            continue
        if not isinstance(values, dict):
            refuse(number, "it is not a JSON object", "write one JSON object a line")
            continue
        yield f"{where} line {number}", _whole(values) if b"\\u" in line else values


def _csv_rows(
    file: IO[bytes], where: str, report: Report, required: str | None
) -> Iterator[tuple[str, dict[str, Any]]]:
    def refuse(number: int, what: str, mend: str) -> None:
        report(RecordError(what, where=f"{where} line {number}", mend=mend))

    csv.field_size_limit(MAX_LINE)  # Python's own limit, 128 KB, is less than one guidebook's text
    lines = _lines(file, lambda number: refuse(number, *_TOO_LONG))
    # What is not UTF-8 is kept as surrogates, so that one bad cell costs one row and not the file.
    table = csv.reader((line.decode("utf-8", "surrogateescape") for line in lines), strict=True)
    header: list[str] | None = None
    begins = 1
    while True:
        try:
            cells = next(table)
        except StopIteration:
            break
        except csv.Error as error:
            refuse(begins, f"it is not CSV ({error})", "check the quotes from this line on")
            begins = table.line_num + 1
            continue
        number, begins = begins, table.line_num + 1
        if not any(cells):
            continue
        if header is None:
            header = _header(cells, where, required)
            continue
        if len(cells) > len(header):
            refuse(number, f"it has {len(cells)} cells, the header {len(header)}", "put quotes around commas")
            continue
        if any(_escaped(cell) for cell in cells):
            refuse(number, "it is not UTF-8", "save the file as UTF-8")
            continue
        yield f"{where} line {number}", {key: cell for key, cell in zip(header, cells, strict=False) if cell}


def _header(cells: list[str], where: str, required: str | None) -> list[str]:
    names = [cell.strip() for cell in cells]
    if required is not None and required not in names:
        raise SourceError(
            f"the header has no column {required!r}",
            where=f"{where} line 1",
            mend=f"name one so (commas part columns), or say which with fields = {{{required} = …}}",
        )
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise SourceError(f"the column {twice!r} stands twice", where=f"{where} line 1", mend="rename one")
    if any(_escaped(name) for name in names):
        raise SourceError("the header is not UTF-8", where=f"{where} line 1", mend="save the file as UTF-8")
    return names


_TOO_LONG = (f"it is longer than {MAX_LINE // 1024**2} MB", "write one record a line")


def _escaped(text: str) -> bool:
    return not text.isascii() and any("\ud800" <= sign <= "\udfff" for sign in text)


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


def _said(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg}, column {error.colno}"
    return "too deeply nested" if isinstance(error, RecursionError) else str(error)[:80]


def _whole(value: Any) -> Any:
    """Return *value* with halves of signs (an emoji cut in two) replaced: no file and no answer can hold them."""
    if isinstance(value, str):
        return value if value.isascii() else value.translate(_SURROGATE)
    if isinstance(value, list):
        return [_whole(one) for one in value]
    if isinstance(value, dict):
        return {_whole(key): _whole(one) for key, one in value.items()}
    return value
