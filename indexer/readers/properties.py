"""What the properties of a file say of it in, what of that may be believed out."""

import re
from typing import Final

from indexer.readers.outcome import MAX_TITLE, one_line

# Clocks that were never set say 1601, 1970 or 1980; files of this kind are younger than all of these.
FIRST_YEAR: Final = 1980
LAST_YEAR: Final = 2100

_YEAR: Final = re.compile(r"(?P<year>[0-9]{4})-[0-9]{2}-[0-9]{2}")
# Programs fill the title in by themselves: with the file's name, their own name, or what the template said.
_NO_TITLE: Final = re.compile(
    r"untitled.*|(?:microsoft )?(?:word|powerpoint|excel)\b.*|.*\.(?:docx?|pptx?|xlsx?|indd|qxd|pdf|rtf|tmp|p65|ai)"
    r"|powerpoint presentation|document ?\d*|title|slide \d+|[\W\d_]*",
    re.IGNORECASE,
)


def believable_title(text: str) -> str | None:
    """Return the title in *text*; None where it is no title that a person gave."""
    title = "".join(sign for sign in one_line(text, MAX_TITLE) or "" if sign.isprintable())
    return None if len(title) < 4 or _NO_TITLE.fullmatch(title) else title


def believable_year(stamp: str) -> int | None:
    """Return the year of an ISO 8601 time; None where there is none, or it is that of an unset clock."""
    match = _YEAR.match(stamp.strip())
    return int(match["year"]) if match and FIRST_YEAR < int(match["year"]) < LAST_YEAR else None
