"""Which rule excludes a file of a folder."""

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path, PurePosixPath

from indexer.ignored_names import is_hidden, is_of_a_system, is_temporary
from indexer.sources.catalogue import CATALOGUES
from indexer.sources.document import format_at
from indexer.sources.topics import TOPICS


def refusal(folder: Path, address: str) -> str | None:
    """Return why the file at *address* is not read, as a sentence; None: no rule excludes it."""
    try:
        return next(chain(_by_name(PurePosixPath(address).parts), _by_file(folder, address)), None)
    except OSError as error:
        return f"no file can be looked up by that name ({error.strerror})"


def _by_name(parts: Sequence[str]) -> Iterator[str]:
    if any("\udc80" <= character <= "\udcff" for part in parts for character in part):
        yield "its path is not UTF-8: rename it"
    for part in parts:
        if is_hidden(part):
            yield f"names that begin with “.” or “_” are left out, and {part!r} does: rename it"
    if parts and is_temporary(parts[-1]):
        yield f"programs give names such as {parts[-1]!r} to files of their own: rename it if it is a document"
    for part in parts[:-1]:
        if is_of_a_system(part):
            yield f"{part!r} is a folder of the operating system: move the file"


def _by_file(folder: Path, address: str) -> Iterator[str]:
    path = folder / address
    if not path.exists():
        links = " (a link that leads nowhere)" if path.is_symlink() else ""
        yield f"there is no file at {path}{links}: put it there"
    if not path.resolve().is_relative_to(folder.resolve()):
        yield "it lies outside the folder of its source: put the file itself there"
    if path.is_dir():
        yield "it is a folder: ask for a file in it"
    if not path.is_file():
        yield "it is not a regular file: pipes and devices are never opened"
    if address == TOPICS or address in CATALOGUES:
        yield "it describes other resources and is not one itself"
    if format_at(path, address) is None:
        yield "files of its format are not read; see docs/configuration.md"
