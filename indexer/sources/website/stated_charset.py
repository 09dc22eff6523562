"""A downloaded text whose encoding only its server states, in a header, in; the same text in UTF-8 out.

Readers see the file alone. What a file says of itself goes first: servers state one encoding for all files, old ones too.
"""

import codecs
import re
from pathlib import Path
from typing import Final

from indexer.readers.encoding import decode_by_bom
from indexer.readers.html.charset import codec_named, declared_codec

MAX_BYTES: Final = 10_000_000  # of a text that is recoded
FORMATS: Final = frozenset({"html", "text", "markdown", "vtt", "srt"})
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)


def recode(path: Path, content_type: str) -> None:
    """Write the text in *path* as UTF-8, with a byte order mark, if *content_type* states its encoding and nothing else does."""
    stated = _CHARSET.search(content_type)
    codec = codec_named(stated[1]) if stated is not None else None
    if codec is None or path.stat().st_size > MAX_BYTES:
        return
    data = path.read_bytes()
    if data.isascii() and not codec.startswith("iso2022"):
        return
    if decode_by_bom(data) is not None or declared_codec(data) is not None or _is_utf8(data, codec):
        return
    path.write_bytes(codecs.BOM_UTF8 + data.decode(codec, errors="replace").encode("utf-8", "replace"))


def _is_utf8(data: bytes, codec: str) -> bool:
    """Return whether *data* is UTF-8, whatever its server states."""
    if codec.startswith("iso2022"):
        return False  # it is ASCII by its bytes
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
