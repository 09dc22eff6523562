"""Bytes to text, without control characters."""

import codecs
import re
from collections.abc import Iterable
from typing import Final, Literal

Encoding = Literal["ascii", "utf-8", "windows-1252"]

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, because its mark begins with that of UTF-16
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# NUL ends a document for lxml; the others are invisible and only break whatever quotes them.
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_ASCII: Final = re.compile(rb"[\x00-\x7f]+")
_SEQUENCE: Final = re.compile(  # characters beyond ASCII in well-formed UTF-8
    rb"(?:[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})+"
)
_CUT: Final = re.compile(rb"(?:[\xc2-\xf4]|[\xe0-\xf4][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{2})\Z")


def decode_by_bom(data: bytes) -> str | None:
    """Return the text of *data* if it has a byte order mark."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    return None


def decode_by_guess(data: bytes) -> str:
    """Return the text of *data* as UTF-8 if most of it is UTF-8, else as Windows-1252.

    In a UTF-8 page that quotes an old file or database, stray bytes are read as Windows-1252.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    cut = _CUT.search(data)  # a file that was cut off ends within a character
    whole = data if cut is None else data[: cut.start()]
    if not _is_mostly_utf8(*_counted(whole)):
        return decode_windows(data)
    pieces: list[str] = []
    last = 0
    for match in _SEQUENCE.finditer(whole):
        pieces += (decode_windows(whole[last : match.start()]), match.group().decode("utf-8"))
        last = match.end()
    return "".join((*pieces, decode_windows(whole[last:]), "" if cut is None else "\ufffd"))


def guessed_encoding(chunks: Iterable[bytes]) -> Encoding:
    """Return how `decode_by_guess` reads what *chunks* are together, in memory that does not grow with them."""
    beyond = strays = 0
    cut = b""
    for chunk in chunks:
        data = cut + chunk
        match = _CUT.search(data)
        cut = b"" if match is None else match.group()
        counts = _counted(data if match is None else data[: match.start()])
        beyond, strays = beyond + counts[0], strays + counts[1]
    if not strays and not cut:
        return "utf-8" if beyond else "ascii"
    return "utf-8" if _is_mostly_utf8(beyond, strays) else "windows-1252"


def _counted(data: bytes) -> tuple[int, int]:
    """Return how many bytes of *data* are beyond ASCII, and how many of these are in no well-formed sequence."""
    parted = _ASCII.sub(b" ", data)  # what ASCII parts is no sequence
    strays = _SEQUENCE.sub(b"", parted)
    return len(parted) - parted.count(b" "), len(strays) - strays.count(b" ")


def _is_mostly_utf8(beyond: int, strays: int) -> bool:
    return strays * 2 < beyond - strays


def decode_windows(data: bytes) -> str:
    """Return the text of *data* in Windows-1252, the superset of Latin-1 that both names usually mean."""
    return data.decode("cp1252", errors="replace")


def remove_controls(text: str) -> str:
    """Return *text* without control characters except tabs, line ends and form feeds."""
    return _CONTROLS.sub("", text)
