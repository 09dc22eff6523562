"""One complete scan of a source in, its part of the library replaced in one transaction."""

import json
import sqlite3
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Final

from indexer.errors import RecordError
from indexer.library.database import library_errors, transaction
from indexer.library.documents import Documents
from indexer.library.rows import digest_of, resource_payload
from indexer.resource import Topic
from indexer.sources.source import Scanned, Unchanged

_BATCH: Final = 1000  # rows; SQLite is at its quickest by then


class Scan:
    """What a scan has found so far, kept aside on disk; nothing of it counts before `finish`."""

    def __init__(
        self, connection: sqlite3.Connection, path: Path, source: str, *, now: str, anew: bool = False
    ) -> None:
        """Begin a scan; *anew*: no resource counts as known, all are looked at."""
        self._connection = connection
        self._path = path
        self._source = source
        self._now = now
        self._waiting: list[tuple[str, bytes, str | None, str]] = []
        self._seen: dict[str, str] = {}  # id -> where it was found
        self._met: dict[bytes, str] = {}  # fingerprint -> id
        with library_errors(path):
            # A table of this connection alone: it lies in a file of its own and is gone with the process.
            connection.executescript(
                "DROP TABLE IF EXISTS temp.scanned; CREATE TEMP TABLE scanned"
                " (id TEXT, digest BLOB, documents TEXT, payload TEXT)"
            )
            rows = connection.execute("SELECT id, digest FROM resources WHERE source = ?", (source,))
            self._known: dict[str, bytes] = dict(rows)
            fingerprints = connection.execute("SELECT mark, id FROM marks WHERE source = ?", (source,))
            self._marks: dict[bytes, str] = dict(fingerprints)
            self._anew = anew
            before = connection.execute(_OTHERS_BEFORE, {"source": source}).fetchone()
            self._others_before = before is not None

    def __len__(self) -> int:
        return len(self._seen)

    def known(self, fingerprint: bytes) -> str | None:
        """Return the id of the resource that the last scan made of what has this fingerprint, if it is still there."""
        resource_id = None if self._anew else self._marks.get(fingerprint)
        return resource_id if resource_id in self._known else None

    def file_ids(self, wanted: Collection[str]) -> dict[str, str]:
        """Return {id of a document: id of the resource} of the resources of one file each, as the last scan had them.

        Of these only those whose id is *wanted* or ends in a number: the others are called as ever.
        """
        ids = set(wanted)
        with library_errors(self._path):
            rows = self._connection.execute(
                "SELECT id, documents FROM resources WHERE source = ? AND documents IS NOT NULL",
                (self._source,),
            )
            asked = [(key, json.loads(named)) for key, named in rows if key in ids or key[-1].isdigit()]
        return {named[0]: key for key, named in asked if len(named) == 1}

    def keep(self, same: Unchanged) -> None:
        """Take one resource as it is; raises RecordError as `add` does."""
        self._see(same.id, same.where)
        self._met[same.fingerprint] = same.id
        if self._others_before:
            self._meet_others(same.id, same.where)

    def add(self, found: Scanned) -> None:
        """Take one resource; raises RecordError when another has its id.

        Where another source has it, that source comes first and this one steps in when it is gone there.
        """
        resource = found.resource
        self._see(resource.id, found.where)
        payload, documents = resource_payload(resource)
        digest = digest_of(payload.encode())
        if self._known.get(resource.id) != digest:
            named = json.dumps(documents) if documents else None
            self._waiting.append((resource.id, digest, named, payload))
            if len(self._waiting) >= _BATCH:
                self._put_aside()
        if found.fingerprint is not None:
            self._met[found.fingerprint] = resource.id
        if self._others_before:
            self._meet_others(resource.id, found.where)

    def _see(self, resource_id: str, where: str) -> None:
        first = self._seen.get(resource_id)
        if first is not None:
            raise RecordError(
                f"the id {resource_id!r} stands in source {self._source!r} already, at {first}",
                where=where,
                fix="give one of them another id (for a file: another name)",
            )
        self._seen[resource_id] = where

    def finish(self, topics: Iterable[Topic], documents: Documents, seen: Iterable[str]) -> None:
        """End a complete scan: what it did not meet is gone; *seen* are the ids of documents that it met."""
        self._put_aside()
        gone = [(key, self._source) for key in self._known if key not in self._seen]
        values = {"source": self._source, "now": self._now}
        rows = [
            (self._source, ordinal, topic.name, topic.slug, topic.intro, topic.disclaimer)
            for ordinal, topic in enumerate(topics)
        ]
        with library_errors(self._path):
            with transaction(self._connection):
                self._connection.execute(_TAKE_OVER, values)
                self._connection.executemany("DELETE FROM resources WHERE id = ? AND source = ?", gone)
                self._connection.execute("DELETE FROM topics WHERE source = :source", values)
                self._connection.executemany("INSERT INTO topics VALUES (?, ?, ?, ?, ?, ?)", rows)
                self._connection.executemany(
                    "DELETE FROM marks WHERE source = ? AND mark = ?",
                    [(self._source, fingerprint) for fingerprint in self._marks.keys() - self._met.keys()],
                )
                self._connection.executemany(
                    "INSERT OR REPLACE INTO marks VALUES (?, ?, ?)",
                    [
                        (self._source, fingerprint, key)
                        for fingerprint, key in self._met.items()
                        if self._marks.get(fingerprint) != key
                    ],
                )
                documents.see(seen, now=self._now)
                self._connection.execute("UPDATE sources SET scanned = :now WHERE name = :source", values)
            self._connection.execute("DROP TABLE temp.scanned")

    def _put_aside(self) -> None:
        with library_errors(self._path), transaction(self._connection):
            self._connection.executemany("INSERT INTO temp.scanned VALUES (?, ?, ?, ?)", self._waiting)
        self._waiting.clear()

    def _meet_others(self, resource_id: str, where: str) -> None:
        with library_errors(self._path):
            other = self._connection.execute(
                _OWNER_BEFORE, {"source": self._source, "id": resource_id}
            ).fetchone()
        if other is not None:
            raise RecordError(
                f"the id {resource_id!r} of source {self._source!r} is in source {other[0]!r} too,"
                " which comes first",
                where=where,
                fix="give one of them another id",
            )


_OTHERS_BEFORE: Final = """
SELECT 1 FROM sources WHERE rank < (SELECT rank FROM sources WHERE name = :source)
AND EXISTS (SELECT 1 FROM resources WHERE source = name)
"""
_OWNER_BEFORE: Final = """
SELECT source FROM resources JOIN sources ON name = source
WHERE id = :id AND rank < (SELECT rank FROM sources WHERE name = :source) ORDER BY rank
"""
_TAKE_OVER: Final = """
INSERT INTO resources (id, source, digest, documents, payload, first_seen, last_changed)
SELECT id, :source, digest, documents, payload, :now, :now FROM temp.scanned WHERE true
ON CONFLICT (id, source) DO UPDATE SET digest = excluded.digest, documents = excluded.documents,
    payload = excluded.payload, last_changed = excluded.last_changed
"""
