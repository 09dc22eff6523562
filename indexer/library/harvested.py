"""The acronyms that the texts of the library explain: harvested from each resource once, whenever its content has changed.

What is stored depends on the content of the library alone, never on its history: a resource that changes replaces its own
pairs, and one that is gone takes them along.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Final, NamedTuple

from indexer.errors import LibraryError
from indexer.library.database import library_errors, open_database, read_database, transaction
from indexer.resource import Resource
from indexer.synonyms.harvest import key_of, pairs_in

_BATCH: Final = 1000  # resources in one transaction
_MAX_PAIRS: Final = 1000  # of one resource: more are a glossary of something else than what it is about

_Row = tuple[str, str, str, str, int, int | None, str | None]


class HarvestedPair(NamedTuple):
    """A pair that one resource explains."""

    acronym: str
    key: str  # of the long form: the same for all its inflected forms
    long_form: str  # as the resource prints it first
    count: int  # type: ignore[assignment]  # how many times it is explained: the field, not the method of tuples
    resource: str
    title: str
    page: int | None  # where it does so first
    heading: str | None


class Harvest:
    """Keeps the pairs of a library up to date while a run reads its resources."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._wanted: dict[str, str] = {}  # id -> hash of those that changed since they were harvested
        self._gone: list[str] = []
        self._noted: list[tuple[str, str]] = []  # id, hash
        self._rows: dict[str, list[_Row]] = {}  # of those that explain an acronym: few do

    @property
    def wanted(self) -> Mapping[str, str]:
        """The resources, with their hashes, that are not harvested yet as they are now."""
        return self._wanted

    def compare(self, current: Iterator[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
        """Yield *current* as it is: (id, source, hash) of every resource; what changed is then wanted."""
        known = dict(self._connection.execute("SELECT resource, hash FROM harvested"))
        self._wanted, self._noted, self._rows = {}, [], {}
        for resource_id, source, digest in current:
            if known.pop(resource_id, None) != digest:
                self._wanted[resource_id] = digest
            yield resource_id, source, digest
        self._gone = list(known)

    def note(self, resource: Resource, digest: str) -> None:
        """Harvest a resource, if it is wanted. Nothing is written yet: whoever reads resources has the library open to read."""
        if self._wanted.get(resource.id) == digest:
            self._noted.append((resource.id, self._wanted.pop(resource.id)))
            rows = list(_rows(resource))
            if rows:
                self._rows[resource.id] = rows

    def write(self) -> None:
        """Write what was noted, and remove what is gone."""
        for first in range(0, len(self._gone), _BATCH):
            with transaction(self._connection):
                self._remove(self._gone[first : first + _BATCH])
        for first in range(0, len(self._noted), _BATCH):
            noted = self._noted[first : first + _BATCH]
            with transaction(self._connection):
                self._remove(resource_id for resource_id, _ in noted)
                self._connection.executemany("INSERT INTO harvested (resource, hash) VALUES (?, ?)", noted)
                self._connection.executemany(
                    "INSERT INTO pairs VALUES (?, ?, ?, ?, ?, ?, ?)",
                    [row for resource_id, _ in noted for row in self._rows.get(resource_id, ())],
                )
        self._noted, self._rows, self._gone = [], {}, []

    def _remove(self, resources: Iterable[str]) -> None:
        self._connection.executemany(
            "DELETE FROM harvested WHERE resource = ?", [(resource_id,) for resource_id in resources]
        )


def _rows(resource: Resource) -> Iterator[_Row]:
    """Yield the pairs of a resource, each once: with how often it is explained, and where first."""
    counts: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], tuple[str, int | None, str | None]] = {}
    for text, page, heading in _texts(resource):
        for pair in pairs_in(text):
            known = (pair.acronym, key_of(pair.long_form))
            counts[known] += 1
            first.setdefault(known, (pair.long_form, page, heading))
        if len(first) >= _MAX_PAIRS:
            break
    for (acronym, key), (long_form, page, heading) in first.items():
        yield resource.id, acronym, key, long_form, counts[acronym, key], page, heading


def _texts(resource: Resource) -> Iterator[tuple[str, int | None, str | None]]:
    for text in (resource.title, resource.summary):
        if text:
            yield text, None, None
    for document in resource.documents:
        for passage in document.passages:
            heading = passage.place.heading
            yield passage.text, passage.place.page, heading[-1] if heading else None


class StoredPairs(NamedTuple):
    """What a library has harvested, and which pairs staff have rejected."""

    pairs: tuple[HarvestedPair, ...]  # the most frequent acronyms first
    rejected: frozenset[tuple[str, str]]  # acronym, key of the long form


def stored_pairs(path: Path) -> StoredPairs:
    """Return the pairs in the library at *path*, without changing anything; LibraryError: there is no library."""
    _require(path)
    with library_errors(path), closing(read_database(path)) as connection:
        # A library that no run has opened since it was written by older software has no such table yet.
        if connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'pairs'").fetchone() is None:
            return StoredPairs((), frozenset())
        rows = connection.execute(_EVERY_PAIR)
        pairs = tuple(HarvestedPair(*row) for row in rows)
        rejected = connection.execute("SELECT acronym, key FROM rejected_pairs").fetchall()
    return StoredPairs(pairs, frozenset(rejected))


def reject_pair(path: Path, acronym: str, key: str, *, now: str) -> None:
    """Remember in the library at *path* that a pair is not wanted; raises LibraryError."""
    _require(path)
    with library_errors(path), closing(open_database(path)) as connection, transaction(connection):
        connection.execute("INSERT OR IGNORE INTO rejected_pairs VALUES (?, ?, ?)", (acronym, key, now))


def _require(path: Path) -> None:
    if not path.exists():
        raise LibraryError("there is no library yet", where=str(path), fix="run: fieldguide index")


_EVERY_PAIR: Final = """
SELECT acronym, key, long_form, count, pairs.resource,
    (SELECT coalesce(json_extract(payload, '$.title'), '') FROM resources JOIN sources ON name = source
     WHERE id = pairs.resource ORDER BY rank, source LIMIT 1), page, heading
FROM pairs ORDER BY acronym, key, count DESC, pairs.resource
"""
