"""Control characters in text from outside, which could control a terminal, forge a line or reverse the reading order.

Input is cleaned (`clean_line`, `clean_text`); text that must stay exact is shown escaped (`escaped`). Here, control
characters are C0, DEL and C1, Unicode's line and paragraph separators, its controls and marks of writing direction,
the byte order mark and similar invisible characters, and halves of surrogate pairs, which UTF-8 cannot encode. Joiners
and soft hyphens (U+200B to U+200D, U+00AD) are part of words in many scripts and stay.
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
)  # all except "\t" and "\n"
# Line and page ends, and the four separators of old data files: they separate words.
_DIVIDING: Final = "\x0b-\r\x1c-\x1f\x85\u2028\u2029"
_LINE_END: Final = re.compile(f"\r\n|[{_DIVIDING}]")
_BLANKS: Final = re.compile(rf"[ \xa0]*[\t\n{_DIVIDING}][\s\x85]*")
_BLANK: Final = " \t\r\n\xa0"
_HARMLESS: Final = b"\t\n" + bytes(range(0x20, 0x7F))


def has_control(text: str) -> bool:
    """Return whether *text* holds a control character, the end of a line too."""
    # A fast check first: no control character is printable.
    return not text.isprintable() and _ANY.search(text) is not None


def clean_line(text: str) -> str:
    """Return *text* as one line without control characters: line ends and tabs become blanks, and the ends are stripped."""
    if not text.isprintable():
        text = _HALF.sub("\ufffd", _CONTROL.sub("", _BLANKS.sub(" ", text)))
    return text.strip(_BLANK)


def clean_text(text: str) -> str:
    r"""Return *text* without control characters, except tabs and "\n" as the only line end."""
    # Nearly all text passes the first check, which takes a tenth of the time of the second one.
    if text.replace("\n", "").isprintable() or _IN_TEXT.search(text) is None:
        return text
    return _HALF.sub("\ufffd", _IN_TEXT.sub(_kept, _LINE_END.sub("\n", text)))


def escaped(text: str) -> str:
    r"""Return *text* on one line for a terminal, a log or a report, with control characters as "\n", "\x1b", "\u202e"."""
    return text if text.isprintable() else _ANY.sub(lambda match: repr(match[0])[1:-1], text)


def escaped_json(text: str) -> str:
    """Return *text*, which is JSON, with the control characters in its strings escaped: the values stay the same."""
    if text.replace("\n", "").isprintable():
        return text
    return _IN_TEXT.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def clean_utf8(text: str) -> bytes:
    """Return `clean_text` of a whole page as UTF-8, in a tenth of the time if most characters are ASCII."""
    written = text.encode("utf-8", "replace")
    rest = written.translate(None, _HARMLESS).decode()
    return clean_text(text).encode("utf-8", "replace") if has_control(rest) else written


def _kept(match: re.Match[str]) -> str:
    return match[0] if _HALF.match(match[0]) else ""
