"""Which ids a document and its resource had before their file was renamed or moved: by these, old addresses lead on.

A file is taken as renamed if it is new, and one of the same source with the very same bytes is gone since the last scan.
"""

import json
import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from indexer.library.database import library_errors
from indexer.sources.source import FormerIds

_NONE: Final = FormerIds()
MAX_FORMER: Final = 20  # names of one file; a file that is renamed every day needs no more


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gone:
    """A document of the last scan whose file is not there any more."""

    id: str
    address: str
    resource: str | None  # the id of its resource, if that had no other document


class FormerIdsOfScan:
    """The former ids of the documents of one source, during one scan."""

    def __init__(
        self, connection: sqlite3.Connection, path: Path, source: str, present: Collection[str], *, now: str
    ) -> None:
        """Compare the documents that are *present* with those of the last scan; call it before a file is read."""
        self._connection = connection
        self._path = path
        self._source = source
        self._present = present
        self._now = now
        self._moved: dict[str, _Gone] = {}  # id -> what it was
        self._told: dict[str, FormerIds] = {}
        self._new: set[str] = set()
        self._gone: dict[bytes, list[_Gone]] = {}  # by the hash of their bytes
        with library_errors(path):
            self._stored = self._read_stored()
            self._compare()

    def of(self, document: str) -> FormerIds:
        """Return the former ids of a document, which has been read, and of its resource; the latest first."""
        if not self._gone and not self._stored:
            return _NONE
        if document not in self._told:
            before = list(self._stored.get(document, ()))
            moved = self._moved_from(document)
            if moved is not None:
                self._moved[document] = moved
                before = [(moved.id, moved.resource), *self._stored.get(moved.id, ())]
            others = [(key, resource) for key, resource in before if key != document][:MAX_FORMER]
            self._told[document] = FormerIds(
                documents=tuple(key for key, _ in others),
                resources=tuple(dict.fromkeys(resource for _, resource in others if resource)),
            )
        return self._told[document]

    def store(self) -> None:
        """Store what has moved; called within the transaction that ends a complete scan."""
        execute = self._connection.execute
        for document, gone in self._moved.items():
            values = {
                "source": self._source, "document": document, "former": gone.id, "resource": gone.resource,
                "now": self._now,
            }  # fmt: skip
            execute(
                "UPDATE former_ids SET document = :document WHERE source = :source AND document = :former",
                values,
            )
            execute("DELETE FROM former_ids WHERE source = :source AND former = :document", values)
            execute(
                "INSERT OR REPLACE INTO former_ids VALUES (:source, :former, :document, :resource, :now)",
                values,
            )
        for (document,) in execute(
            "SELECT DISTINCT document FROM former_ids WHERE source = ?", (self._source,)
        ).fetchall():
            if document not in self._present:
                execute("DELETE FROM former_ids WHERE source = ? AND document = ?", (self._source, document))

    def _read_stored(self) -> dict[str, list[tuple[str, str | None]]]:
        found: dict[str, list[tuple[str, str | None]]] = {}
        for document, former, resource in self._connection.execute(
            "SELECT document, former, resource FROM former_ids WHERE source = ? ORDER BY moved DESC, former",
            (self._source,),
        ):
            found.setdefault(document, []).append((former, resource))
        return found

    def _compare(self) -> None:
        known: set[str] = set()
        gone: dict[str, str | None] = {}
        for resource, documents in self._last_scan():
            known.update(documents)
            for key in documents:
                if key not in self._present:
                    gone[key] = resource if len(documents) == 1 and key not in gone else None
        if not gone:
            return
        self._new = {key for key in self._present if key not in known}
        for key, alone in gone.items():
            row = self._connection.execute(
                "SELECT content, address FROM documents WHERE id = ?", (key,)
            ).fetchone()
            if row is not None and row[0]:  # a file that was never read, or is too large, has no hash
                self._gone.setdefault(row[0], []).append(_Gone(id=key, address=row[1], resource=alone))

    def _last_scan(self) -> Iterator[tuple[str, list[str]]]:
        for resource, documents in self._connection.execute(
            "SELECT id, documents FROM resources WHERE source = ? AND documents IS NOT NULL ORDER BY number",
            (self._source,),
        ):
            yield resource, json.loads(documents)

    def _moved_from(self, document: str) -> _Gone | None:
        """Return which document this new one was; of several with the same bytes, one whose file had the same name."""
        if document not in self._new:
            return None
        with library_errors(self._path):
            row = self._connection.execute(
                "SELECT content, address FROM documents WHERE id = ?", (document,)
            ).fetchone()
        same = self._gone.get(row[0], []) if row is not None else []
        if not same:
            return None
        named = [gone for gone in same if PurePosixPath(gone.address).name == PurePosixPath(row[1]).name]
        found = (named or same)[0]
        same.remove(found)
        return found
