"""Which years in a file's properties are plausible."""

import re
from typing import Final

# Clocks that were never set show 1601, 1970 or 1980; files of these formats are newer.
FIRST_YEAR: Final = 1980
LAST_YEAR: Final = 2100

_YEAR: Final = re.compile(r"(?P<year>[0-9]{4})-[0-9]{2}-[0-9]{2}")


def plausible_year(stamp: str) -> int | None:
    """Return the year of an ISO 8601 time; None if there is none, or it is that of an unset clock."""
    match = _YEAR.match(stamp.strip())
    return int(match["year"]) if match and FIRST_YEAR < int(match["year"]) < LAST_YEAR else None
