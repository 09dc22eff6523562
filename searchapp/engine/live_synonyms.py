"""The file of synonyms as it is now: a change is seen without a restart, and a file that cannot be used changes nothing."""

import logging
import os
from pathlib import Path
from threading import Lock
from time import monotonic, time
from typing import Final

from indexer.errors import SynonymsError
from indexer.synonyms.file import SynonymFile, read_synonyms

log = logging.getLogger(__name__)

# A file that was written so shortly before it was read may have been written again since, within one tick of the clock
# of its file system: it is read again until it is older. Seconds.
SETTLED: Final = 2.0
REREAD: Final = 0.5  # seconds between two such readings

_Mark = tuple[int, ...]


class LiveSynonyms:
    """Follows one file. Safe between threads: one reads it, the others go on with what was read before."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._lock = Lock()
        self._seen: _Mark | None = None  # the file as it was when it was read; None: not yet
        self._read_at = 0.0  # monotonic seconds
        self._unsettled = False
        self._file = SynonymFile()
        self.problem: SynonymsError | None = None

    def current(self) -> SynonymFile:
        """Return what the file says, or what it said when it could last be used."""
        if self._path is None:
            return self._file
        mark = _mark_of(self._path)
        if self._is_stale(mark) and self._lock.acquire(blocking=self._seen is None):
            try:
                if self._is_stale(mark):
                    self._read(self._path, mark)
            finally:
                self._lock.release()
        return self._file

    def _is_stale(self, mark: _Mark) -> bool:
        return mark != self._seen or (self._unsettled and monotonic() - self._read_at >= REREAD)

    def _read(self, path: Path, mark: _Mark) -> None:
        written = mark[-1] / 1e9 if mark else 0.0
        self._unsettled = abs(time() - written) < SETTLED
        try:
            found = read_synonyms(path)
        except SynonymsError as error:
            if self.problem is None or str(error) != str(self.problem):
                log.error("synonyms cannot be used", extra={"error": str(error)})  # noqa: TRY400
            self.problem = error
        else:
            self.problem = None
            if found.version != self._file.version:
                self._file = found
        self._read_at = monotonic()
        self._seen = mark


def _mark_of(path: Path) -> _Mark:
    """Return what changes when the file does; nothing where there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116  # at each request: it makes no second path
    except (OSError, ValueError):
        return ()
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns
