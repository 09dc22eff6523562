"""A path in; the bytes of the regular file there out, without waiting for a pipe and never more than was asked for.

Small files steer a running server: which build is live, what the last run did. Whatever lies in such a place instead, a pipe,
a device, a link, a file of gigabytes, must cost an error and not a request.
"""

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO, Final

# A pipe without a writer would be waited for, and a terminal could take over the process.
_FLAGS: Final = os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_NOT_REGULAR: Final = "not a regular file"


def open_regular(path: Path, flags: int = os.O_RDONLY) -> BinaryIO:
    """Open the file at *path* without a buffer; OSError where it is not a regular file."""
    handle = os.open(path, flags | _FLAGS, 0o666)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, _NOT_REGULAR, str(path))
    # What asks for writing adds to the end: the rest of a file is never overwritten here.
    return os.fdopen(handle, "ab+" if flags & os.O_RDWR else "rb", buffering=0)


def read_small(path: Path, max_bytes: int) -> bytes:
    """Return the whole of a file that holds *max_bytes* bytes or fewer; OSError where it is larger, a link, or not a regular file."""
    try:
        file = open_regular(path, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError as error:
        if error.errno != errno.ELOOP:
            raise
        raise OSError(errno.EINVAL, _NOT_REGULAR, str(path)) from None
    with file:
        # The size is believed of nothing: files below /proc say 0.
        content = b""
        while len(content) <= max_bytes and (more := file.read(max_bytes + 1 - len(content))):
            content += more
    if len(content) > max_bytes:
        raise OSError(errno.EFBIG, f"larger than {max_bytes:,} bytes", str(path))
    return content
