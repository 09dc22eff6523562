"""How the library's file is opened, with errors of SQLite as LibraryError."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import quote

from indexer.errors import LibraryError
from indexer.library.tables import LIBRARY_VERSION, MIGRATIONS, TABLES

_APPLICATION: Final = 0x46474C42  # "FGLB": distinguishes a library from any other SQLite file
_BUSY_SECONDS: Final = 10.0  # other processes (`status`, a backup) lock the file only for a moment


def open_database(path: Path) -> sqlite3.Connection:
    """Open the library at *path*, creating it if necessary; raises LibraryError."""
    with library_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, isolation_level=None, timeout=_BUSY_SECONDS)
        try:
            _prepare(connection, path)
        except BaseException:
            connection.close()
            raise
        return connection


def read_database(path: Path) -> sqlite3.Connection:
    """Open the library at *path* read-only, without creating or changing any file; raises LibraryError."""
    with library_errors(path):
        address = f"file:{quote(str(path))}?mode=ro"
        if not path.with_name(path.name + "-wal").exists():
            # Nobody is writing. Without this, SQLite would create its side files, and fail in a read-only folder.
            address += "&immutable=1"
        connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=_BUSY_SECONDS)
        try:
            _check(connection, path)
        except BaseException:
            connection.close()
            raise
        return connection


def copy_database(path: Path, to: Path) -> None:
    """Copy a consistent snapshot of the library at *path* to the new file *to*; raises LibraryError."""
    source = read_database(path)
    try:
        with library_errors(to):
            target = sqlite3.connect(to)
            try:
                source.backup(target)
            finally:
                target.close()
    finally:
        source.close()


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    # Write nothing before it is known that the file is a library.
    if not _is_empty(connection):
        _check(connection, path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
    if _is_empty(connection):
        connection.executescript(
            f"BEGIN IMMEDIATE; {TABLES}"
            f"PRAGMA application_id = {_APPLICATION}; PRAGMA user_version = {LIBRARY_VERSION}; COMMIT;"
        )
    _migrate(connection)


def _migrate(connection: sqlite3.Connection) -> None:
    """Migrate the tables of an older version to this one, all or nothing."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version < LIBRARY_VERSION:
        steps = "".join(MIGRATIONS[step] for step in range(version, LIBRARY_VERSION))
        with transaction(connection):
            for statement in steps.split(";"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {LIBRARY_VERSION}")


def _is_empty(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_schema").fetchone() is None


def _check(connection: sqlite3.Connection, path: Path) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != _APPLICATION:
        raise LibraryError(
            "it is a database, but not a Fieldguide library",
            where=str(path),
            fix="set [paths] library to another file",
        )
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > LIBRARY_VERSION:
        raise LibraryError(
            f"a newer version of Fieldguide wrote it (library version {version}; this one reads {LIBRARY_VERSION})",
            where=str(path),
            fix="upgrade Fieldguide, or set [paths] library to another file",
        )


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Commit all changes made inside, or none."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:  # Ctrl-C too
        if connection.in_transaction:  # on a full disk, SQLite has already rolled back
            connection.execute("ROLLBACK")
        raise


@contextmanager
def library_errors(path: Path) -> Iterator[None]:
    """Raise errors of SQLite and of the disk about the library at *path* as LibraryError."""
    try:
        yield
    except sqlite3.Error as error:
        raise LibraryError(str(error), where=str(path), fix=_fix(error, path)) from error
    except OSError as error:
        raise LibraryError(
            f"it cannot be opened ({error.strerror})",
            where=str(path),
            fix="check the folder and its permissions",
        ) from error


def _fix(error: sqlite3.Error, path: Path) -> str:
    primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
    match primary:
        case sqlite3.SQLITE_FULL:
            return "free disk space, then run `index` again; what was read is kept"
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH | sqlite3.SQLITE_CANTOPEN:
            return f"let the indexer write to {path.parent}"
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return "another program has locked it: stop that program, then run `index` again"
        case sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_CORRUPT:
            return "it is damaged: move it away, and `fieldguide index` reads everything again"
        case _:
            return "check the disk and its free space, then run `index` again"  # SQLite reports some full disks so
