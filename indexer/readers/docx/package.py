"""The XML parts of a Word file, checked; nothing else is unpacked, and nothing is written to disk.

Pictures, fonts and embedded files are never read, so they may be of any size.
"""

import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import Final
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from indexer.errors import ReadError

# A picture book of 2,000 pages has about 5,000 entries.
MAX_ENTRIES: Final = 20_000
# A thousand pages are about 10 MB of XML. Its tree takes some 25 bytes for each byte: more would not fit the child's
# memory. The sum is bounded instead of each part's ratio: Word's tables are rightly packed 50 to 1.
MAX_XML: Final = 24 * 1000 * 1000

DOCUMENT_TYPES: Final = "[Content_Types].xml"

_OLE: Final = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of old Word files, and of encrypted new ones
)
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_RTF: Final = b"{\\rtf"
_LOCKED: Final = 1  # bit of an entry's flags
# Word writes no document type; with one come entities that grow without bound, or name files.
_DOCTYPES: Final = tuple("<!DOCTYPE".encode(name) for name in ("ascii", "utf-16-le", "utf-16-be"))
_SAVE: Final = "open it in Word, save it as .docx and replace the file"


def word_parts(data: bytes, where: str) -> Mapping[str, bytes]:
    """Return {name: bytes} of every XML part; raises ReadError if it is not a complete, unprotected Word document."""
    _refuse_others(data, where)
    try:
        with ZipFile(BytesIO(data)) as archive:
            entries = _entries(archive, where)
            parts = {name: archive.read(entry) for name, entry in entries.items()}
    except (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        raise ReadError("it is damaged or incomplete", where=where, fix=_SAVE) from None
    if DOCUMENT_TYPES not in parts or not any(name.startswith("word/") for name in parts):
        raise ReadError(
            "it is not a Word document", where=where, fix="save it as .docx in Word, or remove it"
        )
    if any(mark in part for part in parts.values() for mark in _DOCTYPES):
        raise ReadError("it declares XML entities, which Word never does", where=where, fix=_SAVE)
    return parts


def repacked(parts: Mapping[str, bytes]) -> BytesIO:
    """Return a Word file of only these *parts*, for a library that expects a file."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(ZipInfo(name), part)  # a ZipInfo of our own: no clock is asked
    out.seek(0)
    return out


def _refuse_others(data: bytes, where: str) -> None:
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise ReadError(
                "it is protected by a password", where=where, fix="save a copy without a password"
            )
        raise ReadError("it is in the old Word format", where=where, fix=_SAVE)
    if data.startswith(_RTF):
        raise ReadError("it is an RTF file, despite its name", where=where, fix=_SAVE)
    if not data.startswith(b"PK"):
        raise ReadError(
            "it is not a Word document", where=where, fix="save it as .docx in Word, or remove it"
        )


def _entries(archive: ZipFile, where: str) -> dict[str, ZipInfo]:
    """Return the entries to unpack, after checking their number, size and encryption."""
    every = archive.infolist()
    if len(every) > MAX_ENTRIES:
        raise ReadError(f"it has {len(every):,} parts (the limit is {MAX_ENTRIES:,})", where=where, fix=_SAVE)
    # Of two entries with one name the last counts, as for every program that opens the file.
    entries = {entry.filename: entry for entry in every if _is_xml(entry.filename)}
    if any(entry.flag_bits & _LOCKED for entry in entries.values()):
        raise ReadError("it is protected by a password", where=where, fix="save a copy without a password")
    size = sum(entry.file_size for entry in entries.values())
    if size > MAX_XML:
        raise ReadError(
            f"it unpacks to {size / 1e6:,.0f} MB of text (the limit is {MAX_XML // 1_000_000} MB)",
            where=where,
            fix="divide it into several files",
        )
    return entries


def _is_xml(name: str) -> bool:
    # Nothing is written to disk, so a name cannot lead anywhere; Word still has no ".." in one.
    return name.lower().endswith((".xml", ".rels")) and ".." not in name.split("/")
