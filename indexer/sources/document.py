"""How a file becomes a Document with a permanent id."""

from pathlib import Path, PurePosixPath
from urllib.parse import quote

from indexer.control_characters import escaped, has_control
from indexer.document_id import document_id
from indexer.languages import language_of
from indexer.readers.formats import HEAD_BYTES, format_of
from indexer.resource import Document
from indexer.sources.source import FileInfo


def file_document(source: str, address: str, facts: FileInfo, url_prefix: str | None) -> Document:
    """Return the document of a file, without passages; *url_prefix* None: the app serves the file itself."""
    return Document(
        id=document_id(source, address),
        title=facts.title or file_title(address),
        url=None if url_prefix is None else url_prefix + quote(address),
        source=source,
        address=address,
        format=facts.format,
        bytes=facts.bytes,
        pages=facts.pages,
        language=language_of(facts.language),
        navigation=facts.navigation,
    )


def file_title(address: str) -> str:
    """Return the title of a file that has none: its name without the suffix."""
    shown = "".join(" " if has_control(character) else character for character in PurePosixPath(address).stem)
    return " ".join(shown.split()) or escaped(address)


def format_at(path: Path, address: str) -> str | None:
    """Return the format of the file at *path* by its name and first bytes; None: it cannot be read."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except OSError:
        head = b""  # the reader will report what is wrong
    return format_of(address, head)
