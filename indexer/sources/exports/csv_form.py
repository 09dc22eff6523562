"""How a CSV file was written, by its beginning: its encoding, and what separates its columns; and the file as UTF-8."""

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final

from indexer.control_characters import clean_line
from indexer.readers.encoding import guessed_encoding

# Excel writes semicolons where a comma stands in numbers, as in German or Spanish, and tabs into "Unicode text".
DIVIDERS: Final = {",": "commas", ";": "semicolons", "\t": "tabs"}

_CHUNK: Final = 1 << 16  # bytes
_LOOKED_AT: Final = 10_000  # characters of the header
_HINT: Final = "sep="  # Excel's own line, above the header
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NOT_UTF_16: Final = codecs.BOM_UTF32_LE  # which begins like it
# No characters of Windows-1252, and two that nobody writes: such a file is damaged UTF-8, whose rows are told one by one.
_DAMAGE: Final = b"\x81\x8d\x8f\x90\x9d\xfe\xff"


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvForm:
    """How a CSV file was written."""

    encoding: str  # a codec: "utf-8", "utf-16" or "cp1252"
    divider: str  # between columns

    @property
    def divider_name(self) -> str:
        """What separates the columns, in words."""
        return DIVIDERS[self.divider]


def csv_form(file: IO[bytes], required: str | None) -> CsvForm:
    """Return how *file* was written, whose header should have the column *required*; it is left at its beginning."""
    encoding = _encoding(file)
    text = file.read(4 * _LOOKED_AT).decode(encoding, "replace").removeprefix("\ufeff")
    file.seek(0)
    return CsvForm(encoding=encoding, divider=_divider(text, (required or "").casefold()))


def as_utf8(file: IO[bytes], form: CsvForm) -> IO[bytes]:
    """Return *file* in UTF-8."""
    return file if form.encoding == "utf-8" else io.BufferedReader(_Recoded(file, form.encoding), _CHUNK)


def _encoding(file: IO[bytes]) -> str:
    head = file.read(4)
    file.seek(0)
    if head.startswith(_UTF_16) and head != _NOT_UTF_16:
        return "utf-16"
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8"  # whatever a cell of it may be
    is_windows = guessed_encoding(_chunks(file)) == "windows-1252"
    file.seek(0)
    if is_windows and any(chunk.translate(None, _DAMAGE) != chunk for chunk in _chunks(file)):
        is_windows = False
    file.seek(0)
    return "cp1252" if is_windows else "utf-8"


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk


def _divider(text: str, required: str) -> str:
    lines = (line for line in text.splitlines() if line.strip())
    header = next(lines, "")
    if header.casefold().startswith(_HINT) and header[len(_HINT) :][:1] in DIVIDERS:
        return header[len(_HINT)]
    if header.casefold().startswith(_HINT):
        header = next(lines, "")
    header = header[:_LOOKED_AT]
    with_required = [
        divider
        for divider in DIVIDERS
        if required in {clean_line(name).strip('"').strip().casefold() for name in header.split(divider)}
    ]
    if with_required:
        # A column alone needs no divider; where there are several, the one that divides most.
        return max(with_required, key=header.count)
    return "," if "," in header else max(DIVIDERS, key=header.count)


class _Recoded(io.RawIOBase):
    """A file as UTF-8; what is no character in its own encoding is replaced."""

    def __init__(self, file: IO[bytes], encoding: str) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        while not self._ready:
            chunk = self._file.read(_CHUNK)
            self._ready = self._decoder.decode(chunk, final=not chunk).encode("utf-8", "replace")
            if not chunk:
                break
        count = min(len(buffer), len(self._ready))
        buffer[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count
