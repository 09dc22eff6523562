"""A sound segment file, and the same with its bytes, header or directory changed as a test likes."""

import json
import struct
import tempfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from indexer.codec.ingest.batch import Batch
from indexer.codec.segment.directory import HEADER_SIZE
from indexer.codec.segment.file import AnyNumbers, SegmentFile, write_sections
from indexer.codec.segment.layout import STANDARD_LAYOUT
from indexer.indexed_fields import indexed_resource
from indexer.resource import Document, Resource
from tests.making import make_passage, make_resource

FIELDS: Final = ("format", "length", "offset", "whole", "checksum")
_HEADER: Final = struct.Struct("<8sIIQQI24x")


def dozen() -> list[Resource]:
    """A dozen resources with several passages, headings, names of every kind, and words that share beginnings."""
    return [
        make_resource(
            f"r{number:02}",
            title=f"A crisis team (CIT) for town {number}",
            summary="Teams answer crises" if number % 2 else None,
            topics=("Use of Force", "Stops, Searches")[: number % 3],
            types=("Report",) if number % 2 else (),
            year=2010 + number if number % 4 else None,
            former_ids=(f"old-r{number:02}",),
            metadata={"publisher": f"Office {number}"} if number % 2 else {},
            passages=tuple(
                make_passage(
                    f"The crisis of {number} and passage {each}, de-escalation", "One", f"Part {each}"
                )
                for each in range(number % 5)
            ),
            documents=(
                Document(
                    id=f"d{number}",
                    title="Guidebook",
                    format="pdf",
                    address=f"guides/{number % 3}/guide.pdf",
                    former_ids=(f"old-d{number}",),
                    passages=(make_passage("Mobile teams", page=1), make_passage("move on", page=2)),
                ),
            ),
        )
        for number in range(12)
    ]


@dataclass(frozen=True)
class Sound:
    """A segment file as it was written."""

    content: bytes
    counts: Mapping[str, int]
    sections: Mapping[str, AnyNumbers]

    @cached_property
    def header(self) -> dict[str, int]:
        """The fields of its header, after the magic."""
        return dict(zip(FIELDS, _HEADER.unpack(self.content[: _HEADER.size])[1:], strict=True))

    def rows(self) -> dict[str, list[Any]]:
        """The entries of its directory by name, new lists each time."""
        _, _, rows = json.loads(self.content[self.header["offset"] :])
        return {row[0]: row for row in rows}

    def range(self, name: str) -> tuple[int, int]:
        """Where a section begins and ends."""
        begin = self.rows()[name][2]
        return begin, begin + self.sections[name].nbytes

    def flipped(self, place: int, bit: int) -> bytes:
        """The file with one bit flipped."""
        damaged = bytearray(self.content)
        damaged[place] ^= 1 << bit
        return bytes(damaged)

    def with_header(self, fields: Mapping[str, int], content: bytes | None = None) -> bytes:
        """The file, or *content*, with a header of these fields whose own checksum is right."""
        packed = _HEADER.pack(self.content[:8], *(fields[name] for name in FIELDS))
        rest = (self.content if content is None else content)[HEADER_SIZE:]
        return packed + struct.pack("<I", zlib.crc32(packed)) + rest

    def with_directory(self, rows: Iterable[list[Any]]) -> bytes:
        """The file with these entries in its directory; lengths and checksums of header and directory are right."""
        return self.with_packed(json.dumps([STANDARD_LAYOUT.facets, dict(self.counts), list(rows)]).encode())

    def with_packed(self, directory: bytes) -> bytes:
        """The file with these bytes as its directory; lengths and checksums of header and directory are right."""
        offset = self.header["offset"]
        fields = self.header | {
            "length": len(directory),
            "whole": offset + len(directory),
            "checksum": zlib.crc32(directory),
        }
        return self.with_header(fields, self.content[:offset] + directory)


def sound_segment() -> Sound:
    """A segment of `dozen`, with something in every section."""
    batch = Batch()
    for number, resource in enumerate(dozen()):
        language = "es" if number % 5 == 0 else None
        former = (f"former-{number}",) if number % 4 == 0 else ()
        documents = tuple(replace(document, former_ids=former) for document in resource.documents)
        batch.add(
            indexed_resource(replace(resource, language=language, former_ids=former, documents=documents))
        )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sound.fld"
        write_sections(path, *batch.sections())
        return sound_of(path)


def sound_of(path: Path) -> Sound:
    """The segment at *path* as it is now."""
    segment = SegmentFile.open(path)
    return Sound(
        content=path.read_bytes(),
        counts=segment.counts,
        sections={name: segment[name].copy() for name in STANDARD_LAYOUT.sections},
    )
