"""The charset that a text file is sent with: that in which the indexer reads it, so that readers see what was found."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

from indexer.readers.encoding import Encoding, decode_by_bom, guessed_encoding

_CHUNK: Final = 1 << 20  # bytes
_HEAD: Final = 1024  # bytes: so far browsers look for a declaration
_LARGEST: Final = 40_000_000  # bytes: no larger file of text is indexed
_REMEMBERED: Final = 4096  # files
_DECLARATION: Final = re.compile(
    rb"<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE
)
_UTF_8: Final = re.compile(
    r"utf-?8|unicode-1-1-utf-8|utf-?16\w*", re.IGNORECASE
)  # UTF-16 cannot be: we read its name
_SINGLE: Final = re.compile(
    r"(?:x-)?(?:iso-?8859|latin|us-ascii|ascii|windows-12|cp12|l1$|koi8|mac)", re.IGNORECASE
)
_CHECKED: Final = ("text/html", "text/plain", "text/vtt")


def content_type(path: Path, media_type: str, tag: str) -> str:
    """Return the Content-Type of the file at *path*; *tag* distinguishes its content from any earlier one."""
    charset = _charset(path, media_type, tag) if media_type in _CHECKED else None
    return media_type if charset is None else f"{media_type}; charset={charset}"


@lru_cache(maxsize=_REMEMBERED)
def _charset(path: Path, media_type: str, tag: str) -> str | None:  # noqa: ARG001  # the tag is part of the key
    """Return the charset to state; None: the file states its own, in a way that every browser finds."""
    if path.stat().st_size > _LARGEST:
        return None if media_type == "text/html" else "utf-8"
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if decode_by_bom(head) is not None:
        return None
    guess = guessed_encoding(_chunks(path))
    if media_type != "text/html":
        return "utf-8" if guess == "ascii" else guess
    return _page_charset(head, guess)


def _page_charset(head: bytes, guess: Encoding) -> str | None:
    match = _DECLARATION.search(head)
    declared = match[1].decode("ascii", "replace") if match else None
    if guess == "ascii":
        return None
    if declared is None:
        return guess
    if _UTF_8.fullmatch(declared):
        return None if guess == "utf-8" else guess
    # Any bytes are valid text in these, even UTF-8.
    return guess if guess == "utf-8" and _SINGLE.match(declared) else None


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk
