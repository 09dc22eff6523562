"""A `[[sources]]` table of kind "folder" in, the resources of its files out.

Records of a catalogue come first, then files without a line in it, then what listing pages name and no file holds.
Names that begin with "." or "_" are left out.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from indexer.config import FolderSource
from indexer.errors import RecordError
from indexer.resource import Resource, Topic
from indexer.slug import lasting_slug
from indexer.sources.catalogue import Catalogue
from indexer.sources.document import file_document, file_title, format_at
from indexer.sources.listings import Listings
from indexer.sources.source import Facts, FileReader, Found, Known, Report, nothing_known
from indexer.sources.topics import read_topics
from indexer.sources.tree import Tree

CATALOGUES: Final = ("catalogue.jsonl", "catalogue.csv")
TOPICS: Final = "topics.jsonl"


class FolderScan:
    """Files below one folder."""

    def __init__(self, config: FolderSource) -> None:
        self.name = config.name
        self._prefix = config.url_prefix
        self._tree = Tree(config.path, config.name)

    def topics(self, report: Report) -> tuple[Topic, ...]:
        """Return what topics.jsonl in the folder says."""
        return read_topics(self._tree.root / TOPICS, self._tree.where(TOPICS), report)

    def resources(self, read: FileReader, report: Report, known: Known = nothing_known) -> Iterator[Found]:  # noqa: ARG002  # listings add to records
        """Yield every resource of the folder."""
        formats = {
            address: form
            for address in self._tree.addresses(report)
            if (form := format_at(self._tree.root / address, address)) is not None
        }
        # Listing pages are read before all else: what they say of a file belongs to its resource.
        pages = {
            address: facts
            for address, form in formats.items()
            if form == "html" and (facts := read(self._tree.root / address, address, form)) is not None
        }
        listings = Listings(pages, files=formats.keys(), url_prefix=self._prefix)

        tied: set[str] = set()
        catalogue = self._catalogue(report)
        if catalogue is not None:
            for found in catalogue.resources(read, report):
                yield Found(resource=listings.joined(found.resource), where=found.where)
            tied = catalogue.tied

        for address, form in formats.items():
            if address in tied or (address in pages and pages[address].listing):
                continue
            facts = pages.get(address) or read(self._tree.root / address, address, form)
            if facts is not None:
                resource = listings.joined(self._file_resource(address, facts))
                title = resource.title or facts.title or file_title(address)  # a listing's card comes first
                year = facts.year if resource.year is None else resource.year
                yield Found(
                    resource=replace(resource, title=title, year=year), where=self._tree.where(address)
                )
        for address, resource in listings.rest(self.name):
            yield Found(resource=resource, where=self._tree.where(address))

    def _file_resource(self, address: str, facts: Facts) -> Resource:
        return Resource(
            id=lasting_slug(address),
            summary=facts.summary,
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
        mend="put all records into one of them and delete the other",
    )
