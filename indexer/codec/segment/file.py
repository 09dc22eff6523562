"""A segment file: written from arrays with checksums, and opened again as a memory map with all bounds checked."""

import mmap
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

import numpy as np
import numpy.typing as npt

from indexer.codec.segment.directory import (
    HEADER_SIZE,
    Directory,
    Entry,
    Header,
    checked_directory,
    checked_header,
    checksum,
    damage,
    padded,
)
from indexer.codec.segment.layout import STANDARD_LAYOUT, Layout, Numbers
from indexer.codec.segment.term_dictionary import Dictionary
from indexer.errors import BuildError

AnyNumbers = npt.NDArray[np.integer[Any]]


class SegmentFile:
    """An open segment file. Its sections are mapped, and read only when they are used."""

    def __init__(self, path: Path, content: memoryview, listed: Directory) -> None:
        self.path = path
        self.layout = listed.layout
        self.counts = listed.counts
        self._content = content
        self._entries = {entry.name: entry for entry in listed.entries}
        self._views: dict[str, Numbers] = {}
        self._dictionaries: dict[str, Dictionary] = {}

    @classmethod
    def open(cls, path: Path) -> Self:
        """Return the segment at *path*, or raise BuildError if it is incomplete; reads no section."""
        try:
            with path.open("rb") as file:
                first = file.read(HEADER_SIZE)
                size = file.seek(0, 2)
                header = checked_header(path, first, size)
                content = memoryview(mmap.mmap(file.fileno(), size, access=mmap.ACCESS_READ))
        except OSError as error:
            raise damage(path, f"the segment cannot be read ({error.strerror})") from error
        return cls(path, content, checked_directory(path, header, bytes(content[header.offset :])))

    def __getitem__(self, name: str) -> Numbers:
        view = self._views.get(name)
        if view is None:
            view = self._views[name] = np.frombuffer(self.raw(name), self._entries[name].dtype)
        return view

    def raw(self, name: str) -> memoryview:
        """Return the bytes of a section."""
        entry = self._entries[name]
        return self._content[entry.offset : entry.end]

    def dictionary(self, name: str) -> Dictionary:
        """Return the dictionary *name*."""
        found = self._dictionaries.get(name)
        if found is None:
            found = Dictionary(self.raw(f"{name}.bytes"), self[f"{name}.blocks"], self.counts[name])
            self._dictionaries[name] = found
        return found

    def verify(self) -> list[BuildError]:
        """Read all sections completely, and return all damage found; empty: the segment is sound."""
        return [
            damage(self.path, f"the section {entry.name} differs from what was written")
            for entry in self._entries.values()
            if checksum(entry, zlib.crc32(self._content[entry.offset : padded(entry.end)])) != entry.checksum
        ]


class SegmentWriter:
    """Writes a segment file, section by section, each in any number of chunks.

    A context manager: when it ends, the file is complete; if it ends with an error, the file is deleted.
    """

    def __init__(self, path: Path, counts: Mapping[str, int], layout: Layout = STANDARD_LAYOUT) -> None:
        self.layout = layout
        self._path = path
        self.folder = path.parent
        # Counts may be added later, but before the sections whose entries are below them are written.
        self.counts = dict(counts)
        self._entries: list[Entry] = []
        self._free = HEADER_SIZE  # where the next section begins

    def __enter__(self) -> Self:
        # "x": never write into an existing file, which another build may share by a hard link.
        self._file: BinaryIO = self._path.open("xb")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._finish()
        except BaseException:
            kind = BaseException
            raise
        finally:
            self._file.close()
            if kind is not None:
                self._path.unlink()

    def write(self, name: str, chunks: Iterable[AnyNumbers], *, greatest: int = 0) -> None:
        """Write a section; *greatest* is its greatest entry, needed if its type does not follow from the counts."""
        self.write_beside({name: greatest}, ((chunk,) for chunk in chunks))

    def write_beside(
        self, greatest: Mapping[str, int], chunks: Iterable[Sequence[AnyNumbers]], *, length: int = 0
    ) -> None:
        """Write sections of the same known *length* in parallel: each chunk has a part of every one."""
        sinks: list[_Sink] = []
        if known := greatest.keys() & {entry.name for entry in self._entries}:
            raise ValueError(f"these sections are written twice: {sorted(known)}")
        for name, maximum in greatest.items():
            sinks.append(
                _Sink(self._file, name, self.layout.sections[name].dtype(self.counts, maximum), self._free)
            )
            self._free = padded(self._free + length * sinks[-1].dtype.itemsize)
        for chunk in chunks:
            for sink, part in zip(sinks, chunk, strict=True):
                sink.append(part)
        self._entries += [sink.close() for sink in sinks]
        self._free = padded(self._entries[-1].end)

    def _finish(self) -> None:
        if self.counts.keys() != set(self.layout.counts):
            raise ValueError(f"these are not the counts of a segment: {sorted(self.counts)}")
        if missing := self.layout.sections.keys() - {entry.name for entry in self._entries}:
            raise ValueError(f"these sections were not written: {sorted(missing)}")
        packed = Directory(layout=self.layout, counts=self.counts, entries=self._entries).packed()
        header = Header(offset=self._free, length=len(packed), checksum=zlib.crc32(packed))
        self._file.seek(self._free)
        self._file.write(packed)
        self._file.seek(0)
        self._file.write(header.packed())


class _Sink:
    """Writes one section, at its own offset."""

    def __init__(self, file: BinaryIO, name: str, dtype: np.dtype[Any], offset: int) -> None:
        self.dtype = dtype
        self._file = file
        self._name = name
        self._offset = offset
        self._size = 0
        self._crc = 0

    def append(self, numbers: AnyNumbers) -> None:
        if numbers.dtype != self.dtype:
            if numbers.size and not 0 <= numbers.min() <= numbers.max() <= np.iinfo(self.dtype).max:
                raise ValueError(f"the section {self._name} holds numbers past its bounds")
            numbers = numbers.astype(self.dtype)
        self._write(np.ascontiguousarray(numbers).reshape(-1).view(np.uint8).data)

    def close(self) -> Entry:
        length = self._size // self.dtype.itemsize
        end = self._offset + self._size
        self._write(bytes(padded(end) - end))
        entry = Entry(self._name, self.dtype.str, self._offset, length, 0)
        return entry._replace(checksum=checksum(entry, self._crc))

    def _write(self, content: memoryview | bytes) -> None:
        self._file.seek(self._offset + self._size)
        self._file.write(content)
        self._crc = zlib.crc32(content, self._crc)
        self._size += len(content)


def write_sections(
    path: Path,
    counts: Mapping[str, int],
    sections: Iterable[tuple[str, AnyNumbers]],
    layout: Layout = STANDARD_LAYOUT,
) -> None:
    """Write a segment from complete arrays, each in the narrowest type that the *layout* allows."""
    with SegmentWriter(path, counts, layout) as writer:
        for name, numbers in sections:
            writer.write(name, (numbers,), greatest=int(numbers.max(initial=0)))
