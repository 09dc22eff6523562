"""The source of kind "folder": files below a folder.

Records of a catalogue come first, then files without a record, then resources that only listing pages name.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from indexer.config import FolderSource
from indexer.document_id import document_id
from indexer.errors import RecordError
from indexer.readers.outcome import SheetRow
from indexer.resource import Resource, Topic
from indexer.sources.catalogue import CATALOGUES, Catalogue
from indexer.sources.document import file_document, file_title, format_at
from indexer.sources.file_ids import file_ids, numbering_notes
from indexer.sources.former_ids import with_former_ids
from indexer.sources.ignored import Ignored, ignored
from indexer.sources.listings import Listings
from indexer.sources.refusals import refusal
from indexer.sources.source import (
    FIRST_SCAN,
    FileInfo,
    FileReader,
    PreviousScan,
    Report,
    Scanned,
    ScanProgress,
    WrittenPaths,
)
from indexer.sources.topics import TOPICS, read_topics
from indexer.sources.tree import Tree

_ABOUT_OTHERS: Final = frozenset((*CATALOGUES, TOPICS))


class _CountingReader:
    """Reads files as another reader does, and counts them: each once, even if two records name it."""

    def __init__(self, read: FileReader, *, total: int) -> None:
        self._read = read
        self._total = total
        self._seen: set[str] = set()

    def __call__(self, path: Path, address: str, format: str) -> FileInfo | None:  # noqa: A002
        self._seen.add(address)
        return self._read(path, address, format)

    def known(self, address: str) -> FileInfo | None:
        return self._read.known(address)

    def table(self, path: Path, where: str) -> Sequence[SheetRow]:
        return self._read.table(path, where)

    @property
    def progress(self) -> ScanProgress:
        return ScanProgress(stage="reading", done=len(self._seen), total=self._total)


class FolderScan:
    """Files below one folder."""

    def __init__(self, config: FolderSource) -> None:
        self.name = config.name
        self._prefix = config.url_prefix
        self._tree = Tree(config.path, config.name)
        self._ids: dict[str, str] = {}  # of files without a record, by address
        self._unread: list[str] = []  # addresses of files whose formats are not read

    def topics(self, report: Report) -> tuple[Topic, ...]:
        """Return the topics in the folder's topics.jsonl."""
        return read_topics(self._tree.root / TOPICS, self._tree.where(TOPICS), report)

    @property
    def origin(self) -> str:
        """How its resources come to us."""
        return f"as a file of the folder {self._tree.root}"

    def watched_paths(self, written: WrittenPaths) -> Iterator[Path]:
        """Yield what lies below the folder, but for what runs write: each would otherwise be the reason for the next."""
        for path in self._tree.paths(without={written.builds, written.requests}):
            beside = path.parent == written.library.parent and path.name.startswith(written.library.name)
            if not beside:
                yield path

    def address_of(self, asked: str) -> str | None:
        """Return the address of the file that *asked* refers to: a path, or an address of this site or of the web."""
        bare, root = asked.partition("#")[0], self._tree.root
        if self._prefix is not None and bare.startswith(self._prefix):
            return unquote(bare.removeprefix(self._prefix).partition("?")[0])
        if bare.startswith(f"{self.name}/"):
            return bare.removeprefix(f"{self.name}/")
        path = Path(bare).absolute()
        if path != root and path.is_relative_to(root):
            return path.relative_to(root).as_posix()
        is_ours = "://" not in bare and os.path.isfile(root / bare)  # noqa: PTH113  # of any name; Path raises
        return bare if is_ours else None

    def refusal(self, address: str) -> str | None:
        """Return why the file at *address* is not read."""
        return refusal(self._tree.root, address)

    def keeps(self, resource_id: str) -> bool:  # noqa: ARG002  # a file is there, or it is not
        """Return False: what a scan does not find is gone."""
        return False

    def history(self, address: str) -> Sequence[str]:  # noqa: ARG002  # a file is there, or it is not
        """Return nothing: files are not fetched."""
        return ()

    @property
    def skipped(self) -> Sequence[str]:
        """Return the files of other programs, as named in messages."""
        return self._tree.skipped

    @property
    def ignored(self) -> Sequence[Ignored]:
        """Return what else was left out, by the reason."""
        tree = self._tree
        return tuple(ignored(self.name, hidden=tree.hidden, systems=tree.systems, unread=self._unread))

    @property
    def notes(self) -> Sequence[str]:
        """Return which files have a number in their id, and why."""
        return list(numbering_notes(self.name, self._ids))

    def resources(
        self, read: FileReader, report: Report, previous: PreviousScan = FIRST_SCAN
    ) -> Iterator[Scanned | ScanProgress]:
        """Yield every resource of the folder; the *previous* scan gives the ids of its files, and fingerprints are not used.

        What listings add to a record may change where the record does not.
        """
        formats = self._formats(report)
        former_ids = previous.former_ids({document_id(self.name, address) for address in formats})
        counted = _CountingReader(read, total=len(formats))
        read = counted
        yield counted.progress
        # Listing pages are read first, because what they say about a file belongs to its resource.
        pages: dict[str, FileInfo] = {}
        for address, form in formats.items():
            if form == "html":
                facts = read(self._tree.root / address, address, form)
                yield counted.progress
                if facts is not None:
                    pages[address] = facts
        listings = Listings(pages, files=formats.keys(), url_prefix=self._prefix)

        tied: set[str] = set()
        catalogue = self._catalogue(report)
        if catalogue is not None:
            for found in catalogue.resources(read, report):
                resource = with_former_ids(listings.joined(found.resource), former_ids)
                yield Scanned(resource=resource, where=found.where)
                yield counted.progress
            tied = catalogue.tied

        alone = {
            address: form
            for address, form in formats.items()
            if address not in tied and not (address in pages and pages[address].listing)
        }
        self._ids = file_ids(self.name, alone, previous)
        for address, form in alone.items():
            facts = pages.get(address) or read(self._tree.root / address, address, form)
            yield counted.progress
            if facts is not None:
                resource = listings.joined(self._file_resource(address, facts))
                title = resource.title or facts.title or file_title(address)  # a listing's card comes first
                year = facts.year if resource.year is None else resource.year
                resource = with_former_ids(replace(resource, title=title, year=year), former_ids)
                yield Scanned(resource=resource, where=self._tree.where(address))
        for address, resource in listings.rest(self.name):
            yield Scanned(resource=resource, where=self._tree.where(address))

    def _formats(self, report: Report) -> dict[str, str]:
        """Return the formats of the files that are read, by address."""
        formats: dict[str, str] = {}
        self._unread = []
        for address in self._tree.addresses(report):
            form = format_at(self._tree.root / address, address)
            if form is not None:
                formats[address] = form
            elif address not in _ABOUT_OTHERS:
                self._unread.append(address)
        return formats

    def _file_resource(self, address: str, facts: FileInfo) -> Resource:
        return Resource(
            id=self._ids[address],
            summary=facts.summary,
            path=facts.path,
            types=facts.types,
            topics=facts.topics,
            properties=facts.properties,
            documents=(file_document(self.name, address, facts, self._prefix),),
            source=self.name,
        )

    def _catalogue(self, report: Report) -> Catalogue | None:
        there = [path for name in CATALOGUES if (path := self._tree.root / name).is_file()]
        if not there:
            return None
        for other in there[1:]:
            report(_second_catalogue(self._tree, other, there[0]))
        return Catalogue(there[0], self._tree, self.name, url_prefix=self._prefix)


def _second_catalogue(tree: Tree, other: Path, first: Path) -> RecordError:
    return RecordError(
        f"it is not read, because {first.name} is there too",
        where=tree.where(other.name),
        fix="put all records into one of them and delete the other",
    )
