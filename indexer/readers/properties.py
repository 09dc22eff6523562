"""What a file says of itself: which years it is of, and values that facets may be read from."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from indexer.readers.outcome import Properties, one_line

# Clocks that were never set show 1601, 1970 or 1980; files of these formats are newer.
FIRST_YEAR: Final = 1980
LAST_YEAR: Final = 2100

MAX_KEYS: Final = 100
MAX_VALUES: Final = 20  # of one key
MAX_VALUE: Final = 300  # characters of one value

_YEAR: Final = re.compile(r"(?P<year>[0-9]{4})-[0-9]{2}-[0-9]{2}")
_STATED_YEAR: Final = re.compile(r"(?P<year>[0-9]{1,4})(?:-[0-9]{2}.*)?")


def plausible_year(stamp: str) -> int | None:
    """Return the year of an ISO 8601 time; None if there is none, or it is that of an unset clock."""
    match = _YEAR.match(stamp.strip())
    return int(match["year"]) if match and FIRST_YEAR < int(match["year"]) < LAST_YEAR else None


def stated_year(text: str) -> int | None:
    """Return the year that an author wrote, alone or at the beginning of an ISO 8601 date; None if there is none."""
    match = _STATED_YEAR.fullmatch(text.strip())
    return int(match["year"]) or None if match else None


def collected(pairs: Iterable[tuple[str, str]]) -> Properties:
    """Return the values of each name, once each, on one line and as far as there are not too many; what is longer than a name is none."""
    found: dict[str, dict[str, None]] = {}
    for name, text in pairs:
        value = one_line(text[: 4 * MAX_VALUE], 4 * MAX_VALUE)
        if value is None or len(value) > MAX_VALUE or len(name) > MAX_VALUE or not name.strip():
            continue
        if name in found or len(found) < MAX_KEYS:
            values = found.setdefault(name, {})
            if len(values) < MAX_VALUES:
                values[value] = None
    return {name: tuple(values) for name, values in found.items()}


def own_properties(values: Mapping[str, str | None]) -> Properties:
    """Return the properties that have a value, each on one line; what is longer than a name is none."""
    return collected((name, value or "") for name, value in values.items())
