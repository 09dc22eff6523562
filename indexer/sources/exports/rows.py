"""The rows of a JSONL or CSV file with their places; streamed, and an invalid row affects only itself."""

from collections.abc import Collection, Iterator
from itertools import chain
from pathlib import Path
from typing import IO, Final

from indexer.errors import RecordError, SourceError
from indexer.sources.exports.lines import TOO_LONG, lines
from indexer.sources.exports.row import Row
from indexer.sources.exports.table import Table
from indexer.sources.source import Report

_TABLES: Final = (".csv", ".tsv")
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def rows(
    path: Path, where: str, report: Report, *, required: str | None = None, keys: Collection[str] = ()
) -> Iterator[Row]:
    """Yield each row of *path*; *where* is the name of the file in messages.

    A CSV file must have the column *required*; its header may write *keys* in any case. Raises SourceError if the file
    cannot be read completely, or its header is wrong.
    """
    try:
        if path.exists() and not path.is_file():
            raise SourceError("it is not a regular file", where=where, fix=f"put the file itself at {path}")
        with path.open("rb") as file:
            _refuse_others(file, where)
            if is_csv(path):
                yield from Table(file, where, report, required=required, keys=keys).rows()
            else:
                yield from _jsonl_rows(file, where, report)
    except FileNotFoundError:
        raise SourceError("there is no such file", where=where, fix=f"put it at {path}") from None
    except OSError as error:
        raise SourceError(f"it cannot be read ({error.strerror})", where=where, fix=f"check {path}") from None


def is_csv(path: Path) -> bool:
    """Return whether *path* is read as CSV, by its suffix; anything else is JSONL."""
    return path.suffix.lower() in _TABLES


def _refuse_others(file: IO[bytes], where: str) -> None:
    """Raise SourceError if *file* begins as no text does; else leave it at its beginning."""
    head = file.read(len(_OLE))
    file.seek(0)
    if head.startswith(_ZIP):
        fix = "if it is an Excel workbook, let its name end in .xlsx; else save it as CSV UTF-8"
        raise SourceError("it is a packed file, not text", where=where, fix=fix)
    if head == _OLE:
        raise SourceError(
            "it is in the old Excel format", where=where, fix="save it as .xlsx or as CSV UTF-8"
        )


def _jsonl_rows(file: IO[bytes], where: str, report: Report) -> Iterator[Row]:
    for number, line in _records(file, where):
        place = f"{where} line {number}"
        if line is None:
            what, fix = TOO_LONG
            report(RecordError(what, where=place, fix=fix))
        else:
            yield Row(place=place, raw=line.strip())


def _records(file: IO[bytes], where: str) -> Iterator[tuple[int, bytes | None]]:
    """Yield (number, line) of all non-blank lines; raises SourceError if the file is a single JSON value."""
    numbered = (
        (number, line)
        for number, line in enumerate(lines(file, where), 1)
        if line is None or (line and not line.isspace())
    )
    first, second = next(numbered, None), next(numbered, None)
    if first is not None and _begins_list(first[1], second[1] if second is not None else b""):
        raise SourceError(
            "it is one JSON list, not one record per line", where=where, fix="convert it: jq -c '.[]'"
        )
    if first is not None and first[1] is None and second is None:
        what, fix = TOO_LONG
        raise SourceError(f"it is one line, and {what}", where=where, fix=fix)
    yield from chain(filter(None, (first, second)), numbered)


def _begins_list(line: bytes | None, following: bytes | None) -> bool:
    """Return whether *line*, the first, begins a list that is the whole file, rather than an invalid record."""
    if line is None or not line.lstrip().startswith(b"["):
        return False
    is_record = following is None or (following.startswith(b"{") and following.rstrip().endswith(b"}"))
    return line.strip() == b"[" or not is_record
