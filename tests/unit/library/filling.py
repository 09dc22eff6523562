"""Libraries on a real disk, and what fills them."""

from indexer.errors import RecordError
from indexer.library.documents import FileState
from indexer.library.library import Library
from indexer.readers.outcome import ReadResult
from indexer.resource import Passage, Resource, Topic
from indexer.sources.source import Scanned


def fill(
    library: Library, source: str, *resources: Resource, topics: tuple[Topic, ...] = (), now: str = "1"
) -> list[str]:
    failures = []
    scan = library.scan(source, now=now)
    for number, resource in enumerate(resources, 1):
        try:
            scan.add(Scanned(resource=resource, where=f"{source} line {number}"))
        except RecordError as error:
            failures.append(str(error))
    scan.finish(topics, library.documents, ())
    return failures


def ids(library: Library) -> list[str]:
    return [resource.id for resource, _ in library.resources()]


def keep(library: Library, address: str, text: str, *, now: str = "1") -> None:
    state = FileState(size=1, mtime_ns=1, inode="", content=b"", reader=1)
    passages = (Passage(text=text),) if text else ()
    library.documents.keep("a", address, state, ReadResult(format="pdf", passages=passages), now=now)
