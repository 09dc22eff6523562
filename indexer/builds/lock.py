"""One indexer at a time: a lock that the kernel releases when its holder ends, in whatever way."""

import fcntl
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from indexer.errors import BuildError, LockedError, fix_for_writing
from indexer.regular_file import open_regular, read_small

MAX_LOCK: Final = 1024  # bytes: the holder and its start time


@contextmanager
def indexer_lock(path: Path) -> Iterator[None]:
    """Hold the lock at *path*, or raise LockedError with its holder."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # A link or a pipe is refused, so the target of a link is never overwritten.
        file = open_regular(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW)
    except OSError as error:
        raise _unwritable(path, error) from None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LockedError(
                f"another indexer is running ({_holder(path)})",
                where=str(path),
                fix="wait until it finishes, or stop it",
            ) from None
        started = datetime.now(UTC).isoformat(timespec="seconds")
        holder = {"pid": os.getpid(), "host": socket.gethostname(), "started": started}
        try:
            file.truncate(0)
            file.write(json.dumps(holder).encode())
        except OSError as error:
            raise _unwritable(path, error) from None
        yield
        # The file stays: if it were removed, two indexers could hold locks on two files of the same name.


def _unwritable(path: Path, error: OSError) -> BuildError:
    return BuildError(
        f"it cannot be written ({error.strerror})",
        where=str(path),
        fix=fix_for_writing(error, path.parent),
    )


def _holder(path: Path) -> str:
    try:
        held = json.loads(read_small(path, MAX_LOCK))
        return f"pid {held['pid']} on {held['host']} since {held['started']}"
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return "its process is not known yet"
