"""A file's name and first bytes in, its format out; knows of formats without loading a parser."""

import re
from typing import Final

# Raise a reader's number with any change of what it returns for some file: documents are then read again.
READER_VERSIONS: Final[dict[str, int]] = {
    "html": 3,
    "pdf": 3,
    "docx": 2,
    "markdown": 3,
    "text": 3,
    "vtt": 2,
    "srt": 2,
}

# How many bytes `format_of` wants to see: a PDF may begin with up to 1,024 bytes of something else.
HEAD_BYTES: Final = 1024

_SUFFIXES: Final = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".docm": "docx",
    ".doc": "docx",  # the old format cannot be read, and its reader says so
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".text": "text",
    ".vtt": "vtt",
    ".srt": "srt",
}
_HTML: Final = re.compile(
    rb"(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html[\s>])", re.IGNORECASE | re.DOTALL
)
_ZIP: Final = b"PK\x03\x04"
_OFFICE: Final = (b"[Content_Types].xml", b"_rels/.rels", b"word/")  # one of them is the first entry
_CAPTIONS: Final = re.compile(rb"WEBVTT[ \t]*[\r\n]")
_BOMS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def format_of(name: str, head: bytes) -> str | None:
    """Return the format of the file *name* that begins with *head*; None for a file that no reader takes.

    Content goes before the suffix: a PDF called notes.txt is a PDF. A file of another suffix is not looked
    into, so that what lies beside the documents stays out.
    """
    named = _SUFFIXES.get(_suffix(name))
    if named is None:
        return None
    if head.startswith(b"%PDF-") or (named == "pdf" and b"%PDF-" in head):
        return "pdf"
    if head.startswith(_ZIP) and any(name in head for name in _OFFICE):
        return "docx"
    start = _without_mark(head).lstrip()
    if named in {"pdf", "docx", "text"} and _HTML.match(start):
        return "html"
    return "vtt" if named in {"text", "srt"} and _CAPTIONS.match(start) else named


def _suffix(name: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    return f".{suffix.lower()}" if dot and stem else ""


def _without_mark(head: bytes) -> bytes:
    """Return *head* as single bytes, whatever its byte order mark says: markup is ASCII."""
    for mark in _BOMS:
        if head.startswith(mark):
            return head.removeprefix(mark).replace(b"\x00", b"")
    return head
