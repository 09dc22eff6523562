"""A response as it comes over the wire in, its content in a file out: unpacked within limits of size and time."""

import hashlib
import re
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from urllib3.response import BaseHTTPResponse

_CHUNK: Final = 1 << 16
_LENGTH: Final = re.compile(r"[0-9]{1,18}")  # Python refuses to convert thousands of digits
_GZIP: Final = 16 + zlib.MAX_WBITS
_WINDOWS: Final = {"gzip": _GZIP, "x-gzip": _GZIP, "deflate": zlib.MAX_WBITS}


class BodyError(Exception):
    """Why a body was not taken, as a sentence; it is the same the next time."""


class SlowBodyError(Exception):
    """The body took too long; it may be quicker another time."""


class CutBodyError(Exception):
    """The connection ended before the body did."""


class DiskError(OSError):
    """The file could not be written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedBody:
    """A body, in a file."""

    path: Path
    size: int
    content: str  # hash
    head: bytes  # its first bytes


def saved_body(
    raw: BaseHTTPResponse, path: Path, *, max_bytes: int, deadline: float, head_bytes: int
) -> SavedBody:
    """Write the content of *raw* into *path*; *deadline* is a time of time.monotonic().

    Raises BodyError, SlowBodyError, CutBodyError and DiskError, and then leaves no file behind.
    """
    digest, size, head = hashlib.blake2b(digest_size=16), 0, b""
    pieces = unpacked(_pieces(raw, deadline), raw.headers.get("content-encoding", ""))
    try:
        with path.open("wb") as file:
            for piece in _at_most(max_bytes, pieces):
                size += len(piece)
                digest.update(piece)
                head += piece[: max(0, head_bytes - len(head))]
                file.write(piece)
    except OSError as error:  # what the network does comes as other errors
        with suppress(OSError):
            path.unlink()
        raise DiskError(error.errno, error.strerror, str(path)) from error
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return SavedBody(path=path, size=size, content=digest.hexdigest(), head=head)


def stated_length(header: str) -> int | None:
    """Return the bytes that a Content-Length states; None: it states none that can be, and the body ends where it ends."""
    return int(header) if _LENGTH.fullmatch(header) else None


def _at_most(max_bytes: int, pieces: Iterator[bytes]) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > max_bytes:
            raise BodyError(f"it has more than {max_bytes:,} bytes")
        yield piece


def _pieces(raw: BaseHTTPResponse, deadline: float) -> Iterator[bytes]:
    left = stated_length(raw.headers.get("content-length", ""))
    # `read1` returns with whatever has come: a server that sends a byte now and then cannot hold us past the deadline.
    while piece := raw.read1(_CHUNK, decode_content=False):
        if time.monotonic() > deadline:
            raise SlowBodyError
        left = None if left is None else left - len(piece)
        yield piece
    if time.monotonic() > deadline:
        raise SlowBodyError  # whoever watches the time has cut it off, and a body without a length seems whole then
    if left is not None and left > 0:
        raise CutBodyError


def unpacked(pieces: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    """Yield *pieces* unpacked, each at most _CHUNK long: what is packed may be a thousand times as large."""
    name = encoding.strip().lower()
    if name in {"", "identity"}:
        yield from pieces
        return
    if name not in _WINDOWS:
        raise BodyError(f"its encoding is {name[:40]!r}, which was not requested")
    unpacking = _Unpacking(_WINDOWS[name])
    try:
        for packed in pieces:
            yield from unpacking.add(packed)
    except zlib.error:
        raise BodyError("it cannot be decompressed") from None
    if unpacking.is_inside:
        raise CutBodyError


class _Unpacking:
    """One packed body, unpacked piece by piece."""

    def __init__(self, window: int) -> None:
        self._window = window
        self._stream = zlib.decompressobj(window)
        self._began = False

    @property
    def is_inside(self) -> bool:
        """Whether more should follow."""
        return self._began and not self._stream.eof

    def add(self, packed: bytes) -> Iterator[bytes]:
        waiting = packed
        while waiting:
            if self._stream.eof:  # several files behind each other are one
                self._stream = zlib.decompressobj(self._window)
            piece = self._piece(waiting)
            self._began = True
            if piece:
                yield piece
            waiting = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail

    def _piece(self, waiting: bytes) -> bytes:
        try:
            return self._stream.decompress(waiting, _CHUNK)
        except zlib.error:
            if self._began or self._window != zlib.MAX_WBITS:
                raise
            # Some servers leave the header of deflate out.
            self._window = -zlib.MAX_WBITS
            self._stream = zlib.decompressobj(self._window)
            return self._stream.decompress(waiting, _CHUNK)
