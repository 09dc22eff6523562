"""One scan of a source: its part of the library is replaced in one transaction."""

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import Final

from indexer.errors import RecordError
from indexer.library.database import library_errors, transaction
from indexer.library.documents import Documents
from indexer.library.former_ids import FormerIdsOfScan
from indexer.library.rows import digest_of, resource_payload
from indexer.resource import Topic
from indexer.sources.source import FormerIds, Scanned, Unchanged

_BATCH: Final = 1000  # rows; larger batches are no faster


class Scan:
    """What a scan has found so far, in a temporary table; it has no effect before `finish`."""

    def __init__(
        self, connection: sqlite3.Connection, path: Path, source: str, *, now: str, reread: bool = False
    ) -> None:
        """Begin a scan; *reread*: treat no resource as known."""
        self._connection = connection
        self._path = path
        self._source = source
        self._now = now
        self._unflushed: list[tuple[str, bytes, str | None, str]] = []
        self._seen: dict[str, str] = {}  # id -> where it was found
        self._fingerprints_seen: dict[bytes, str] = {}  # fingerprint -> id
        with library_errors(path):
            # A table of this connection only: it is in a file of its own, which disappears with the process.
            connection.executescript(
                "DROP TABLE IF EXISTS temp.scanned; CREATE TEMP TABLE scanned"
                " (id TEXT, digest BLOB, documents TEXT, payload TEXT)"
            )
            rows = connection.execute("SELECT id, digest FROM resources WHERE source = ?", (source,))
            self._known: dict[str, bytes] = dict(rows)
            fingerprints = connection.execute(
                "SELECT fingerprint, id FROM fingerprints WHERE source = ?", (source,)
            )
            self._known_fingerprints: dict[bytes, str] = dict(fingerprints)
            self._reread = reread
            self._former_ids: FormerIdsOfScan | None = None
            before = connection.execute(_EARLIER_SOURCES, {"source": source}).fetchone()
            self._has_earlier_sources = before is not None

    def __len__(self) -> int:
        return len(self._seen)

    def known(self, fingerprint: bytes) -> str | None:
        """Return the id of the resource that the last scan made from the input with this fingerprint, if it still exists."""
        resource_id = None if self._reread else self._known_fingerprints.get(fingerprint)
        return resource_id if resource_id in self._known else None

    def file_ids(self, wanted: Collection[str]) -> dict[str, str]:
        """Return {document id: resource id} of the resources that were a single file in the last scan.

        Only those whose id is *wanted* or ends in a number: no other id can be in doubt.
        """
        ids = set(wanted)
        with library_errors(self._path):
            rows = self._connection.execute(
                "SELECT id, documents FROM resources WHERE source = ? AND documents IS NOT NULL",
                (self._source,),
            )
            candidates = [(key, json.loads(named)) for key, named in rows if key in ids or key[-1].isdigit()]
        return {named[0]: key for key, named in candidates if len(named) == 1}

    def elsewhere(self, wanted: Collection[str]) -> dict[str, bool]:
        """Return those of the ids *wanted* that resources of other sources have, each with whether one before this has it."""
        with library_errors(self._path):
            others = self._connection.execute(_OTHER_SOURCES, {"source": self._source}).fetchone()
            if others is None:
                return {}
            asked = {"source": self._source, "ids": json.dumps(list(wanted))}
            return {key: bool(before) for key, before in self._connection.execute(_ELSEWHERE, asked)}

    def former_ids(self, present: Collection[str]) -> Callable[[str], FormerIds]:
        """Return what tells the former ids of a document; *present* are the ids of all whose files are there."""
        self._former_ids = FormerIdsOfScan(self._connection, self._path, self._source, present, now=self._now)
        return self._former_ids.of

    def keep(self, unchanged: Unchanged) -> None:
        """Keep a resource unchanged; raises RecordError as `add` does."""
        self._record_id(unchanged.id, unchanged.where)
        self._fingerprints_seen[unchanged.fingerprint] = unchanged.id
        if self._has_earlier_sources:
            self._check_other_sources(unchanged.id, unchanged.where)

    def add(self, found: Scanned) -> None:
        """Add a resource; raises RecordError if another one has its id.

        If an earlier source has the id, its resource is used, and this one only once that is gone.
        """
        resource = found.resource
        self._record_id(resource.id, found.where)
        payload, documents = resource_payload(resource)
        digest = digest_of(payload.encode())
        if self._known.get(resource.id) != digest:
            named = json.dumps(documents) if documents else None
            self._unflushed.append((resource.id, digest, named, payload))
            if len(self._unflushed) >= _BATCH:
                self._flush()
        if found.fingerprint is not None:
            self._fingerprints_seen[found.fingerprint] = resource.id
        if self._has_earlier_sources:
            self._check_other_sources(resource.id, found.where)

    def _record_id(self, resource_id: str, where: str) -> None:
        first = self._seen.get(resource_id)
        if first is not None:
            raise RecordError(
                f"duplicate id {resource_id!r}: source {self._source!r} already has it, at {first}",
                where=where,
                fix="give one of them another id (for a file: another name)",
            )
        self._seen[resource_id] = where

    def finish(
        self,
        topics: Iterable[Topic],
        documents: Documents,
        seen: Iterable[str],
        keeps: Callable[[str], bool] = lambda _: False,
    ) -> None:
        """End a scan: resources that it did not find are removed, except those that *keeps* says may still exist.

        *seen* are the ids of the documents found.
        """
        self._flush()
        unseen = [key for key in self._known if key not in self._seen]
        kept = {key for key in unseen if keeps(key)}
        gone = [(key, self._source) for key in unseen if key not in kept]
        values = {"source": self._source, "now": self._now}
        rows = [
            (self._source, ordinal, topic.name, topic.slug, topic.intro, topic.disclaimer)
            for ordinal, topic in enumerate(topics)
        ]
        with library_errors(self._path):
            with transaction(self._connection):
                self._connection.execute(_STORE_SCANNED, values)
                self._connection.executemany("DELETE FROM resources WHERE id = ? AND source = ?", gone)
                self._connection.execute("DELETE FROM topics WHERE source = :source", values)
                self._connection.executemany("INSERT INTO topics VALUES (?, ?, ?, ?, ?, ?)", rows)
                self._connection.executemany(
                    "DELETE FROM fingerprints WHERE source = ? AND fingerprint = ?",
                    [
                        (self._source, fingerprint)
                        for fingerprint in self._known_fingerprints.keys() - self._fingerprints_seen.keys()
                    ],
                )
                self._connection.executemany(
                    "INSERT OR REPLACE INTO fingerprints VALUES (?, ?, ?)",
                    [
                        (self._source, fingerprint, key)
                        for fingerprint, key in self._fingerprints_seen.items()
                        if self._known_fingerprints.get(fingerprint) != key
                    ],
                )
                if self._former_ids is not None:
                    self._former_ids.store()
                documents.mark_seen((*seen, *self._documents_of(kept)), now=self._now)
                self._connection.execute("UPDATE sources SET scanned = :now WHERE name = :source", values)
            self._connection.execute("DROP TABLE temp.scanned")

    def _documents_of(self, resources: Iterable[str]) -> Iterator[str]:
        for key in resources:
            row = self._connection.execute(
                "SELECT documents FROM resources WHERE id = ? AND source = ?", (key, self._source)
            ).fetchone()
            yield from json.loads(row[0] or "[]")

    def _flush(self) -> None:
        with library_errors(self._path), transaction(self._connection):
            self._connection.executemany("INSERT INTO temp.scanned VALUES (?, ?, ?, ?)", self._unflushed)
        self._unflushed.clear()

    def _check_other_sources(self, resource_id: str, where: str) -> None:
        with library_errors(self._path):
            other = self._connection.execute(
                _EARLIER_OWNER, {"source": self._source, "id": resource_id}
            ).fetchone()
        if other is not None:
            raise RecordError(
                f"duplicate id {resource_id!r}: source {other[0]!r}, which comes before {self._source!r},"
                " has it too",
                where=where,
                fix="give one of them another id",
            )


_EARLIER_SOURCES: Final = """
SELECT 1 FROM sources WHERE rank < (SELECT rank FROM sources WHERE name = :source)
AND EXISTS (SELECT 1 FROM resources WHERE source = name)
"""
_OTHER_SOURCES: Final = "SELECT 1 FROM resources WHERE source <> :source LIMIT 1"
_ELSEWHERE: Final = """
SELECT id, max(rank < (SELECT rank FROM sources WHERE name = :source)) FROM resources JOIN sources ON name = source
WHERE id IN (SELECT value FROM json_each(:ids)) AND source <> :source GROUP BY id
"""
_EARLIER_OWNER: Final = """
SELECT source FROM resources JOIN sources ON name = source
WHERE id = :id AND rank < (SELECT rank FROM sources WHERE name = :source) ORDER BY rank
"""
_STORE_SCANNED: Final = """
INSERT INTO resources (id, source, digest, documents, payload, first_seen, last_changed)
SELECT id, :source, digest, documents, payload, :now, :now FROM temp.scanned WHERE true
ON CONFLICT (id, source) DO UPDATE SET digest = excluded.digest, documents = excluded.documents,
    payload = excluded.payload, last_changed = excluded.last_changed
"""
