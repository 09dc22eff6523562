"""The lines of an export; none is kept in memory that is longer than a record may be."""

from collections.abc import Iterator
from typing import IO, Final

from indexer.errors import SourceError

# Half a million words. Parsing a line takes up to thirty times its size in memory, and an index run should not need more
# than a few hundred MB. A longer line is a mistake, usually a file without line ends.
MAX_LINE: Final = 8 * 1024 * 1024  # bytes
TOO_LONG: Final = (f"it is longer than {MAX_LINE // 1024**2} MB", "write one record per line")

_SKIPPED: Final = 1 << 16  # bytes at a time
_BOM: Final = "\ufeff".encode()
_OTHER_BOMS: Final = (b"\xff\xfe", b"\xfe\xff")  # UTF-16 and UTF-32


def lines(file: IO[bytes], where: str) -> Iterator[bytes | None]:
    """Yield each line with its end, without byte order marks; None for a line longer than MAX_LINE.

    Raises SourceError if the byte order mark shows another encoding.
    """
    first = True
    while line := file.readline(MAX_LINE + 1):
        if first and line.startswith(_OTHER_BOMS):
            raise SourceError("it is UTF-16, not UTF-8", where=where, fix="save it as UTF-8")
        first = False
        if len(line) <= MAX_LINE:
            yield line.removeprefix(_BOM)
            continue
        while not line.endswith(b"\n") and (line := file.readline(_SKIPPED)):
            pass
        yield None
