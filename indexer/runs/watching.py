"""When `watch` runs the index: on a schedule, when a source changes, or on request."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Final

from indexer.config import Config
from indexer.sources.registry import open_source

# Polling may take at most this share of the time: a folder of a million files is polled less often.
_POLLING_SHARE: Final = 0.05

Run = Callable[
    [str], bool
]  # takes the reason; returns False if it must be tried again, because another indexer is running


@dataclass(slots=True, kw_only=True)
class Watch:
    """Decides when to run. Time and files are passed in as functions: it waits only by calling *wait*."""

    run: Run
    poll: Callable[[], bytes]  # returns a fingerprint of the sources
    is_requested: Callable[[], bool]  # whether a request for a run is waiting
    run_seconds: float  # between two scheduled runs; 0: no schedule
    poll_seconds: float  # between two polls
    clock: Callable[[], float]
    wait: Callable[[float], bool]  # waits that many seconds; returns True when it is time to stop
    _polled: bytes = b""  # the fingerprint at the last poll
    _indexed: bytes = b""  # the fingerprint before the last run
    _last_run: float = 0.0  # when the last run began
    _has_run: bool = False

    def until_stopped(self) -> None:
        """Poll, and run when there is a reason, until *wait* returns True."""
        pause = 0.0
        while not self.wait(pause):
            began = self.clock()
            fingerprint = self.poll()
            took = self.clock() - began
            reason = self._reason(fingerprint, began)
            self._polled = fingerprint
            if reason is not None and self.run(reason):
                # Anything that changed during the run counts as a new change.
                self._indexed, self._last_run, self._has_run = fingerprint, began, True
            pause = max(self.poll_seconds, took / _POLLING_SHARE)

    def _reason(self, fingerprint: bytes, now: float) -> str | None:
        if not self._has_run:
            return "watch started"
        if self.is_requested():
            return "a run was requested"
        # Two equal polls in a row: a copy in progress is left alone until it is complete.
        if self._indexed != fingerprint == self._polled:
            return "the sources changed"
        if self.run_seconds and now - self._last_run >= self.run_seconds:
            return "a scheduled run is due"
        return None


def fingerprint(config: Config) -> bytes:
    """Return one hash of the names, sizes and times of all source files. A file that cannot be read is hashed as such."""
    digest = blake2b(digest_size=16)
    for source in config.sources:
        for path in open_source(source).watched_paths(config.paths):
            digest.update(f"{path}\0{_state(path)}\0".encode("utf-8", "surrogateescape"))
    return digest.digest()


def _state(path: Path) -> str:
    try:
        stat = path.stat()
    except OSError as error:
        return f"{error.errno}"
    # The time of a folder is not used: it changes with hidden files too. The inode change time reveals an edit that
    # resets the modification time.
    return "folder" if path.is_dir() else f"{stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns}"
