"""Bytes of a web page to text, using the declared encoding if it is plausible."""

import codecs
import re
from typing import Final

from bs4.dammit import EncodingDetector

from indexer.readers.encoding import decode_by_bom, decode_by_guess

# The encodings that browsers know, by Python's names, each with the superset that it means in practice. Python's other
# codecs are not used: some are not text encodings, some are extremely slow.
_CODECS: Final = {
    **{f"iso8859-{part}": f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
    **{f"cp125{part}": f"cp125{part}" for part in range(9)},
    **{
        name: name
        for name in ("koi8-r", "koi8-u", "cp866", "mac-roman", "euc_jp", "iso2022_jp", "big5hkscs", "gb18030")
    },
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "cp874": "cp874",
    "shift_jis": "cp932",
    "cp932": "cp932",
    "euc_kr": "cp949",
    "cp949": "cp949",
    "big5": "big5hkscs",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
# In these encodings any bytes are valid text, even UTF-8.
_SINGLE: Final = re.compile(r"iso8859|cp12|cp8|koi8|mac")
_WIDE: Final = ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))


def page_text(data: bytes) -> str:
    """Return the text of a page: by its byte order mark, else by its declaration, else as UTF-8 or Windows-1252.

    A declaration of UTF-8 or of a single-byte encoding is checked against the bytes, because it is often wrong.
    """
    marked = decode_by_bom(data)
    if marked is not None:
        return marked
    for start, wide in _WIDE:
        if data.startswith(start):
            return data.decode(wide, errors="replace")
    encoding = declared_codec(data)
    if encoding is None or (_SINGLE.match(encoding) and not data.isascii() and _is_utf8(data)):
        return decode_by_guess(data)
    return data.decode(encoding, errors="replace")


def declared_codec(data: bytes) -> str | None:
    """Return the declared codec; None: UTF-8, none, or one that is impossible, like UTF-16 without a byte order mark."""
    try:
        declared = EncodingDetector.find_declared_encoding(data, is_html=True)
    except (LookupError, ValueError):
        return None
    return codec_named(declared) if declared else None


def codec_named(name: str) -> str | None:
    """Return the codec of an encoding that browsers know by *name*; None: UTF-8, or none of them."""
    try:
        return _CODECS.get(codecs.lookup(name).name)
    except (LookupError, ValueError):  # no such codec, or a name with odd characters
        return None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
