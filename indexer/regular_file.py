"""Reads small regular files, without waiting for a pipe and never beyond a size limit.

Small files control a running server: which build is live, what the last run did. If something else is in their place (a
pipe, a device, a link, a file of gigabytes), the result must be an error, not a request that hangs.
"""

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO, Final

# Opening a pipe without a writer would block, and a terminal could become the controlling terminal.
_FLAGS: Final = os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_NOT_REGULAR: Final = "not a regular file"


def open_regular(path: Path, flags: int = os.O_RDONLY) -> BinaryIO:
    """Open the file at *path* unbuffered; OSError if it is not a regular file."""
    handle = os.open(path, flags | _FLAGS, 0o666)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, _NOT_REGULAR, str(path))
    # Opened for writing, it appends: nothing is overwritten.
    return os.fdopen(handle, "ab+" if flags & os.O_RDWR else "rb", buffering=0)


def read_small(path: Path, max_bytes: int) -> bytes:
    """Return the content of a file of at most *max_bytes* bytes; OSError if it is larger, a link, or not a regular file."""
    try:
        file = open_regular(path, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError as error:
        if error.errno != errno.ELOOP:
            raise
        raise OSError(errno.EINVAL, _NOT_REGULAR, str(path)) from None
    with file:
        # The reported size is not trusted: files below /proc report 0.
        content = b""
        while len(content) <= max_bytes and (more := file.read(max_bytes + 1 - len(content))):
            content += more
    if len(content) > max_bytes:
        raise OSError(errno.EFBIG, f"larger than {max_bytes:,} bytes", str(path))
    return content
