"""Text from outside in; the same without what steers a terminal, forges a line or turns the order of reading out.

What enters is cleaned (`clean_line`, `clean_text`), what must stay exact is shown escaped (`escaped`). Control characters
are here C0, DEL and C1, the line and paragraph separators of Unicode, its controls and marks of writing direction, the
byte order mark and its kin, which nobody sees, and halves of surrogate pairs, which UTF-8 cannot hold. What joins or
parts letters (U+200B to U+200D, the soft hyphen) belongs to the words of many scripts and stays.
"""

import re
from typing import Final

# Direction: U+061C, 200E, 200F, 202A to 202E, 2066 to 2069 and the deprecated 206A to 206F. Invisible: the byte order
# mark U+FEFF, its successor 2060, the annotation marks FFF9 to FFFB, and FFFE and FFFF, which are no characters.
_INVISIBLE: Final = "\u061c\u200e\u200f\u2028-\u202e\u2060\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
_HALF: Final = re.compile("[\ud800-\udfff]")
_CONTROL: Final = re.compile(f"[\x00-\x1f\x7f-\x9f{_INVISIBLE}]")
_ANY: Final = re.compile(f"[\x00-\x1f\x7f-\x9f{_INVISIBLE}\ud800-\udfff]")
_IN_TEXT: Final = re.compile(
    f"[\x00-\x08\x0b-\x1f\x7f-\x9f{_INVISIBLE}\ud800-\udfff]"
)  # any but "\t" and "\n"
# Ends of lines and pages, and the four separators of old data files: words stand on both sides.
_DIVIDING: Final = "\x0b-\r\x1c-\x1f\x85\u2028\u2029"
_LINE_END: Final = re.compile(f"\r\n|[{_DIVIDING}]")
_BLANKS: Final = re.compile(rf"[ \xa0]*[\t\n{_DIVIDING}][\s\x85]*")
_BLANK: Final = " \t\r\n\xa0"
_HARMLESS: Final = b"\t\n" + bytes(range(0x20, 0x7F))


def has_control(text: str) -> bool:
    """Return whether *text* holds a control character, the end of a line too."""
    # Python knows at a glance what is printable, and no control character is.
    return not text.isprintable() and _ANY.search(text) is not None


def clean_line(text: str) -> str:
    """Return *text* as one line without control characters: a blank stands for ends of lines and tabs, none at its ends."""
    if not text.isprintable():
        text = _HALF.sub("\ufffd", _CONTROL.sub("", _BLANKS.sub(" ", text)))
    return text.strip(_BLANK)


def clean_text(text: str) -> str:
    r"""Return *text* without control characters but tabs and "\n", which ends each line."""
    # Nearly all text passes the first test, which takes a tenth of the second's time.
    if text.replace("\n", "").isprintable() or _IN_TEXT.search(text) is None:
        return text
    return _HALF.sub("\ufffd", _IN_TEXT.sub(_kept, _LINE_END.sub("\n", text)))


def escaped(text: str) -> str:
    r"""Return *text* on one line for a terminal, a log or a report: control characters as "\n", "\x1b", "\u202e"."""
    return text if text.isprintable() else _ANY.sub(lambda match: repr(match[0])[1:-1], text)


def escaped_json(text: str) -> str:
    """Return *text*, which is JSON, with the control characters in its strings escaped as JSON has it: the same values."""
    if text.replace("\n", "").isprintable():
        return text
    return _IN_TEXT.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def clean_utf8(text: str) -> bytes:
    """Return `clean_text` of a whole page as UTF-8, in a tenth of its time where few characters are not ASCII."""
    written = text.encode("utf-8", "replace")
    rest = written.translate(None, _HARMLESS).decode()
    return clean_text(text).encode("utf-8", "replace") if has_control(rest) else written


def _kept(match: re.Match[str]) -> str:
    return match[0] if _HALF.match(match[0]) else ""
