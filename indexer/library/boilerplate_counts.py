"""The library's web pages in, which paragraphs of each are repeated boilerplate out; counts are kept and stay exact.

Counted is what the library delivers: each page that a resource of it names, once. A read-out first brings the counts up
to date, so they depend on what the library holds and never on how it came to hold it.
"""

import json
import sqlite3
import struct
import zlib
from collections.abc import Mapping
from typing import Final

from indexer.library.boilerplate import LEAST_DOCUMENTS, Paragraphs, enough, left_out, paragraphs_of
from indexer.library.database import transaction

_BATCH: Final = 1000  # documents counted in one transaction: a run that is killed goes on from there
_ENTRY: Final = struct.Struct("<qI")  # a paragraph's hash, and the words that it takes in the document


class Boilerplate:
    """Which paragraphs of which documents are left out."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def left_out(self) -> dict[str, frozenset[int]]:
        """Return {id of a document: hashes of the paragraphs to leave out of it}, without those that stay whole."""
        self._update()
        repeated = self._repeated()
        same: dict[frozenset[int], frozenset[int]] = {}  # pages of one site leave out the same
        found: dict[str, frozenset[int]] = {}
        for source, hashes in repeated.items():
            rows = self._connection.execute(
                "SELECT document, words, paragraphs FROM counted WHERE source = ?", (source,)
            )
            for document, words, packed in rows:
                out = left_out(Paragraphs(words=words, long=_unpacked(packed)), hashes)
                if out:
                    found[document] = same.setdefault(out, out)
        return found

    def _repeated(self) -> Mapping[str, frozenset[int]]:
        """Return {source: hashes of the paragraphs that enough of its pages share}, without sources that have none."""
        sizes = self._connection.execute("SELECT source, count(*) FROM counted GROUP BY source").fetchall()
        found = {}
        for source, documents in sizes:
            rows = self._connection.execute(
                # The number itself, or SQLite would not see that the index of repeated ones will do.
                f"SELECT hash FROM paragraphs WHERE source = ? AND documents >= {LEAST_DOCUMENTS} AND documents >= ?",  # noqa: S608  # ours
                (source, enough(documents)),
            )
            hashes = frozenset(row[0] for row in rows)
            if hashes:
                found[source] = hashes
        return found

    def _update(self) -> None:
        """Count what came or changed since the last time, and discount what went."""
        self._connection.executescript(_DELIVERED)
        gone = [row[0] for row in self._connection.execute(_GONE)]
        changed = [row[0] for row in self._connection.execute(_CHANGED)]
        for first in range(0, len(gone), _BATCH):
            with transaction(self._connection):
                for document in gone[first : first + _BATCH]:
                    self._discount(document)
        for first in range(0, len(changed), _BATCH):
            with transaction(self._connection):
                for document in changed[first : first + _BATCH]:
                    self._discount(document)
                    self._count(document)
        self._connection.execute("DROP TABLE temp.delivered")

    def _count(self, document: str) -> None:
        source, digest, result = self._connection.execute(
            "SELECT source, digest, result FROM documents WHERE id = ?", (document,)
        ).fetchone()
        passages = json.loads(zlib.decompress(result))["passages"]
        paragraphs = paragraphs_of(passage["text"] for passage in passages)
        packed = b"".join(_ENTRY.pack(key, words) for key, words in sorted(paragraphs.long.items()))
        self._connection.execute(
            "INSERT INTO counted (document, source, digest, words, paragraphs) VALUES (?, ?, ?, ?, ?)",
            (document, source, digest, paragraphs.words, packed),
        )
        self._connection.executemany(
            "INSERT INTO paragraphs (source, hash, documents) VALUES (?, ?, 1)"
            " ON CONFLICT (source, hash) DO UPDATE SET documents = documents + 1",
            [(source, key) for key in paragraphs.long],
        )

    def _discount(self, document: str) -> None:
        row = self._connection.execute(
            "DELETE FROM counted WHERE document = ? RETURNING source, paragraphs", (document,)
        ).fetchone()
        if row is None:
            return
        source, packed = row
        own = [(source, key) for key in _unpacked(packed)]
        self._connection.executemany(
            "UPDATE paragraphs SET documents = documents - 1 WHERE source = ? AND hash = ?", own
        )
        self._connection.executemany(
            "DELETE FROM paragraphs WHERE source = ? AND hash = ? AND documents = 0", own
        )


def _unpacked(packed: bytes) -> dict[int, int]:
    return dict(_ENTRY.iter_unpack(packed))


# The pages with text behind what `Library.resources` yields: of two sources with one id, the first has it.
_DELIVERED: Final = """
DROP TABLE IF EXISTS temp.delivered;
CREATE TEMP TABLE delivered (document TEXT PRIMARY KEY, digest BLOB) WITHOUT ROWID;
INSERT OR IGNORE INTO temp.delivered
SELECT id, digest FROM documents WHERE passages > 0 AND json_extract(facts, '$.format') = 'html' AND id IN (
    SELECT one.value FROM resources AS own JOIN sources ON sources.name = own.source, json_each(own.documents) AS one
    WHERE own.documents IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM resources AS other JOIN sources AS theirs ON theirs.name = other.source
        WHERE other.id = own.id AND (theirs.rank, theirs.name) < (sources.rank, sources.name)
    )
);
"""
_GONE: Final = "SELECT document FROM counted WHERE document NOT IN (SELECT document FROM temp.delivered)"
_CHANGED: Final = """
SELECT document FROM temp.delivered LEFT JOIN counted USING (document)
WHERE temp.delivered.digest IS NOT counted.digest
"""
