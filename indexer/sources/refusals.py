"""A folder source and an address in it in; the rule by which the file there is not read out, if there is one."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from indexer.config import FolderSource
from indexer.sources.document import format_at
from indexer.sources.folder import CATALOGUES, TOPICS
from indexer.sources.tree import HIDDEN


def refusal(source: FolderSource, address: str) -> str | None:
    """Return why the file at *address* is none that is read, as a sentence; None: no rule is against it."""
    return next(_rules(source, address), None)


def _rules(source: FolderSource, address: str) -> Iterator[str]:
    path = source.path / address
    for part in PurePosixPath(address).parts:
        if part.startswith(HIDDEN):
            yield f"names that begin with “.” or “_” are left out, and {part!r} does: rename it"
    if not path.exists():
        links = " (a link that leads nowhere)" if path.is_symlink() else ""
        yield f"there is no file at {path}{links}: put it there"
    if not path.resolve().is_relative_to(source.path.resolve()):
        yield "it lies outside the folder of its source: put the file itself there"
    if path.is_dir():
        yield "it is a folder: ask for a file in it"
    if not path.is_file():
        yield "it is no plain file: pipes and devices are never opened"
    if address == TOPICS or address in CATALOGUES:
        yield "it tells of other resources and is none itself"
    if format_at(path, address) is None:
        yield "files of its format are not read; see docs/configuration.md"
