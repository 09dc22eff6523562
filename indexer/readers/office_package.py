"""The XML parts of a file of Word or Excel, checked; nothing else is unpacked, and nothing is written to disk.

Pictures, fonts and embedded files are never read, so they may be of any size.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from indexer.errors import ReadError

# A picture book of 2,000 pages has about 5,000 entries.
MAX_ENTRIES: Final = 20_000

DOCUMENT_TYPES: Final = "[Content_Types].xml"

_OLE: Final = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of old Office files, and of encrypted new ones
)
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_RTF: Final = b"{\\rtf"
_LOCKED: Final = 1  # bit of an entry's flags
# Office writes no document type; with one come entities that grow without bound, or name files.
_DOCTYPES: Final = tuple("<!DOCTYPE".encode(name) for name in ("ascii", "utf-16-le", "utf-16-be"))


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeFormat:
    """One of the formats, in the words of messages."""

    program: str  # "Word"
    document: str  # "a Word document"
    suffix: str
    folder: str  # of its own parts
    max_xml: int  # bytes: more would not fit the child's memory

    @property
    def save(self) -> str:
        """What to do with a file that cannot be read."""
        return f"open it in {self.program}, save it as {self.suffix} and replace the file"


def xml_parts(data: bytes, where: str, office: OfficeFormat) -> Mapping[str, bytes]:
    """Return {name: bytes} of every XML part; raises ReadError if it is not a complete, unprotected file of that format."""
    _refuse_others(data, where, office)
    try:
        with ZipFile(BytesIO(data)) as archive:
            entries = _entries(archive, where, office)
            parts = {name: archive.read(entry) for name, entry in entries.items()}
    except (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        raise ReadError("it is damaged or incomplete", where=where, fix=office.save) from None
    if DOCUMENT_TYPES not in parts or not any(name.startswith(office.folder) for name in parts):
        raise _is_other(where, office)
    if any(mark in part for part in parts.values() for mark in _DOCTYPES):
        what = f"it declares XML entities, which {office.program} never does"
        raise ReadError(what, where=where, fix=office.save)
    return parts


def repacked(parts: Mapping[str, bytes]) -> BytesIO:
    """Return a file of only these *parts*, for a library that expects a file."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(ZipInfo(name), part)  # a ZipInfo of our own: no clock is asked
    out.seek(0)
    return out


def _is_other(where: str, office: OfficeFormat) -> ReadError:
    fix = f"save it as {office.suffix} in {office.program}, or remove it"
    return ReadError(f"it is not {office.document}", where=where, fix=fix)


def _refuse_others(data: bytes, where: str, office: OfficeFormat) -> None:
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise ReadError(
                "it is protected by a password", where=where, fix="save a copy without a password"
            )
        raise ReadError(f"it is in the old {office.program} format", where=where, fix=office.save)
    if data.startswith(_RTF):
        raise ReadError("it is an RTF file, despite its name", where=where, fix=office.save)
    if not data.startswith(b"PK"):
        raise _is_other(where, office)


def _entries(archive: ZipFile, where: str, office: OfficeFormat) -> dict[str, ZipInfo]:
    """Return the entries to unpack, after checking their number, size and encryption."""
    every = archive.infolist()
    if len(every) > MAX_ENTRIES:
        what = f"it has {len(every):,} parts (the limit is {MAX_ENTRIES:,})"
        raise ReadError(what, where=where, fix=office.save)
    # Of two entries with one name the last counts, as for every program that opens the file.
    entries = {entry.filename: entry for entry in every if _is_xml(entry.filename)}
    if any(entry.flag_bits & _LOCKED for entry in entries.values()):
        raise ReadError("it is protected by a password", where=where, fix="save a copy without a password")
    size = sum(entry.file_size for entry in entries.values())
    if size > office.max_xml:
        raise ReadError(
            f"it unpacks to {size / 1e6:,.0f} MB of text (the limit is {office.max_xml // 1_000_000} MB)",
            where=where,
            fix="divide it into several files",
        )
    return entries


def _is_xml(name: str) -> bool:
    # Nothing is written to disk, so a name cannot lead anywhere; Office still has no ".." in one.
    return name.lower().endswith((".xml", ".rels")) and ".." not in name.split("/")
