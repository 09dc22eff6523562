"""Sources and a clock in, runs of the index out, until it is stopped: by the clock, on a change, or when somebody asks."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Final

from indexer.config import Config
from indexer.sources.registry import open_source

# Of the time between two looks, the share that looking may take: a folder of a million files is looked at less often.
_LOOKING: Final = 0.05

Run = Callable[
    [str], bool
]  # takes why; returns False where it must be tried again, because another indexer runs


@dataclass(slots=True, kw_only=True)
class Watch:
    """Decides when to run. What it needs of the world is handed in: it waits by *wait* alone."""

    run: Run
    look: Callable[[], bytes]  # a fingerprint of the sources
    asked: Callable[[], bool]  # whether somebody asks for a run
    every: float  # seconds between two runs; 0: never by the clock
    pause: float  # seconds between two looks
    clock: Callable[[], float]
    wait: Callable[[float], bool]  # waits so many seconds; True: it is to stop
    _last: bytes = b""  # what the last look saw
    _indexed: bytes = b""  # what was seen before the last run
    _ran: float = 0.0  # when the last run began
    _ever: bool = False

    def until_stopped(self) -> None:
        """Look, and run where there is a reason, until *wait* says to stop."""
        pause = 0.0
        while not self.wait(pause):
            began = self.clock()
            seen = self.look()
            took = self.clock() - began
            why = self._why(seen, began)
            self._last = seen
            if why is not None and self.run(why):
                # What changes during the run is another change.
                self._indexed, self._ran, self._ever = seen, began, True
            pause = max(self.pause, took / _LOOKING)

    def _why(self, seen: bytes, now: float) -> str | None:
        if not self._ever:
            return "the watch began"
        if self.asked():
            return "it was asked for"
        # Twice the same: what is just being copied is left until it is there.
        if self._indexed != seen == self._last:
            return "the sources changed"
        if self.every and now - self._ran >= self.every:
            return "its time has come"
        return None


def fingerprint(config: Config) -> bytes:
    """Return what names, sizes and times of the sources' files are, in one hash; files that cannot be seen count as that."""
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
    # The time of a folder changes with hidden files too, which are nobody's business here. The last change of the inode
    # tells of an edit that sets the other time back.
    return "folder" if path.is_dir() else f"{stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns}"
