"""Everything a library knows about the resources and documents of an id or address; read-only."""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

from indexer.library.database import library_errors, read_database

_MAX_FOUND: Final = 20  # of each kind: an address that matches more is too vague


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundResource:
    """A resource in the library."""

    id: str
    source: str
    first_seen: str  # ISO 8601, UTC
    last_changed: str
    documents: tuple[str, ...]  # the ids of those it lists
    title: str | None
    url: str | None
    listed_at: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDocument:
    """A document in the library."""

    id: str
    source: str
    address: str
    reader: (
        int | None
    )  # version of its reader; None, like everything that comes from reading it: it was never read
    passages: int | None
    first_seen: str  # ISO 8601, UTC
    last_seen: str
    error: str | None  # why the last attempt to read it failed
    in_last_scan: bool  # whether the last scan of its source found it
    format: str | None
    bytes: int | None
    pages: int | None
    title: str | None
    listing: bool  # whether it is a listing page


class LibraryTrace:
    """Reads a library without changing it; every method raises LibraryError if the file fails."""

    def __init__(self, path: Path, connection: Any) -> None:
        self._path = path
        self._connection = connection

    @classmethod
    @contextmanager
    def open(cls, path: Path) -> Iterator[Self]:
        """Open the library at *path*, which must exist."""
        with library_errors(path), closing(read_database(path)) as connection:
            yield cls(path, connection)

    def sources(self) -> dict[str, str | None]:
        """Return {source: when it was last scanned completely}, in order."""
        rows = self._query("SELECT name, scanned FROM sources ORDER BY rank", ())
        return {row["name"]: row["scanned"] for row in rows}

    def resources(self, subject: str) -> list[FoundResource]:
        """Return the resources with this id or this web address, from all sources."""
        found = self._query(
            "SELECT id, source, first_seen, last_changed, documents, payload FROM resources JOIN sources ON name = source"
            " WHERE id = :asked OR json_extract(payload, '$.url') = :asked ORDER BY rank LIMIT :most",
            {"asked": subject, "most": _MAX_FOUND},
        )
        return [_resource(row) for row in found]

    def listing(self, document: str) -> list[FoundResource]:
        """Return the resources that list the document with this id."""
        found = self._query(
            "SELECT resources.id, resources.source, first_seen, last_changed, documents, payload"
            " FROM resources, json_each(resources.documents) AS one WHERE one.value = :document LIMIT :most",
            {"document": document, "most": _MAX_FOUND},
        )
        return [_resource(row) for row in found]

    def documents(self, subject: str) -> list[FoundDocument]:
        """Return the documents with this id or address."""
        return self._documents("id = :asked OR address = :asked", subject)

    def renamed(self, subject: str) -> list[FoundDocument]:
        """Return the documents that had this id, or whose resource had, before their files were renamed."""
        # A library that no run has opened since it was written by older software has no such table yet.
        if not self._query("SELECT 1 AS there FROM sqlite_schema WHERE name = 'former_ids'", ()):
            return []
        return self._documents(
            "id IN (SELECT document FROM former_ids WHERE former = :asked OR resource = :asked)", subject
        )

    def count(self, source: str) -> int:
        """Return how many resources a source has."""
        (row,) = self._query("SELECT count(*) AS found FROM resources WHERE source = ?", (source,))
        return int(row["found"])

    def document(self, source: str, address: str) -> FoundDocument | None:
        """Return one document of a source."""
        found = [row for row in self._documents("address = :asked", address) if row.source == source]
        return found[0] if found else None

    def ids(self) -> list[str]:
        """Return every id, to find similar ones."""
        return [row["id"] for row in self._query("SELECT DISTINCT id FROM resources", ())]

    def _documents(self, where: str, subject: str) -> list[FoundDocument]:
        found = self._query(
            "SELECT id, source, address, reader, facts, passages, first_seen, last_seen, error,"  # noqa: S608  # *where* is ours
            " last_seen >= (SELECT scanned FROM sources WHERE name = source) AS there"
            f" FROM documents WHERE {where} ORDER BY source LIMIT :most",
            {"asked": subject, "most": _MAX_FOUND},
        )
        return [_document(row) for row in found]

    def _query(self, sql: str, values: Any) -> list[dict[str, Any]]:
        with library_errors(self._path):
            try:
                cursor = self._connection.execute(sql, values)
            except UnicodeEncodeError:  # a name that is not UTF-8: the library contains none
                return []
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]


def _resource(row: dict[str, Any]) -> FoundResource:
    payload = json.loads(row.pop("payload"))
    documents = tuple(json.loads(row.pop("documents") or "[]"))
    facts = {name: payload.get(name) for name in ("title", "url", "listed_at")}
    return FoundResource(**row, **facts, documents=documents)


def _document(row: dict[str, Any]) -> FoundDocument:
    known = json.loads(row.pop("facts") or "{}")
    in_last_scan = bool(row.pop("there"))
    facts = {name: known.get(name) for name in ("format", "bytes", "pages", "title")}
    return FoundDocument(**row, **facts, in_last_scan=in_last_scan, listing=known.get("listing", False))
