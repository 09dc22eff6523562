"""The interface between sources and the library: what a source is, and what it may use while it is scanned."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal, Protocol

from indexer.errors import FieldguideError
from indexer.readers.outcome import Card, Properties, SheetRow
from indexer.resource import Resource, Topic
from indexer.sources.ignored import Ignored

Report = Callable[[FieldguideError], None]  # takes a failure that does not end the scan


@dataclass(frozen=True, slots=True, kw_only=True)
class FileInfo:
    """What is known about a document that was read; its text stays in the library."""

    format: str
    bytes: int
    title: str | None = None
    pages: int | None = None
    summary: str | None = None
    path: tuple[str, ...] = ()  # the names of the pages above it, outermost first
    listing: bool = False  # whether it only lists resources
    cards: tuple[Card, ...] = ()  # … these
    base: str | None = None  # the absolute address that it claims
    types: tuple[str, ...] = ()  # that it gives itself
    topics: tuple[str, ...] = ()
    year: int | None = None  # from its properties
    language: str | None = None  # that it declares, as a tag: "es-MX"
    properties: Properties = field(default_factory=dict)  # what else it says of itself
    navigation: bool = False  # whether it only leads to other pages


class FileReader(Protocol):
    """Reads the files of one source, unless they are unchanged."""

    def __call__(self, path: Path, address: str, format: str) -> FileInfo | None:  # noqa: A002
        """Return what is known about the file; None: it could never be read.

        Failures are reported; then the result is that of the last successful reading.
        """
        ...

    def known(self, address: str) -> FileInfo | None:
        """Return the result of the last successful reading of a file that cannot be had now; None: there is none."""
        ...

    def table(self, path: Path, where: str) -> Sequence[SheetRow]:
        """Return the rows of all sheets of a workbook; raises ReadError."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """One resource of a source, and its place for error messages."""

    resource: Resource  # documents of files have no passages here: the library has them
    where: str
    fingerprint: bytes | None = None  # hash of its whole input; None: it depends on more than that


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """A resource whose input has not changed since the last scan, so it was not read again."""

    id: str
    where: str
    fingerprint: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanProgress:
    """How far a source is with the pages or files that its resources are made of."""

    stage: Literal["fetching", "reading"]
    done: int
    total: int  # as far as it is known by now


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerIds:
    """The ids that a document, and the resource that was it alone, had before its file was renamed; the latest first."""

    documents: tuple[str, ...] = ()
    resources: tuple[str, ...] = ()


class PreviousScan(Protocol):
    """What is known from the last complete scan of a source."""

    def known(self, fingerprint: bytes) -> str | None:
        """Return the id of the resource whose input had this fingerprint, if it still exists."""
        ...

    def file_ids(self, wanted: Collection[str]) -> Mapping[str, str]:
        """Return {document id: resource id} of the resources that were a single file.

        Only those whose id is *wanted* or ends in a number.
        """
        ...

    def elsewhere(self, wanted: Collection[str]) -> Mapping[str, bool]:
        """Return those of the ids *wanted* that resources of other sources have, each with whether one before this has it."""
        ...

    def former_ids(self, present: Collection[str]) -> Callable[[str], FormerIds]:
        """Return what tells the former ids of a document, given its id, once it has been read.

        *present* are the ids of all documents whose files are there. To be called before any is read.
        """
        ...


class NoPreviousScan:
    """Knows no previous scan: every resource is read, and every file gets its id as if it were new."""

    def known(self, fingerprint: bytes) -> None:
        """Return None: no fingerprint is known."""

    def file_ids(self, wanted: Collection[str]) -> Mapping[str, str]:  # noqa: ARG002
        """Return nothing: no file is known."""
        return {}

    def elsewhere(self, wanted: Collection[str]) -> Mapping[str, bool]:  # noqa: ARG002
        """Return nothing: no other source is known."""
        return {}

    def former_ids(self, present: Collection[str]) -> Callable[[str], FormerIds]:  # noqa: ARG002
        """Return what knows no former id."""
        return lambda _: FormerIds()


FIRST_SCAN: Final = NoPreviousScan()


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
    """Where resources come from. `topics` and `resources` raise SourceError if the scan cannot be complete."""

    @property
    def name(self) -> str:
        """The source's name in config.toml."""
        ...

    def topics(self, report: Report) -> tuple[Topic, ...]:
        """Return the topics that the source describes, with their slugs."""
        ...

    def resources(
        self, read: FileReader, report: Report, previous: PreviousScan = FIRST_SCAN
    ) -> Iterator[Scanned | Unchanged | ScanProgress]:
        """Yield every resource of the source, one after the other.

        A source need not read again what the *previous* scan knows. One that fetches, or knows how many files it reads, also yields its progress.
        """
        ...

    def keeps(self, resource_id: str) -> bool:
        """Return, after a scan, whether a resource that it did not find may still exist: it is then kept."""
        ...

    @property
    def origin(self) -> str:
        """Where its resources come from, for people: "as files of the folder corpus"."""
        ...

    def watched_paths(self, written: WrittenPaths) -> Iterator[Path]:
        """Yield the paths whose changes mean that the source has changed, without those that runs themselves write."""
        ...

    def address_of(self, asked: str) -> str | None:
        """Return the address of the file that *asked*, a path or an address, refers to; None: none of this source."""
        ...

    def refusal(self, address: str) -> str | None:
        """Return why the file at *address* is not read, as a sentence; None: no rule excludes it."""
        ...

    def history(self, address: str) -> Sequence[str]:
        """Return what is remembered of how the file at *address* was found and fetched, a line each."""
        ...

    @property
    def skipped(self) -> Sequence[str]:
        """Return the files that the scan skipped by their names, because they belong to other programs."""
        ...

    @property
    def ignored(self) -> Sequence[Ignored]:
        """Return what else the scan left out, by the reason."""
        ...

    @property
    def notes(self) -> Sequence[str]:
        """Return what else editors should know about the scan, a line each."""
        ...
