"""A line in, appended to a file of synonyms: all of the file is replaced at once, and what was in it stays as it was."""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from indexer.errors import SynonymsError, fix_for_writing
from indexer.regular_file import read_small
from indexer.synonyms.file import MAX_BYTES, read_synonyms
from indexer.synonyms.lines import written_line


def append_line(path: Path, *alternatives: str) -> str:
    """Append a line that says that *alternatives* are words for one thing, and return it.

    A file that is not there is created. Raises SynonymsError if it cannot be used or written; then nothing has changed.
    """
    path = path.resolve()
    line = written_line(*alternatives)
    try:
        with _locked(path.parent):
            content = b""
            if path.exists():
                read_synonyms(path)  # to a file that cannot be used nothing is added: it would not help
                content = read_small(path, MAX_BYTES)
            end = b"\r\n" if b"\r\n" in content else b"\n"
            separator = b"" if not content or content.endswith(b"\n") else end
            _replace(path, content + separator + line.encode() + end)
    except OSError as error:
        raise SynonymsError(
            f"it cannot be written ({error.strerror})",
            where=str(path),
            fix=fix_for_writing(error, path.parent),
        ) from None
    return line


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Wait for whoever else appends to a file in *folder*: of two lines both are kept."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _replace(path: Path, content: bytes) -> None:
    """Write *content* aside, check it, and put it in the place of the file, whose permissions stay."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    aside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fchmod(file.fileno(), path.stat().st_mode & 0o7777 if path.exists() else 0o644)
            os.fsync(file.fileno())
        read_synonyms(aside)
        aside.replace(path)
    except BaseException:
        with suppress(OSError):
            aside.unlink()
        raise
