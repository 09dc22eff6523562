"""The library's documents: the state of each file when it was last read successfully, and the result."""

import json
import sqlite3
import zlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from indexer.document_id import document_id
from indexer.library.database import library_errors
from indexer.library.rows import digest_of
from indexer.readers.outcome import Card, ReadResult
from indexer.readers.outcome_json import from_json, to_json
from indexer.resource import Passage
from indexer.sources.source import FileInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class FileState:
    """What shows whether a file has changed since it was read."""

    size: int
    mtime_ns: int
    inode: str  # its number and change time: an edit that resets the modification time changes these
    content: bytes  # hash of its bytes
    reader: int  # version of the reader


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """What the library knows about one document, without its text."""

    state: FileState | None  # None: it was never read successfully
    facts: FileInfo | None
    error: str | None  # why the last attempt to read it failed


class Documents:
    """The table of documents. Each change is committed at once, so a killed run loses nothing that was read."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def get(self, source: str, address: str) -> StoredDocument | None:
        """Return what is known about a document; None: it was never tried."""
        with library_errors(self._path):
            row = self._connection.execute(
                "SELECT size, mtime_ns, etag, content, reader, facts, error FROM documents WHERE id = ?",
                (document_id(source, address),),
            ).fetchone()
        if row is None:
            return None
        size, mtime_ns, inode, content, reader, facts, error = row
        if facts is None:
            return StoredDocument(state=None, facts=None, error=error)
        state = FileState(size=size, mtime_ns=mtime_ns, inode=inode or "", content=content, reader=reader)
        return StoredDocument(state=state, facts=_facts(json.loads(facts)), error=error)

    def keep(self, source: str, address: str, state: FileState, result: ReadResult, *, now: str) -> FileInfo:
        """Store the result of reading a file; return what sources need to know about it."""
        facts = FileInfo(
            format=result.format,
            bytes=state.size,
            title=result.title,
            pages=result.pages,
            summary=result.summary,
            path=result.path,
            listing=result.listing,
            cards=result.cards,
            base=result.base,
            types=result.types,
            topics=result.topics,
            year=result.year,
            language=result.language,
            properties=result.properties,
            navigation=result.navigation,
        )
        # Without properties, which may change at every reading: resources have those that facets are read from.
        told = replace(result, properties={})
        text = json.dumps(to_json(told), ensure_ascii=False).encode("utf-8", "replace")
        values = {
            "id": document_id(source, address),
            "source": source,
            "address": address,
            "now": now,
            "facts": json.dumps(asdict(facts)),
            "passages": len(result.passages),
            "digest": digest_of(text),
            "result": zlib.compress(text, 6),
            **asdict(state),
        }
        with library_errors(self._path):
            self._connection.execute(_STORE, values)
        return facts

    def touch(self, source: str, address: str, mtime_ns: int, inode: str) -> None:
        """Store a file's new modification time and inode; its bytes are the same."""
        with library_errors(self._path):
            self._connection.execute(
                "UPDATE documents SET mtime_ns = ?, etag = ? WHERE id = ?",
                (mtime_ns, inode, document_id(source, address)),
            )

    def fail(self, source: str, address: str, error: str, *, now: str) -> None:
        """Store why a document could not be read; its last good result stays."""
        with library_errors(self._path):
            self._connection.execute(
                "INSERT INTO documents (id, source, address, first_seen, last_seen, error)"
                " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET error = excluded.error",
                (document_id(source, address), source, address, now, now, error),
            )

    def passages(self, key: str) -> tuple[Passage, ...]:
        """Return the text of the document with id *key*."""
        row = self._connection.execute("SELECT result FROM documents WHERE id = ?", (key,)).fetchone()
        if row is None or row[0] is None:
            return ()
        return from_json(json.loads(zlib.decompress(row[0]))).passages

    def digests(self) -> dict[str, bytes]:
        """Return {id: hash of the result of reading it}."""
        rows = self._connection.execute("SELECT id, digest FROM documents WHERE digest IS NOT NULL")
        return dict(rows.fetchall())

    def mark_seen(self, keys: Iterable[str], *, now: str) -> None:
        """Mark documents as seen; called within the transaction that ends a complete scan."""
        self._connection.executemany(
            "UPDATE documents SET last_seen = ? WHERE id = ?", [(now, key) for key in keys]
        )

    def formats(self, source: str) -> dict[str, int]:
        """Return {format: how many documents of *source* were read}."""
        with library_errors(self._path):
            return dict(
                self._connection.execute(
                    "SELECT json_extract(facts, '$.format'), count(*) FROM documents"
                    " WHERE source = :source AND facts IS NOT NULL GROUP BY 1",
                    {"source": source},
                ).fetchall()
            )

    def without_text(self) -> list[tuple[str, str, str]]:
        """Return (source, address, format) of the documents that still exist and were read, but have no text."""
        with library_errors(self._path):
            rows = self._connection.execute(
                "SELECT source, address, facts FROM documents JOIN sources ON name = source"
                " WHERE passages = 0 AND last_seen >= scanned ORDER BY source, address"
            ).fetchall()
        known = [(source, address, _facts(json.loads(facts))) for source, address, facts in rows]
        return [(source, address, facts.format) for source, address, facts in known if not facts.listing]

    def forget_unseen(self) -> None:
        """Delete documents that the last complete scan of their source did not find."""
        with library_errors(self._path):
            self._connection.execute(
                "DELETE FROM documents WHERE source NOT IN (SELECT name FROM sources) OR last_seen <"
                " (SELECT scanned FROM sources WHERE name = documents.source)"
            )


_STORE = """
INSERT INTO documents (id, source, address, etag, size, mtime_ns, content, reader, facts, passages, digest,
                       first_seen, last_seen, error, result)
VALUES (:id, :source, :address, :inode, :size, :mtime_ns, :content, :reader, :facts, :passages, :digest,
        :now, :now, NULL, :result)
ON CONFLICT (id) DO UPDATE SET
    etag = excluded.etag, size = excluded.size, mtime_ns = excluded.mtime_ns, content = excluded.content,
    reader = excluded.reader, facts = excluded.facts, passages = excluded.passages, digest = excluded.digest, last_seen = excluded.last_seen,
    error = NULL, result = excluded.result
"""


def _facts(values: dict[str, Any]) -> FileInfo:
    cards = tuple(Card(**_with_names(card)) for card in values["cards"])
    return FileInfo(**{**_with_names(values), "path": tuple(values.get("path", ())), "cards": cards})


def _with_names(values: dict[str, Any]) -> dict[str, Any]:
    """Return *values* with tuples where JSON has lists; those that were stored by older software lack some."""
    properties = {name: tuple(held) for name, held in values.get("properties", {}).items()}
    names = {name: tuple(values.get(name, ())) for name in ("types", "topics")}
    return {**values, **names, "properties": properties}
