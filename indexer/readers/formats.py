"""The table of all formats, and the format of a file by its name and first bytes. Loads no parser."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

# How many bytes `format_of` needs: a PDF may begin with up to 1,024 bytes of something else.
HEAD_BYTES: Final = 1024

_HTML: Final = re.compile(
    rb"(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html[\s>])", re.IGNORECASE | re.DOTALL
)
_ZIP: Final = b"PK\x03\x04"
_OFFICE: Final = (b"[Content_Types].xml", b"_rels/.rels", b"word/")  # one of them is the first entry
_CAPTIONS: Final = re.compile(rb"WEBVTT[ \t]*[\r\n]")
_BOMS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_DOWNLOAD: Final = "application/octet-stream"

Signature = Callable[[bytes, str], bool]  # takes a file's first bytes and the format of its suffix


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format that can be read."""

    name: str  # in documents and API responses
    label: str  # shown to people
    media_types: Mapping[str, str]  # suffix -> the media type that it is served with
    inline: bool  # whether browsers show it; otherwise it is downloaded
    version: int  # of its reader: raise it with any change of the reader's output, so that documents are read again
    paged: bool = False  # whether links can lead to a page: #page=N
    follows_fragment: bool = False  # whether browsers follow a fragment in it where we serve it
    signature: Signature | None = None  # None: recognized only by its suffix


def _is_pdf(head: bytes, named: str) -> bool:
    return head.startswith(b"%PDF-") or (named == "pdf" and b"%PDF-" in head)


def _is_docx(head: bytes, _named: str) -> bool:
    return head.startswith(_ZIP) and any(name in head for name in _OFFICE)


def _is_html(head: bytes, named: str) -> bool:
    return named in {"pdf", "docx", "text"} and _HTML.match(_start(head)) is not None


def _is_vtt(head: bytes, named: str) -> bool:
    return named in {"text", "srt"} and _CAPTIONS.match(_start(head)) is not None


# Signatures are tried in this order.
FORMATS: Final = (
    Format(
        name="pdf",
        label="PDF",
        media_types={".pdf": "application/pdf"},
        inline=True,
        version=7,
        paged=True,
        follows_fragment=True,
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
        version=8,
        signature=_is_docx,
    ),
    Format(
        name="html",
        label="Web page",
        media_types={".html": "text/html", ".htm": "text/html", ".xhtml": "text/html"},
        inline=True,
        version=13,
        follows_fragment=True,
        signature=_is_html,
    ),
    Format(
        name="vtt",
        label="Captions",
        media_types={".vtt": "text/vtt"},
        inline=True,
        version=3,
        signature=_is_vtt,
    ),
    Format(name="srt", label="Captions", media_types={".srt": "text/plain"}, inline=True, version=3),
    Format(
        name="markdown",
        label="Text",
        media_types={".md": "text/plain", ".markdown": "text/plain"},
        inline=True,
        version=7,
    ),
    Format(
        name="text",
        label="Text",
        media_types={".txt": "text/plain", ".text": "text/plain"},
        inline=True,
        version=4,
    ),
)
BY_NAME: Final[Mapping[str, Format]] = {each.name: each for each in FORMATS}
_BY_SUFFIX: Final = {suffix: each for each in FORMATS for suffix in each.media_types}


def format_of(name: str, head: bytes) -> str | None:
    """Return the format of the file *name* that begins with *head*; None if it cannot be read.

    The content counts more than the suffix: a PDF called notes.txt is a PDF. But files with unknown suffixes are left
    out whatever they contain.
    """
    named = format_named(name)
    if named is None:
        return None
    by_content = (each.name for each in FORMATS if each.signature and each.signature(head, named.name))
    return next(by_content, named.name)


def format_named(name: str) -> Format | None:
    """Return the format of the suffix of a file's name."""
    return _BY_SUFFIX.get(_suffix(name))


def served_as(name: str) -> tuple[str, bool]:
    """Return the media type that the file *name* is served with, and whether browsers show it."""
    named = format_named(name)
    if named is None:
        return _DOWNLOAD, False
    return named.media_types[_suffix(name)], named.inline


def _suffix(name: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    return f".{suffix.lower()}" if dot and stem else ""


def _start(head: bytes) -> bytes:
    """Return *head* from its first character on, without byte order mark and, in UTF-16, zero bytes: markup is ASCII."""
    for mark in _BOMS:
        if head.startswith(mark):
            return head.removeprefix(mark).replace(b"\x00", b"").lstrip()
    return head.lstrip()
