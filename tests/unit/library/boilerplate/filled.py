"""Libraries filled with pages that repeat themselves."""

from collections.abc import Mapping
from pathlib import Path

from indexer.document_id import document_id
from indexer.library.documents import FileState
from indexer.library.library import Library
from indexer.readers.outcome import ReadResult
from indexer.resource import Document, Passage, Resource
from indexer.sources.source import Scanned

NOTE = "Sample content, written for the demonstration library: it is not guidance of any agency."

OWN = "Each page of the library has some words that stand in no other: here they are number {}."


def opened(path: Path) -> Library:
    library = Library(path)
    library.set_sources(["a", "b"], drop_others=True)
    return library


def keep(library: Library, source: str, address: str, *texts: str, form: str = "html") -> None:
    state = FileState(size=1, mtime_ns=1, inode="", content=b"", reader=1)
    result = ReadResult(format=form, passages=tuple(Passage(text=text) for text in texts))
    library.documents.keep(source, address, state, result, now="1")


def fill(library: Library, source: str, pages: Mapping[str, tuple[str, ...]], *, form: str = "html") -> None:
    """Make *pages*, each {address: texts of its passages}, all that *source* has."""
    scan = library.scan(source, now="1")
    seen = []
    for address, texts in pages.items():
        keep(library, source, address, *texts, form=form)
        key = document_id(source, address)
        seen.append(key)
        document = Document(id=key, title=address, source=source, address=address, format=form)
        scan.add(Scanned(resource=Resource(id=f"{source}-{address}", documents=(document,)), where=address))
    scan.finish((), library.documents, seen)


def texts(library: Library) -> dict[str, tuple[str, ...]]:
    return {
        resource.id: tuple(passage.text for document in resource.documents for passage in document.passages)
        for resource, _ in library.resources()
    }


def hashes(library: Library) -> dict[str, str]:
    return {key: digest for key, _, digest in library.hashes()}


def noted(*numbers: int) -> dict[str, tuple[str, ...]]:
    return {f"p{number}": (f"{NOTE}\n{OWN.format(number)}",) for number in numbers}


def counts(library: Library) -> list[tuple[str, int, int]]:
    return library._connection.execute("SELECT * FROM paragraphs ORDER BY source, hash").fetchall()


def page(number: int) -> str:
    return f"<main><h1>Page {number}</h1><p>{NOTE}</p><p>{OWN.format(number)}</p></main>"
