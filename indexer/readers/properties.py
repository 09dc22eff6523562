"""What a file's properties say: which years are plausible, and values that facets may be read from."""

import re
from collections.abc import Mapping
from typing import Final

from indexer.readers.outcome import Properties, one_line

# Clocks that were never set show 1601, 1970 or 1980; files of these formats are newer.
FIRST_YEAR: Final = 1980
LAST_YEAR: Final = 2100

MAX_VALUE: Final = 300  # characters of one property

_YEAR: Final = re.compile(r"(?P<year>[0-9]{4})-[0-9]{2}-[0-9]{2}")


def plausible_year(stamp: str) -> int | None:
    """Return the year of an ISO 8601 time; None if there is none, or it is that of an unset clock."""
    match = _YEAR.match(stamp.strip())
    return int(match["year"]) if match and FIRST_YEAR < int(match["year"]) < LAST_YEAR else None


def own_properties(values: Mapping[str, str | None]) -> Properties:
    """Return the properties that have a value, each on one line; what is longer than a name is none."""
    lines = {name: one_line(value or "", 2 * MAX_VALUE) for name, value in values.items()}
    return {name: (line,) for name, line in lines.items() if line and len(line) <= MAX_VALUE}
