"""The library: everything read so far, in one SQLite file, from which the index can always be rebuilt.

Each document is stored as soon as it is read. A source's resources change in one transaction, at the end of a complete scan.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from indexer.library.boilerplate import without_paragraphs
from indexer.library.boilerplate_counts import Boilerplate
from indexer.library.database import library_errors, open_database, read_database, transaction
from indexer.library.documents import Documents
from indexer.library.harvested import Harvest
from indexer.library.rows import digest_of, resource_from_payload
from indexer.library.scan import Scan
from indexer.resource import Passage, Resource, Topic
from indexer.slug import distinct_slug

MAX_STORED_RUNS: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRun:
    """The record of one run of `index`."""

    number: int
    started: str  # ISO 8601, UTC
    finished: str | None  # None: it is running, or was killed
    report: str | None  # JSON; None: likewise


class Library:
    """A library, open for writing; every method raises LibraryError if the file or the disk fails."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = open_database(path)
        self.documents = Documents(self._connection, path)
        self._boilerplate = Boilerplate(self._connection)
        self._harvest = Harvest(self._connection)
        self._left_out: Mapping[str, frozenset[int]] | None = None  # None: not computed yet

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def set_sources(self, names: Sequence[str], *, drop_others: bool) -> None:
        """Set the configured sources, in order; *drop_others* deletes all others with their resources."""
        ranks = [{"name": name, "rank": rank} for rank, name in enumerate(names)]
        others = [{"name": name} for name in self.sources() if name not in set(names)]
        with library_errors(self.path), transaction(self._connection):
            if drop_others:
                self._connection.executemany("DELETE FROM sources WHERE name = :name", others)
            self._connection.executemany(
                "INSERT INTO sources (name, rank) VALUES (:name, :rank)"
                " ON CONFLICT (name) DO UPDATE SET rank = excluded.rank",
                ranks,
            )

    def sources(self) -> dict[str, int]:
        """Return {source: number of resources}, in order."""
        with library_errors(self.path):
            return dict(
                self._connection.execute(
                    "SELECT name, (SELECT count(*) FROM resources WHERE source = name) FROM sources ORDER BY rank"
                ).fetchall()
            )

    def sources_seen_at(self) -> str | None:
        """Return the oldest of the times when each source was last scanned completely; None: one never was."""
        with library_errors(self.path):
            times = [time for (time,) in self._connection.execute("SELECT scanned FROM sources")]
        return min(times) if times and None not in times else None

    def scan(self, source: str, *, now: str, reread: bool = False) -> Scan:
        """Begin a scan of a configured source; *reread*: treat nothing as known."""
        self._left_out = None
        return Scan(self._connection, self.path, source, now=now, reread=reread)

    def hashes(self) -> Iterator[tuple[str, str, str]]:
        """Yield (id, source, hash) of every resource, by id."""
        with library_errors(self.path):
            left_out = self._left_out = self._boilerplate.left_out()
        found = self._resources("''", left_out)
        with library_errors(self.path):
            yield from self._harvest.compare((key, source, digest) for key, source, digest, _ in found)

    def resources(self, only: Mapping[str, str] | None = None) -> Iterator[tuple[Resource, str]]:
        """Yield every resource with its hash, by id, with all its text except repeated boilerplate.

        *only*: only the resources with these ids; their hashes come from `hashes`.
        """
        with library_errors(self.path):
            left_out = self._boilerplate.left_out() if self._left_out is None else self._left_out

            def passages_of(document: str) -> tuple[Passage, ...]:
                passages = self.documents.passages(document)
                return without_paragraphs(passages, left_out[document]) if document in left_out else passages

            def read(resource_id: str, digest: str, payload: str) -> tuple[Resource, str]:
                resource = resource_from_payload(resource_id, payload, passages_of)
                self._harvest.note(resource, digest)
                return resource, digest

            if only is None:
                for resource_id, _, digest, payload in self._resources("payload", left_out):
                    yield read(resource_id, digest, payload)
                return
            for resource_id, digest in only.items():
                (payload,) = self._connection.execute(
                    "SELECT payload FROM resources JOIN sources ON name = source WHERE id = ?"
                    " ORDER BY rank, source LIMIT 1",
                    (resource_id,),
                ).fetchone()
                yield read(resource_id, digest, payload)

    def former_ids(self, resource_id: str) -> tuple[str, ...]:
        """Return the ids that a resource had before its file was renamed, the latest first."""
        with library_errors(self.path):
            row = self._connection.execute(
                "SELECT json_extract(payload, '$.former_ids') FROM resources JOIN sources ON name = source WHERE id = ?"
                " ORDER BY rank, source LIMIT 1",
                (resource_id,),
            ).fetchone()
        return tuple(json.loads(row[0])) if row is not None and row[0] else ()

    def finish_harvest(self) -> None:
        """Harvest the acronyms of resources that changed and were not read since `hashes`, and store those of all."""
        for _ in self.resources(dict(self._harvest.wanted)):
            pass
        with library_errors(self.path):
            self._harvest.write()

    def topics(self) -> tuple[Topic, ...]:
        """Return the topics of all sources, with unique names and unique slugs."""
        with library_errors(self.path):
            rows = self._connection.execute(
                "SELECT topics.name, slug, intro, disclaimer FROM topics JOIN sources ON sources.name = source"
                " ORDER BY rank, ordinal"
            ).fetchall()
        found: dict[str, Topic] = {}
        slugs: set[str] = set()
        for name, slug, intro, disclaimer in rows:
            if name not in found:
                topic = Topic(name=name, slug=distinct_slug(slug, slugs), intro=intro, disclaimer=disclaimer)
                found[name] = topic
                slugs.add(topic.slug)
        return tuple(found.values())

    def begin_run(self, *, now: str) -> int:
        """Record that a run begins; return its number."""
        with library_errors(self.path):
            row = self._connection.execute(
                "INSERT INTO runs (started) VALUES (?) RETURNING number", (now,)
            ).fetchone()
            self._connection.execute("DELETE FROM runs WHERE number <= ?", (row[0] - MAX_STORED_RUNS,))
        return int(row[0])

    def end_run(self, number: int, report: str, *, now: str) -> None:
        """Record what a run did: *report* is JSON."""
        with library_errors(self.path):
            self._connection.execute(
                "UPDATE runs SET finished = ?, report = ? WHERE number = ?", (now, report, number)
            )

    def _resources(
        self, column: str, left_out: Mapping[str, frozenset[int]]
    ) -> Iterator[tuple[str, str, str, str]]:
        """Yield (id, source, hash, *column*) of every resource; of two sources with one id, the first counts.

        The hash covers everything that shapes the index: the resource itself, the text of its documents, and which
        paragraphs are left out.
        """
        with library_errors(self.path):
            digests = self.documents.digests()
            for document, hashes in left_out.items():
                digests[document] = digest_of(digests[document], json.dumps(sorted(hashes)).encode())
            rows = self._connection.execute(
                f"SELECT id, source, digest, documents, {column} FROM resources JOIN sources ON name = source"  # noqa: S608  # ours
                " ORDER BY id, rank, source"
            )
            last = None
            for resource_id, source, digest, documents, wanted in rows:
                if resource_id == last:
                    continue
                last = resource_id
                texts = [digests.get(key, b"") for key in json.loads(documents)] if documents else []
                yield resource_id, source, digest_of(digest, *texts).hex(), wanted


def sources_seen(path: Path) -> dict[str, str | None]:
    """Return {source: when it was last scanned completely}, in order, without changing anything."""
    if not path.exists():
        return {}
    with library_errors(path), closing(read_database(path)) as connection:
        return dict(connection.execute("SELECT name, scanned FROM sources ORDER BY rank").fetchall())


def stored_runs(path: Path, count: int = 1) -> list[StoredRun]:
    """Return the last runs, newest first, without changing anything; none if there is no library."""
    if not path.exists():
        return []
    with library_errors(path), closing(read_database(path)) as connection:
        rows = connection.execute(
            "SELECT number, started, finished, report FROM runs ORDER BY number DESC LIMIT ?", (count,)
        ).fetchall()
    return [
        StoredRun(number=number, started=started, finished=finished, report=report)
        for number, started, finished, report in rows
    ]


__all__ = ["Library", "StoredRun", "sources_seen", "stored_runs"]
