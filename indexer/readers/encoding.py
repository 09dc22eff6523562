"""The bytes of a text in, its signs out, without those that no text holds."""

import codecs
import re
from typing import Final

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# NUL ends a document for lxml; the others are shown by nothing and only break what quotes them.
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_ASCII: Final = re.compile(rb"[\x00-\x7f]+")
_SEQUENCE: Final = re.compile(  # signs beyond ASCII in well-formed UTF-8
    rb"(?:[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})+"
)
_CUT: Final = re.compile(rb"(?:[\xc2-\xf4]|[\xe0-\xf4][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{2})\Z")


def by_mark(data: bytes) -> str | None:
    """Return the text of *data* if a byte order mark tells its encoding."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    return None


def guessed(data: bytes) -> str:
    """Return the text of *data* as UTF-8 if most of it is that, else as Windows' Latin.

    In a page of UTF-8 that quotes an old file or database, single bytes are read as Windows' Latin all the same.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    cut = _CUT.search(data)  # a file that was cut off ends within a sign
    whole = data if cut is None else data[: cut.start()]
    beyond = _ASCII.sub(b"", whole)
    strays = len(_SEQUENCE.sub(b"", beyond))
    if strays * 2 >= len(beyond) - strays:
        return windows(data)
    pieces: list[str] = []
    last = 0
    for match in _SEQUENCE.finditer(whole):
        pieces += (windows(whole[last : match.start()]), match.group().decode("utf-8"))
        last = match.end()
    return "".join((*pieces, windows(whole[last:]), "" if cut is None else "\ufffd"))


def windows(data: bytes) -> str:
    """Return the text of *data* in Windows' Latin, the superset of Latin-1 that is meant by either name."""
    return data.decode("cp1252", errors="replace")


def without_controls(text: str) -> str:
    """Return *text* without control signs, but for tabs and the ends of lines and pages."""
    return _CONTROLS.sub("", text)
