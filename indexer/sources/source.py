"""The seam between sources and the library: what a source is, and what it may ask while it is scanned."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from indexer.errors import FieldguideError
from indexer.readers.outcome import Card
from indexer.resource import Resource, Topic

Report = Callable[[FieldguideError], None]  # takes what went wrong with one thing; the scan goes on


@dataclass(frozen=True, slots=True, kw_only=True)
class FileInfo:
    """What is known of a document that was read; its text stays in the library."""

    format: str
    bytes: int
    title: str | None = None
    pages: int | None = None
    summary: str | None = None
    listing: bool = False  # it only lists resources
    cards: tuple[Card, ...] = ()  # … these
    base: str | None = None  # the absolute address that it claims
    year: int | None = None  # of its properties


class FileReader(Protocol):
    """Reads the files of one source, or remembers what was read of them."""

    def __call__(self, path: Path, address: str, format: str) -> FileInfo | None:  # noqa: A002
        """Return what is known of the file; None: it could not be read, now or ever before.

        What fails is reported here, and the facts are then those of its last good reading.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """One resource of a source, and the place to name when something is wrong with it."""

    resource: Resource  # the documents of files come without passages: the library holds those
    where: str
    fingerprint: bytes | None = None  # hash of all that it was made of; None: more than that shapes it


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """A resource that is made of what it was made of before: nothing of it was looked at."""

    id: str
    where: str
    fingerprint: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """How far a source is with fetching what its resources are made of."""

    done: int
    total: int  # as far as it is known by now


class Memory(Protocol):
    """What is remembered of the last complete scan of a source."""

    def known(self, fingerprint: bytes) -> str | None:
        """Return the id of the resource that was made of what has this fingerprint, if it is still there."""
        ...

    def file_ids(self, wanted: Collection[str]) -> Mapping[str, str]:
        """Return {id of a document: id of the resource} of the resources that were one file each.

        Of these only those whose id is *wanted* or ends in a number.
        """
        ...


class NoMemory:
    """Remembers nothing: every resource is looked at, and every file is called as if it were new."""

    def known(self, fingerprint: bytes) -> None:
        """Know no fingerprint."""

    def file_ids(self, wanted: Collection[str]) -> Mapping[str, str]:  # noqa: ARG002
        """Know no file."""
        return {}


NOTHING: Final = NoMemory()


class WrittenPaths(Protocol):
    """Where runs write: `[paths]` of the settings."""

    @property
    def library(self) -> Path:
        """The library's file; others beside it begin with its name."""
        ...

    @property
    def builds(self) -> Path:
        """The folder of builds."""
        ...

    @property
    def requests(self) -> Path:
        """The folder of requests."""
        ...


class Source(Protocol):
    """Where resources come from. `topics` and `resources` raise SourceError when the scan cannot be complete."""

    @property
    def name(self) -> str:
        """The source's name in config.toml."""
        ...

    def topics(self, report: Report) -> tuple[Topic, ...]:
        """Return what the source says of topics, slugs as given or made from the name."""
        ...

    def resources(
        self, read: FileReader, report: Report, memory: Memory = NOTHING
    ) -> Iterator[Scanned | Unchanged | Fetched]:
        """Yield every resource of the source, one after the other; a source may pass over what *memory* knows.

        One that fetches tells in between how far it is.
        """
        ...

    @property
    def origin(self) -> str:
        """How its resources come to us, for people: "as files of the folder corpus"."""
        ...

    def watched_paths(self, written: WrittenPaths) -> Iterator[Path]:
        """Yield what must change for the source to have changed; not what runs themselves *write*."""
        ...

    def address_of(self, asked: str) -> str | None:
        """Return the address of the file that *asked* names: a path, or an address; None: it names none of this source."""
        ...

    def refusal(self, address: str) -> str | None:
        """Return why the file at *address* is not read, as a sentence; None: no rule is against it."""
        ...

    def history(self, address: str) -> Sequence[str]:
        """Return what is remembered of how the file at *address* was found and fetched, a line each."""
        ...

    @property
    def skipped(self) -> Sequence[str]:
        """Return the files that the scan left out by their names, because they are other programs' own."""
        ...

    @property
    def notes(self) -> Sequence[str]:
        """Return what an editor should know of the scan besides failures, a line each."""
        ...
