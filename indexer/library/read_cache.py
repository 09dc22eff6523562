"""A file of a source in, what is known of it out; only what changed is read again.

A file that failed is tried again in every run: failures are few, the readers' limits bound what one costs, and what
was in the way (a right, a limit, another program) may be gone. So no stale verdict is ever kept.
"""

import os
import time
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Final

from indexer.errors import ReadError
from indexer.library.documents import Documents, FileState, StoredDocument
from indexer.readers.formats import BY_NAME
from indexer.readers.outcome import ReadResult
from indexer.readers.sandbox.guard import GuardedReader
from indexer.sources.document import document_id
from indexer.sources.source import FileInfo, Report

# A file that was written this shortly ago may be written again without a new time: then its bytes decide next time.
UNSETTLED_NS: Final = 2_000_000_000
_CHUNK: Final = 1 << 20
# What tells that a file was replaced or written to; the last one also where the writer sets the time of writing back.
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
    anew: bool = False  # what is known of a file counts for nothing
    seen: set[str] = field(default_factory=set)  # ids of the documents that are there
    _failed: dict[str, FileInfo | None] = field(
        default_factory=dict
    )  # each is told once, if two records name it

    def __call__(self, path: Path, address: str, format: str) -> FileInfo | None:  # noqa: A002
        """Return what is known of the file; failures are reported, and its last good reading counts."""
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

    def _facts(self, path: Path, address: str, form: str, stored: StoredDocument | None) -> FileInfo:
        where = f"{self.source}/{address}"
        version = BY_NAME[form].version
        try:
            stat = path.stat()
            known = None if self.anew else _known(stored, form, version)
            inode = _inode(stat)
            if known is not None and _is_same(known[0], stat, inode):
                return known[1]
            # A larger file is not opened at all: the reader refuses it.
            content = _content_hash(path) if stat.st_size <= self.max_bytes else b""
        except OSError as error:
            raise ReadError(
                f"it cannot be opened ({error.strerror})",
                where=where,
                fix="check that it exists and can be read",
            ) from None
        unsettled = time.time_ns() - max(stat.st_mtime_ns, stat.st_ctime_ns) < UNSETTLED_NS
        mtime_ns = 0 if unsettled else stat.st_mtime_ns
        if known is not None and known[0].content == content:
            self.documents.touch(self.source, address, mtime_ns, inode)
            return known[1]
        result = self._unchanged(path, form, where, stat)
        state = FileState(size=stat.st_size, mtime_ns=mtime_ns, inode=inode, content=content, reader=version)
        return self.documents.keep(self.source, address, state, result, now=self.now)

    def _unchanged(self, path: Path, form: str, where: str, stat: os.stat_result) -> ReadResult:
        """Read the file, unless it is written to meanwhile: its hash may then be that of other bytes."""
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
    """Tell whether nothing points to another content than when the file had *state*.

    An edit may keep the size and set the time back, as archives and containers do; the inode tells of it all the same.
    """
    return state.size == stat.st_size and state.mtime_ns == stat.st_mtime_ns and state.inode == inode


def _known(stored: StoredDocument | None, form: str, version: int) -> tuple[FileState, FileInfo] | None:
    """Return what was read of a file, unless another reader would read it now, or it failed of late."""
    if stored is None or stored.state is None or stored.facts is None or stored.error is not None:
        return None
    if stored.state.reader != version or stored.facts.format != form:
        return None
    return stored.state, stored.facts


def _changed(path: Path, before: os.stat_result) -> bool:
    """Tell whether the file at *path* is another than, or was written to since, *before*."""
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
