"""The bytes of an export in, its lines out: none of them held that is longer than a record may be."""

from collections.abc import Iterator
from typing import IO, Final

from indexer.errors import SourceError

# Half a million words. What is made of a line takes up to thirty times its bytes of memory, and an index run should
# not need more than a few hundred MB; a longer one is a slip, a file without line ends above all.
MAX_LINE: Final = 8 * 1024 * 1024  # bytes
TOO_LONG: Final = (f"it is longer than {MAX_LINE // 1024**2} MB", "write one record per line")

_SKIPPED: Final = 1 << 16  # bytes at a time
_BOM: Final = "\ufeff".encode()
_OTHER_BOMS: Final = (b"\xff\xfe", b"\xfe\xff")  # UTF-16 and UTF-32


def lines(file: IO[bytes], where: str) -> Iterator[bytes | None]:
    """Yield each line with its end, byte order marks left out; None stands for one that is longer than MAX_LINE.

    Raises SourceError when the file is in another encoding by its own mark.
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
