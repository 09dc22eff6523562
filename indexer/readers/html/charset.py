"""The bytes of a web page in, its text out: by what it says of its encoding, as far as that can be true."""

import codecs
import re
from typing import Final

from bs4.dammit import EncodingDetector

from indexer.readers.encoding import by_mark, guessed

# What browsers know, by Python's names, each as the superset that is meant by it in practice. Any other codec of
# Python's is none of a page's: some are no encoding of text, some take forever.
_MEANT: Final = {
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
# In these any run of bytes says something, UTF-8 too; it would be no word in the language of the page.
_SINGLE: Final = re.compile(r"iso8859|cp12|cp8|koi8|mac")
_WIDE: Final = ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))


def page_text(data: bytes) -> str:
    """Return the text of a page: by its byte order mark, else as it declares, else UTF-8 or Windows' Latin.

    A declaration of UTF-8, or of an encoding of single bytes, is checked against the bytes: it was often copied.
    """
    marked = by_mark(data)
    if marked is not None:
        return marked
    for start, wide in _WIDE:
        if data.startswith(start):
            return data.decode(wide, errors="replace")
    encoding = _declared(data)
    if encoding is None or (_SINGLE.match(encoding) and not data.isascii() and _is_utf8(data)):
        return guessed(data)
    return data.decode(encoding, errors="replace")


def _declared(data: bytes) -> str | None:
    """Return the codec that the page means; None: UTF-8, nothing, or what cannot be, like UTF-16 without a mark."""
    try:
        declared = EncodingDetector.find_declared_encoding(data, is_html=True)
        return _MEANT.get(codecs.lookup(declared).name) if declared else None
    except (LookupError, ValueError):  # no such codec, or a name with odd signs
        return None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
