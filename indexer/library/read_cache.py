"""Reads a file of a source only if it has changed since it was last read.

A file that failed is tried again in every run: failures are few, the readers' limits bound their cost, and the cause
(a permission, a limit, another program) may be gone. So no stale failure is kept.
"""

import os
import time
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Final

from indexer.document_id import document_id
from indexer.errors import ReadError
from indexer.library.documents import Documents, FileState, StoredDocument
from indexer.readers.formats import BY_NAME
from indexer.readers.outcome import ReadResult, SheetRow
from indexer.readers.sandbox.guard import GuardedReader
from indexer.sources.source import FileInfo, Report

# A file written this recently may be written again without a new modification time: next time, its bytes are compared.
RECENT_WRITE_NS: Final = 2_000_000_000
_CHUNK: Final = 1 << 20
# These show that a file was replaced or written to; the last one even if the writer resets the modification time.
_IDENTITY: Final = ("st_dev", "st_ino", "st_size", "st_mtime_ns", "st_ctime_ns")


@dataclass(slots=True, kw_only=True)
class CachedReader:
    """Reads the files of one source for one scan; a `FileReader`."""

    source: str
    documents: Documents
    reader: GuardedReader
    max_bytes: int  # a larger file is not opened
    report: Report
    now: str
    reread: bool = False  # read every file, even if it looks unchanged
    seen: set[str] = field(default_factory=set)  # ids of the documents that exist
    _failed: dict[str, FileInfo | None] = field(
        default_factory=dict
    )  # each is reported once, even if two records name it

    def __call__(self, path: Path, address: str, format: str) -> FileInfo | None:  # noqa: A002
        """Return what is known about the file. Failures are reported; then the last good result is returned."""
        if address in self._failed:
            return self._failed[address]
        self.seen.add(document_id(self.source, address))
        stored = self.documents.get(self.source, address)
        try:
            return self._facts(path, address, format, stored)
        except ReadError as error:
            self.documents.fail(self.source, address, str(error), now=self.now)
            self.report(error)
            self._failed[address] = stored.facts if stored is not None else None
            return self._failed[address]

    def known(self, address: str) -> FileInfo | None:
        """Return the last good result of a file that cannot be had now; its document then still exists."""
        stored = self.documents.get(self.source, address)
        if stored is None or stored.facts is None:
            return None
        self.seen.add(document_id(self.source, address))
        return stored.facts

    def table(self, path: Path, where: str) -> tuple[SheetRow, ...]:
        """Return the rows of all sheets of a workbook, which is read anew by every run."""
        try:
            stat = path.stat()
        except OSError as error:
            raise ReadError(
                f"it cannot be opened ({error.strerror})",
                where=where,
                fix="check that it exists and can be read",
            ) from None
        return self._read_stable(path, "xlsx", where, stat).rows

    def _facts(self, path: Path, address: str, form: str, stored: StoredDocument | None) -> FileInfo:
        where = f"{self.source}/{address}"
        version = BY_NAME[form].version
        try:
            stat = path.stat()
            known = None if self.reread else _cached(stored, form, version)
            inode = _inode(stat)
            if known is not None and _is_same(known[0], stat, inode):
                return known[1]
            # A larger file is not hashed: the reader refuses it anyway.
            content = _content_hash(path) if stat.st_size <= self.max_bytes else b""
        except OSError as error:
            raise ReadError(
                f"it cannot be opened ({error.strerror})",
                where=where,
                fix="check that it exists and can be read",
            ) from None
        unsettled = time.time_ns() - max(stat.st_mtime_ns, stat.st_ctime_ns) < RECENT_WRITE_NS
        mtime_ns = 0 if unsettled else stat.st_mtime_ns
        if known is not None and known[0].content == content:
            self.documents.touch(self.source, address, mtime_ns, inode)
            return known[1]
        result = self._read_stable(path, form, where, stat)
        state = FileState(size=stat.st_size, mtime_ns=mtime_ns, inode=inode, content=content, reader=version)
        return self.documents.keep(self.source, address, state, result, now=self.now)

    def _read_stable(self, path: Path, form: str, where: str, stat: os.stat_result) -> ReadResult:
        """Read the file; fail if it is written to meanwhile, because its hash may then be that of other bytes."""
        changed = ReadError(
            "it changed while it was being read", where=where, fix="run `index` again when it is complete"
        )
        try:
            result = self.reader.read(path.resolve(), form, where)  # the reader follows no links
        except ReadError:
            if _changed(path, stat):
                raise changed from None
            raise
        if _changed(path, stat):
            raise changed
        return result


def _inode(stat: os.stat_result) -> str:
    return f"{stat.st_ino}-{stat.st_ctime_ns}"


def _is_same(state: FileState, stat: os.stat_result, inode: str) -> bool:
    """Return whether the file looks the same as when it had *state*.

    An edit may keep the size and reset the modification time, as archives and containers do; the inode reveals it.
    """
    return state.size == stat.st_size and state.mtime_ns == stat.st_mtime_ns and state.inode == inode


def _cached(stored: StoredDocument | None, form: str, version: int) -> tuple[FileState, FileInfo] | None:
    """Return the stored result, unless the reader has changed since, or the last attempt failed."""
    if stored is None or stored.state is None or stored.facts is None or stored.error is not None:
        return None
    if stored.state.reader != version or stored.facts.format != form:
        return None
    return stored.state, stored.facts


def _changed(path: Path, before: os.stat_result) -> bool:
    """Return whether the file at *path* was replaced or written to since *before*."""
    try:
        now = path.stat()
    except OSError:
        return True
    return any(getattr(now, name) != getattr(before, name) for name in _IDENTITY)


def _content_hash(path: Path) -> bytes:
    digest = blake2b(digest_size=16)
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.digest()
