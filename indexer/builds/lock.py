"""One indexer at a time: a lock that the kernel releases when its holder ends, however it ends."""

import fcntl
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from indexer.errors import BuildError, LockedError


@contextmanager
def indexer_lock(path: Path) -> Iterator[None]:
    """Hold the lock at *path*, or raise LockedError that says who holds it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise BuildError(
            f"it cannot be written ({error.strerror})",
            where=str(path),
            mend="make the folder writable for the indexer",
        ) from None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LockedError(
                f"another indexer runs ({_holder(path)})",
                where=str(path),
                mend="wait until it is done, or end it",
            ) from None
        file.seek(0)
        file.truncate()
        started = datetime.now(UTC).isoformat(timespec="seconds")
        json.dump({"pid": os.getpid(), "host": socket.gethostname(), "started": started}, file)
        file.flush()
        yield
        # The file stays: removing it would let two indexers hold locks on two files of one name.


def _holder(path: Path) -> str:
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        return f"pid {held['pid']} on {held['host']} since {held['started']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "it has not said who it is yet"
