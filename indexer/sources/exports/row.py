"""One row of an export: where it stands, what it is made of, and its values."""

from dataclasses import dataclass
from typing import Any

from indexer.sources.exports.jsonl import json_record


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of JSONL, or one row of CSV."""

    place: str  # how messages call it
    raw: bytes  # all that its values are made of, to tell whether they changed
    cells: dict[str, str] | None = None  # of CSV

    def values(self) -> dict[str, Any]:
        """Return its values; raises RecordError where it is no record, or too much of one."""
        return json_record(self.raw, self.place) if self.cells is None else self.cells
