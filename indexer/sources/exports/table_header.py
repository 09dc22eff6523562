"""The header of a CSV file: the names of its columns; SourceError if the file is not such a table."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Final

from indexer.control_characters import clean_line
from indexer.errors import SourceError
from indexer.sources.values import shown

MAX_COLUMNS: Final = 1_000  # with a name: each is a key of every record

_OTHER_DIVIDERS: Final = {"|": "bars"}  # which separate the values of a cell
_AS_CSV: Final = "save it as CSV with commas, in UTF-8, or as .xlsx"
_SHOWN: Final = 5  # names of columns
_LOOKED_AT: Final = 10_000  # characters of a header that are searched for separators


def table_header(  # noqa: PLR0913  # error messages need all of it
    cells: Sequence[str],
    line: str,
    where: str,
    *,
    is_utf8: bool,
    required: str | None,
    keys: Collection[str],
) -> list[str]:
    """Return the name of each column, "" if it has none.

    *line* is the text of *cells*. A name that differs from one of *keys* only by case becomes that key.
    """
    if not is_utf8:
        raise SourceError("the header is not UTF-8", where=where, fix=_AS_CSV)
    names = [clean_line(cell) for cell in cells]
    if sum(map(bool, names)) > MAX_COLUMNS:
        raise SourceError(
            f"it has more than {MAX_COLUMNS:,} columns",
            where=where,
            fix="remove those that are not needed",
        )
    names = _in_our_case(names, keys if required is None else {*keys, required}, where)
    twice = next((name for name, times in Counter(names).items() if name and times > 1), None)
    if required is not None and required not in names:
        raise _without(required, names, line, where)
    if twice is not None:
        raise SourceError(f"the column {shown(twice)} appears twice", where=where, fix="rename one")
    return names


def unreadable_header(line: str, where: str, what: str, required: str | None) -> SourceError:
    """Return the error for a file whose first row, *line*, cannot be read because of *what*."""
    if "\r" in line.rstrip("\r\n"):
        what, fix = (
            "its lines end with a carriage return alone",
            "save it with the line ends of Windows or Unix",
        )
        return SourceError(what, where=where, fix=fix)
    divider = _other_divider(line, required)
    if divider is not None:
        return _divided_by(divider, where)
    return SourceError(f"the header cannot be read: {what}", where=where, fix=_AS_CSV)


def is_hint(cells: Sequence[str]) -> bool:
    """Return whether *cells* are the line that declares the separator to Excel: "sep=;"."""
    return cells[0].strip().casefold().startswith("sep=") and not any(cells[1:])


def _in_our_case(names: Sequence[str], keys: Collection[str], where: str) -> list[str]:
    """Return *names*, replacing those that differ from one of *keys* only by case."""
    found = list(names)
    for key in keys:
        like = [column for column, name in enumerate(names) if name.casefold() == key.casefold()]
        if key in names or not like:
            continue
        if len(like) > 1:
            said = " and ".join(shown(names[column]) for column in like)
            raise SourceError(
                f"the columns {said} differ by case alone",
                where=where,
                fix=f"rename one; {shown(key)} is read",
            )
        found[like[0]] = key
    return found


def _without(required: str, names: Sequence[str], line: str, where: str) -> SourceError:
    divider = _other_divider(line, required)
    if divider is not None:
        return _divided_by(divider, where)
    said = ", ".join(shown(name) for name in names[:_SHOWN] if name) + (", …" if len(names) > _SHOWN else "")
    return SourceError(
        f"the header has no column {required!r}; its columns are {said}",
        where=where,
        fix="rename the column of ids, or name it in config.toml: fields = {id = …}",
    )


def _other_divider(line: str, required: str | None) -> str | None:
    """Return the separator of the columns in *line*, if it is not a comma."""
    for divider in _OTHER_DIVIDERS:
        names = [clean_line(name).strip('"').casefold() for name in line[:_LOOKED_AT].split(divider)]
        if len(names) > 1 and ("," not in line or (required or "").casefold() in names):
            return divider
    return None


def _divided_by(divider: str, where: str) -> SourceError:
    return SourceError(
        f"its columns are separated by {_OTHER_DIVIDERS[divider]}, not by commas", where=where, fix=_AS_CSV
    )
