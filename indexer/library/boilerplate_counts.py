"""Which paragraphs of the library's web pages are repeated boilerplate, from counts that are stored and stay exact.

Every page that a resource names is counted once. The counts are brought up to date before they are used, so they depend
only on the content of the library, never on its history.
"""

import json
import sqlite3
import struct
import zlib
from collections.abc import Mapping
from typing import Final

from indexer.library.boilerplate import (
    MIN_DOCUMENTS,
    Paragraphs,
    min_repeats,
    paragraphs_of,
    paragraphs_to_remove,
)
from indexer.library.database import transaction

_BATCH: Final = (
    1000  # documents counted in one transaction: after a killed run, the next one continues from there
)
_ENTRY: Final = struct.Struct("<qI")  # a paragraph's hash, and its words in the document


class Boilerplate:
    """The repeated paragraphs of all documents."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def left_out(self) -> dict[str, frozenset[int]]:
        """Return {document id: hashes of the paragraphs to leave out}, without documents that stay unchanged."""
        self._update()
        repeated = self._repeated()
        unchanged: dict[frozenset[int], frozenset[int]] = {}  # pages of one site share one set
        found: dict[str, frozenset[int]] = {}
        for source, hashes in repeated.items():
            rows = self._connection.execute(
                "SELECT document, words, paragraphs FROM counted WHERE source = ?", (source,)
            )
            for document, words, packed in rows:
                out = paragraphs_to_remove(Paragraphs(words=words, countable=_unpacked(packed)), hashes)
                if out:
                    found[document] = unchanged.setdefault(out, out)
        return found

    def _repeated(self) -> Mapping[str, frozenset[int]]:
        """Return {source: hashes of the paragraphs on enough of its pages}, without sources that have none."""
        sizes = self._connection.execute("SELECT source, count(*) FROM counted GROUP BY source").fetchall()
        found = {}
        for source, documents in sizes:
            rows = self._connection.execute(
                # The number itself: with a parameter, SQLite would not see that the partial index applies.
                f"SELECT hash FROM paragraphs WHERE source = ? AND documents >= {MIN_DOCUMENTS} AND documents >= ?",  # noqa: S608  # ours
                (source, min_repeats(documents)),
            )
            hashes = frozenset(row[0] for row in rows)
            if hashes:
                found[source] = hashes
        return found

    def _update(self) -> None:
        """Count pages that are new or changed since the last time, and uncount those that are gone."""
        self._connection.executescript(_CURRENT_PAGES)
        gone = [row[0] for row in self._connection.execute(_PAGES_TO_UNCOUNT)]
        changed = [row[0] for row in self._connection.execute(_PAGES_TO_COUNT)]
        for first in range(0, len(gone), _BATCH):
            with transaction(self._connection):
                for document in gone[first : first + _BATCH]:
                    self._uncount(document)
        for first in range(0, len(changed), _BATCH):
            with transaction(self._connection):
                for document in changed[first : first + _BATCH]:
                    self._uncount(document)
                    self._count(document)
        self._connection.execute("DROP TABLE temp.delivered")

    def _count(self, document: str) -> None:
        source, digest, result = self._connection.execute(
            "SELECT source, digest, result FROM documents WHERE id = ?", (document,)
        ).fetchone()
        passages = json.loads(zlib.decompress(result))["passages"]
        paragraphs = paragraphs_of(passage["text"] for passage in passages)
        packed = b"".join(_ENTRY.pack(key, words) for key, words in sorted(paragraphs.countable.items()))
        self._connection.execute(
            "INSERT INTO counted (document, source, digest, words, paragraphs) VALUES (?, ?, ?, ?, ?)",
            (document, source, digest, paragraphs.words, packed),
        )
        self._connection.executemany(
            "INSERT INTO paragraphs (source, hash, documents) VALUES (?, ?, 1)"
            " ON CONFLICT (source, hash) DO UPDATE SET documents = documents + 1",
            [(source, key) for key in paragraphs.countable],
        )

    def _uncount(self, document: str) -> None:
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


# The pages with text behind the resources that `Library.resources` yields: of two sources with one id, the first counts.
_CURRENT_PAGES: Final = """
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
_PAGES_TO_UNCOUNT: Final = (
    "SELECT document FROM counted WHERE document NOT IN (SELECT document FROM temp.delivered)"
)
_PAGES_TO_COUNT: Final = """
SELECT document FROM temp.delivered LEFT JOIN counted USING (document)
WHERE temp.delivered.digest IS NOT counted.digest
"""
