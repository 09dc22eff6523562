"""The state of a site's crawl, in SQLite beside the bodies of its pages: a cache, which can be fetched again."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Self
from urllib.parse import quote

from indexer.errors import SourceError
from indexer.sources.website.body_store import BodyStore
from indexer.sources.website.entry import READ, Entry, Role, facts_from
from indexer.sources.website.resource_ids import ResourceIds
from indexer.sources.website.tables import MEET, RETRY, STATE_VERSION, TABLES

FRESH_SECONDS: Final = 24 * 3600.0  # an interrupted crawl that began longer ago than that begins anew
_COLUMNS: Final = (
    "key, address, host, role, pinned, found_on, tries, outcome, detail, failure, fetched, etag, last_modified, content,"
    " format, body, facts"
)


class CrawlState:
    """The entries of one site, and the files of their bodies. Every change is kept at once."""

    def __init__(self, folder: Path, connection: sqlite3.Connection, name: str = "") -> None:
        self.bodies = BodyStore(folder / "bodies")
        self.ids = ResourceIds(connection)
        self._connection = connection
        self._folder = folder
        self._name = name
        self.crawl = 0
        self._seq = 0

    @classmethod
    def open(cls, folder: Path, name: str) -> Self:
        """Open the cache in *folder*, made if need be; raises SourceError with *name*, the source's."""
        connection: sqlite3.Connection | None = None
        try:
            (folder / "bodies").mkdir(parents=True, exist_ok=True)
            path = folder / "state.db"
            connection = sqlite3.connect(path, isolation_level=None)
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version not in {0, STATE_VERSION}:
                connection.close()
                path.replace(folder / f"state-{version}.db")
                connection = sqlite3.connect(path, isolation_level=None)
                version = 0
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            if version == 0:
                connection.executescript(f"BEGIN; {TABLES} PRAGMA user_version = {STATE_VERSION}; COMMIT;")
        except (OSError, sqlite3.Error) as error:
            if connection is not None:
                connection.close()
            raise _unusable(error, folder, name) from None
        return cls(folder, connection, name)

    @classmethod
    @contextmanager
    def look(cls, folder: Path) -> Iterator[Self | None]:
        """Open the cache in *folder* to read only; None: there is none that can be read."""
        try:
            connection = sqlite3.connect(f"file:{quote(str(folder / 'state.db'))}?mode=ro", uri=True)
        except sqlite3.Error:
            yield None
            return
        try:
            usable = connection.execute("PRAGMA user_version").fetchone()[0] == STATE_VERSION
            yield cls(folder, connection) if usable else None
        except sqlite3.DatabaseError:
            yield None
        finally:
            connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self._connection.close()
        # Whatever comes from the network is an answer: an error that comes through to here is one of the disk.
        if isinstance(error, sqlite3.Error | OSError):
            raise _unusable(error, self._folder, self._name) from error

    def begin(self, settings: str, reading: str) -> bool:
        """Begin a crawl, or go on with one that was interrupted, if it is fresh; return whether it goes on.

        *settings* decide where it goes, and *reading* what is read off a page: what was read otherwise is looked at anew.
        """
        now = time.time()
        last = self._one(
            "SELECT number, began, finished, settings, reading FROM crawls ORDER BY number DESC LIMIT 1"
        )
        self._seq = self._one("SELECT coalesce(max(seq), 0) FROM entries")[0]
        if (
            last is not None
            and last[2] is None
            and last[3:] == (settings, reading)
            and 0 <= now - last[1] < FRESH_SECONDS
        ):
            self.crawl = last[0]
            self._connection.execute(RETRY, (self.crawl,))
            return True
        if last is not None and last[4] != reading:
            self._connection.execute("UPDATE entries SET etag = NULL, last_modified = NULL, content = NULL")
        values = (now, settings, reading)
        self._connection.execute("INSERT INTO crawls (began, settings, reading) VALUES (?, ?, ?)", values)
        self.crawl = self._one("SELECT max(number) FROM crawls")[0]
        return False

    def finish(self) -> None:
        """End the crawl; what it did not meet is forgotten, with its bodies."""
        self._connection.execute("UPDATE crawls SET finished = ? WHERE number = ?", (time.time(), self.crawl))
        self._connection.execute("DELETE FROM crawls WHERE number < ?", (self.crawl - 5,))
        stale = self._all("SELECT body FROM entries WHERE crawl < ? AND body IS NOT NULL", (self.crawl,))
        self._connection.execute("DELETE FROM entries WHERE crawl < ?", (self.crawl,))
        for (body,) in stale:
            self.bodies.delete(body)
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    # the queue

    def meet(  # noqa: PLR0913  # an entry has as many parts
        self, key: str, address: str, host: str, role: Role, *, found_on: str | None, pinned: bool = False
    ) -> bool:
        """Queue an address, unless this crawl has met it; return whether it was queued."""
        self._seq += 1
        values = (key, address, host, role, pinned, self.crawl, self._seq, found_on)
        cursor = self._connection.execute(MEET, values)
        return cursor.rowcount > 0

    def meet_again(self, key: str) -> None:
        """Take an address as it is, without requesting it."""
        self._seq += 1
        self._connection.execute(
            "UPDATE entries SET crawl = ?, queued = 0, failure = NULL, seq = ? WHERE key = ? AND crawl < ?",
            (self.crawl, self._seq, key, self.crawl),
        )

    def kept_pages(self) -> Iterator[str]:
        """Yield the addresses of the pages that bodies are kept of."""
        rows = self._connection.execute(
            "SELECT address FROM entries WHERE role = 'page' AND body IS NOT NULL"
        )
        yield from (address for (address,) in rows)

    def is_kept(self, key: str) -> bool:
        """Return whether a body of an address is kept."""
        return self._one("SELECT 1 FROM entries WHERE key = ? AND body IS NOT NULL", (key,)) is not None

    def has_met(self, key: str) -> bool:
        """Return whether this crawl has met an address."""
        return self._one("SELECT 1 FROM entries WHERE key = ? AND crawl = ?", (key, self.crawl)) is not None

    def pop(self, host: str) -> Entry | None:
        """Return the next address of *host*; it stays queued until something comes of it."""
        return self._entry(
            f"SELECT {_COLUMNS} FROM entries WHERE crawl = ? AND queued = 1 AND host = ? ORDER BY seq LIMIT 1",  # noqa: S608
            (self.crawl, host),
        )

    def has_queued(self, host: str) -> bool:
        """Return whether an address of *host* is queued."""
        row = self._one(
            "SELECT 1 FROM entries WHERE crawl = ? AND queued = 1 AND host = ?", (self.crawl, host)
        )
        return row is not None

    def is_queued(self, key: str) -> bool:
        """Tell whether this crawl has met an address and not yet asked for it."""
        sql = "SELECT 1 FROM entries WHERE key = ? AND crawl = ? AND queued = 1"
        return self._one(sql, (key, self.crawl)) is not None

    def queued(self) -> dict[str, int]:
        """Return how many addresses are queued, for each host."""
        rows = self._all(
            "SELECT host, count(*) FROM entries WHERE crawl = ? AND queued = 1 GROUP BY host", (self.crawl,)
        )
        return dict(rows)

    def done(self) -> int:
        """Return how many addresses this crawl is through with."""
        return int(self._one("SELECT count(*) FROM entries WHERE crawl = ? AND queued = 0", (self.crawl,))[0])

    def postpone(self, key: str) -> None:
        """Note a try that failed; the address stays queued, behind the others."""
        self._seq += 1
        self._connection.execute(
            "UPDATE entries SET tries = tries + 1, seq = ? WHERE key = ?", (self._seq, key)
        )

    def orphans(self) -> list[Entry]:
        """Return the pages and files of the crawl before that this one has not met."""
        placeholders = ", ".join("?" * len(READ))
        return self._entries(
            f"SELECT {_COLUMNS} FROM entries WHERE crawl < ? AND outcome IN ({placeholders}) AND body IS NOT NULL",  # noqa: S608
            (self.crawl, *READ),
        )

    # what came of an address

    def get(self, key: str) -> Entry | None:
        """Return what is known of an address."""
        return self._entry(f"SELECT {_COLUMNS} FROM entries WHERE key = ?", (key,))  # noqa: S608

    def current(self, key: str) -> Entry | None:
        """Return what this crawl knows of an address."""
        return self._entry(f"SELECT {_COLUMNS} FROM entries WHERE key = ? AND crawl = ?", (key, self.crawl))  # noqa: S608

    def having(self, *outcomes: str) -> Iterator[Entry]:
        """Yield what of this crawl has one of *outcomes*, in the order in which it was met."""
        placeholders, last = ", ".join("?" * len(outcomes)), -1
        while True:  # in parts: the caller may change what is yielded
            rows = self._all(
                f"SELECT seq, {_COLUMNS} FROM entries WHERE crawl = ? AND queued = 0 AND seq > ? AND outcome IN ({placeholders})"  # noqa: S608
                " ORDER BY seq LIMIT 200",
                (self.crawl, last, *outcomes),
            )
            if not rows:
                return
            last = rows[-1][0]
            yield from (_entry(row[1:]) for row in rows)

    def failures(self) -> list[Entry]:
        """Return what could not be fetched in this crawl, in order."""
        return self._entries(
            f"SELECT {_COLUMNS} FROM entries WHERE crawl = ? AND queued = 0 AND failure IS NOT NULL ORDER BY seq",  # noqa: S608
            (self.crawl,),
        )

    def counts(self) -> dict[str, int]:
        """Return how often each outcome came."""
        rows = self._all(
            "SELECT coalesce(outcome, 'failed'), count(*) FROM entries WHERE crawl = ? AND queued = 0 GROUP BY 1",
            (self.crawl,),
        )
        return dict(rows)

    def settle(self, entry: Entry) -> None:
        """Keep what came of an address."""
        values = {name: getattr(entry, name) for name in _SETTLED}
        values |= {"key": entry.key, "facts": entry.facts.packed(), "fetched": entry.fetched}
        self._connection.execute(_SETTLE, values)

    def confirm(self, entry: Entry, now: float) -> None:
        """Keep that an address is as it was."""
        self._connection.execute(
            "UPDATE entries SET queued = 0, failure = NULL, fetched = ? WHERE key = ?", (now, entry.key)
        )

    def readdress(self, key: str, address: str, host: str) -> None:
        """Ask for an entry at another spelling of its address; it stays queued, and that counts as a try."""
        self._connection.execute(
            "UPDATE entries SET address = ?, host = ?, tries = tries + 1 WHERE key = ?", (address, host, key)
        )

    def _entry(self, sql: str, values: tuple[Any, ...]) -> Entry | None:
        row = self._one(sql, values)
        return None if row is None else _entry(row)

    def _entries(self, sql: str, values: tuple[Any, ...]) -> list[Entry]:
        return [_entry(row) for row in self._all(sql, values)]

    def _one(self, sql: str, values: tuple[Any, ...] = ()) -> Any:
        return self._connection.execute(sql, values).fetchone()

    def _all(self, sql: str, values: tuple[Any, ...] = ()) -> list[Any]:
        return self._connection.execute(sql, values).fetchall()


def _unusable(error: Exception, folder: Path, name: str) -> SourceError:
    return SourceError(
        f"the cache of its pages cannot be used ({error})",
        where=f"{name}: {folder}",
        fix="check its disk and permissions; if it is damaged, delete it: everything is then fetched again",
    )


def _entry(row: tuple[Any, ...]) -> Entry:
    names = [name.strip() for name in _COLUMNS.split(",")]
    values = dict(zip(names, row, strict=True))
    return Entry(**{**values, "pinned": bool(values["pinned"]), "facts": facts_from(values["facts"])})


_SETTLED: Final = (
    "outcome", "detail", "failure", "etag", "last_modified", "content", "format", "body",
)  # fmt: skip
_SETTLE: Final = f"""
UPDATE entries SET queued = 0, fetched = :fetched, facts = :facts, {", ".join(f"{name} = :{name}" for name in _SETTLED)}
WHERE key = :key
"""  # noqa: S608
