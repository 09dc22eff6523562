"""The bytes of a text in, its signs out, without those that no text holds."""

import codecs
import re
from typing import Final

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# NUL ends a document for lxml; the others are shown by nothing and only break what quotes them.
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


def by_mark(data: bytes) -> str | None:
    """Return the text of *data* if a byte order mark tells its encoding."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    return None


def guessed(data: bytes) -> str:
    """Return the text of *data* as UTF-8 if it is that, else as Windows' Latin."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def without_controls(text: str) -> str:
    """Return *text* without control signs, but for tabs and the ends of lines and pages."""
    return _CONTROLS.sub("", text)
