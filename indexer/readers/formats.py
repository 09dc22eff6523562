"""A file's name and first bytes in, its format out; every format in one table, known without loading a parser."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

# How many bytes `format_of` wants to see: a PDF may begin with up to 1,024 bytes of something else.
HEAD_BYTES: Final = 1024

_HTML: Final = re.compile(
    rb"(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html[\s>])", re.IGNORECASE | re.DOTALL
)
_ZIP: Final = b"PK\x03\x04"
_OFFICE: Final = (b"[Content_Types].xml", b"_rels/.rels", b"word/")  # one of them is the first entry
_CAPTIONS: Final = re.compile(rb"WEBVTT[ \t]*[\r\n]")
_BOMS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_DOWNLOAD: Final = "application/octet-stream"

Signature = Callable[[bytes, str], bool]  # takes a file's first bytes and the format that its suffix names


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format that a reader takes."""

    name: str  # as documents and answers call it
    label: str  # as people call it
    media_types: Mapping[str, str]  # suffix -> what a file of it is served as
    inline: bool  # shown in the browser; otherwise downloaded
    version: int  # of its reader: raise it with any change of what that returns, and documents are read again
    paged: bool = False  # links lead to a page of it: #page=N
    signature: Signature | None = None  # None: it is known by its suffix alone


def _is_pdf(head: bytes, named: str) -> bool:
    return head.startswith(b"%PDF-") or (named == "pdf" and b"%PDF-" in head)


def _is_docx(head: bytes, _named: str) -> bool:
    return head.startswith(_ZIP) and any(name in head for name in _OFFICE)


def _is_html(head: bytes, named: str) -> bool:
    return named in {"pdf", "docx", "text"} and _HTML.match(_start(head)) is not None


def _is_vtt(head: bytes, named: str) -> bool:
    return named in {"text", "srt"} and _CAPTIONS.match(_start(head)) is not None


# In the order in which their signatures are looked for.
FORMATS: Final = (
    Format(
        name="pdf",
        label="PDF",
        media_types={".pdf": "application/pdf"},
        inline=True,
        version=4,
        paged=True,
        signature=_is_pdf,
    ),
    Format(
        name="docx",
        label="Word document",
        media_types={
            ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ".docm": _DOWNLOAD,
            ".doc": _DOWNLOAD,  # the old format cannot be read, and its reader says so
        },
        inline=False,
        version=4,
        signature=_is_docx,
    ),
    Format(
        name="html",
        label="Web page",
        media_types={".html": "text/html", ".htm": "text/html", ".xhtml": "text/html"},
        inline=True,
        version=5,
        signature=_is_html,
    ),
    Format(
        name="vtt",
        label="Captions",
        media_types={".vtt": "text/vtt"},
        inline=True,
        version=2,
        signature=_is_vtt,
    ),
    Format(name="srt", label="Captions", media_types={".srt": "text/plain"}, inline=True, version=2),
    Format(
        name="markdown",
        label="Text",
        media_types={".md": "text/plain", ".markdown": "text/plain"},
        inline=True,
        version=4,
    ),
    Format(
        name="text",
        label="Text",
        media_types={".txt": "text/plain", ".text": "text/plain"},
        inline=True,
        version=3,
    ),
)
BY_NAME: Final[Mapping[str, Format]] = {each.name: each for each in FORMATS}
_BY_SUFFIX: Final = {suffix: each for each in FORMATS for suffix in each.media_types}


def format_of(name: str, head: bytes) -> str | None:
    """Return the format of the file *name* that begins with *head*; None for a file that no reader takes.

    Content goes before the suffix: a PDF called notes.txt is a PDF. A file of another suffix is not looked
    into, so that what lies beside the documents stays out.
    """
    named = format_named(name)
    if named is None:
        return None
    by_content = (each.name for each in FORMATS if each.signature and each.signature(head, named.name))
    return next(by_content, named.name)


def format_named(name: str) -> Format | None:
    """Return the format that the suffix of a file's name stands for."""
    return _BY_SUFFIX.get(_suffix(name))


def served_as(name: str) -> tuple[str, bool]:
    """Return the media type that the file *name* is served as, and whether a browser shows it."""
    named = format_named(name)
    if named is None:
        return _DOWNLOAD, False
    return named.media_types[_suffix(name)], named.inline


def _suffix(name: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    return f".{suffix.lower()}" if dot and stem else ""


def _start(head: bytes) -> bytes:
    """Return *head* as single bytes from its first character on, whatever its byte order mark says: markup is ASCII."""
    for mark in _BOMS:
        if head.startswith(mark):
            return head.removeprefix(mark).replace(b"\x00", b"").lstrip()
    return head.lstrip()
