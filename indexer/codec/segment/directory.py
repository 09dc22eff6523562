"""The header and the directory of a segment file: where its sections are, written and, when read, checked."""

import json
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from indexer.codec.segment.layout import FIXED_WIDTHS, WIDTHS, Layout, layout_of
from indexer.errors import BuildError

MAGIC: Final = b"fieldseg"
FORMAT: Final = 6  # raise it with any change of this module or of layout.py
ALIGN: Final = 64  # bytes: a line of the processor's cache
FIX: Final = "run: fieldguide index --full"

# magic, format, length of the directory, its offset, length of the file, checksum of the directory
_HEADER: Final = struct.Struct("<8sIIQQI24x")
_CHECKSUM: Final = struct.Struct("<I")
HEADER_SIZE: Final = _HEADER.size + _CHECKSUM.size

_NO_NUMBER: Final = 1 << 63
_ITEM: Final = {dtype.str: dtype.itemsize for dtype in WIDTHS}


class Entry(NamedTuple):
    """One section as the directory lists it."""

    name: str
    dtype: str
    offset: int
    length: int  # entries
    checksum: int  # see `checksum`

    @property
    def end(self) -> int:
        """Where its bytes end."""
        return self.offset + self.length * _ITEM[self.dtype]


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """The directory at the end of a segment file."""

    layout: Layout
    counts: Mapping[str, int]
    entries: Sequence[Entry]

    def packed(self) -> bytes:
        """Return its bytes in the file."""
        listed = [self.layout.facets, dict(self.counts), self.entries]
        return json.dumps(listed, separators=(",", ":")).encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The first bytes of a segment file, which say where its directory is."""

    offset: int
    length: int
    checksum: int

    def packed(self) -> bytes:
        """Return its bytes in the file."""
        end = self.offset + self.length
        fields = _HEADER.pack(MAGIC, FORMAT, self.length, self.offset, end, self.checksum)
        return fields + _CHECKSUM.pack(zlib.crc32(fields))


def padded(size: int) -> int:
    """Return *size* rounded up to the next offset where a section may begin."""
    return -(-size // ALIGN) * ALIGN


def checksum(entry: Entry, content: int) -> int:
    """Return what `entry.checksum` must be, given the CRC-32 of its bytes and the zeros up to the next section.

    It includes name, type and length, so that no section can be mistaken for another, or for a longer or shorter one.
    """
    return zlib.crc32(f"{entry.name} {entry.dtype} {entry.length}".encode(), content)


def damage(path: Path, what: str) -> BuildError:
    """Return the error for a damaged segment at *path*."""
    return BuildError(what, where=str(path), fix=FIX)


def checked_header(path: Path, first: bytes, size: int) -> Header:
    """Return the header in the *first* bytes of a file of *size* bytes, or raise BuildError."""
    if not first.startswith(MAGIC):
        raise damage(path, "this is not an index segment")
    if len(first) < HEADER_SIZE:
        raise damage(path, f"the segment is cut off after {size} bytes")
    fields = first[: _HEADER.size]
    _, version, length, offset, whole, checksum = _HEADER.unpack(fields)
    if first[_HEADER.size :] != _CHECKSUM.pack(zlib.crc32(fields)):
        raise damage(path, "the header of the segment is damaged")
    if version != FORMAT:
        raise damage(path, f"the segment has format {version}, but this version of Fieldguide reads {FORMAT}")
    # If a file is shorter than its mapping, reading a missing page kills the process.
    if whole != size:
        raise damage(path, f"the segment has {size:,} bytes, but {whole:,} were written")
    if offset + length != size:
        raise damage(path, "the header of the segment is inconsistent")
    return Header(offset=offset, length=length, checksum=checksum)


def checked_directory(path: Path, header: Header, listed: bytes) -> Directory:
    """Return the directory in *listed* if it fits the file and the layout, else raise BuildError."""
    if zlib.crc32(listed) != header.checksum:
        raise damage(path, "the directory of the segment is damaged")
    try:
        found = _unpacked(listed)
        wrong = next(_misplaced(found, header.offset), None)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise damage(path, "the directory of the segment is inconsistent") from error
    if wrong is not None:
        raise damage(path, f"the section {wrong} is missing, misplaced or of the wrong type")
    return found


def _unpacked(listed: bytes) -> Directory:
    """Return the directory in *listed*; raises whatever parsing may raise."""
    facets, counts, rows = json.loads(listed)
    layout = layout_of(facets)
    entries = [Entry(*row) for row in rows]
    numbers = [
        *(counts[name] for name in layout.counts),
        *(number for entry in entries for number in entry[2:]),
    ]
    if not all(type(number) is int and 0 <= number < _NO_NUMBER for number in numbers):
        raise ValueError(listed)
    return Directory(layout=layout, counts={name: counts[name] for name in layout.counts}, entries=entries)


def _misplaced(found: Directory, end: int) -> Iterator[str]:
    """Yield the name of each section that is missing, or has the wrong offset, type or length."""
    counts, sections = found.counts, found.layout.sections
    lengths = {entry.name: entry.length for entry in found.entries}
    yield from sections.keys() - lengths.keys()
    free = HEADER_SIZE
    for entry in found.entries:
        section = sections[entry.name]
        wanted = lengths[section.like] if section.like else section.length(counts)
        type_known = section.holds in counts or section.holds in FIXED_WIDTHS
        if (
            entry.offset != free
            or wanted not in {None, entry.length}
            or (type_known and np.dtype(entry.dtype) != section.dtype(counts, 0))
        ):
            yield entry.name
        free = padded(entry.end)
    # Together, the sections cover the file without gaps, each once.
    if free != end or len(lengths) != len(found.entries):
        yield found.entries[-1].name
