"""References in, a table for spreadsheets out: CSV as RFC 4180 has it, in UTF-8 with the mark by which Excel knows it."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Final

from indexer.control_characters import clean_line
from searchapp.web.exports.reference import Reference

_COLUMNS: Final = ("title", "url", "types", "topics", "year")
_LAST_COLUMNS: Final = ("language", "summary", "id", "page")
_BETWEEN: Final = "; "  # the values of one facet
# A spreadsheet calculates what begins so, and a formula may fetch or run something (CWE-1236): Excel, LibreOffice and,
# in their full-width forms, programs for Japanese. Where lists are separated by semicolons, it also takes a cell apart at these.
_FORMULA: Final = re.compile(r"(?:^|(?<=;))(?=\s*[=+\-@＝＋－＠])")
_AS_TEXT: Final = "'"  # what makes it text


def table(references: Iterable[Reference], facets: Sequence[str]) -> bytes:
    """Return the table of *references*; *facets* are the names of the library's others, a column each."""
    fixed = {*_COLUMNS, *_LAST_COLUMNS}
    text = io.StringIO()
    rows = csv.writer(text)
    others = [f"facet-{name}" if name in fixed else name for name in facets]
    rows.writerow([*_COLUMNS, *others, *_LAST_COLUMNS])
    for each in references:
        cells = (
            each.title,
            each.address,
            _BETWEEN.join(each.types),
            _BETWEEN.join(each.topics),
            "" if each.year is None else str(each.year),
            *(_BETWEEN.join(each.facets.get(name, ())) for name in facets),
            each.language,
            each.summary,
            each.id,
            each.page,
        )
        rows.writerow(map(harmless, cells))
    return text.getvalue().encode("utf-8-sig", "replace")


def harmless(cell: str) -> str:
    """Return *cell* on one line, so that no spreadsheet takes it for a formula."""
    return _FORMULA.sub(_AS_TEXT, clean_line(cell))
