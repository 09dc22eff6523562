"""One row of an export: its place, its raw text, and its values."""

from dataclasses import dataclass
from typing import Any

from indexer.sources.exports.jsonl import json_record


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of JSONL, or one row of CSV."""

    place: str  # its name in messages
    raw: bytes  # everything that its values depend on, to detect changes
    cells: dict[str, str] | None = None  # of CSV

    def values(self) -> dict[str, Any]:
        """Return its values; raises RecordError if it is not a record, or exceeds a limit."""
        return json_record(self.raw, self.place) if self.cells is None else self.cells
