"""The source of kind "records": a JSONL or CSV export."""

from collections.abc import Iterator
from pathlib import Path

from indexer.config import RecordsSource
from indexer.resource import Topic
from indexer.sources.catalogue import Catalogue
from indexer.sources.source import (
    FIRST_SCAN,
    FileReader,
    PreviousScan,
    Report,
    Scanned,
    Unchanged,
    WrittenPaths,
)
from indexer.sources.tree import Tree


class RecordsScan:
    """An export of records; `files` in it are relative to its folder."""

    skipped = ()
    ignored = ()
    notes = ()

    def __init__(self, config: RecordsSource) -> None:
        self.name = config.name
        self._config = config

    def topics(self, report: Report) -> tuple[Topic, ...]:  # noqa: ARG002  # an export describes none
        """Return nothing: records do not describe topics."""
        return ()

    @property
    def origin(self) -> str:
        """How its resources come to us."""
        return f"as a record of {self._config.path}"

    def watched_paths(self, written: WrittenPaths) -> Iterator[Path]:  # noqa: ARG002  # nobody writes into an export
        """Yield the export."""
        yield self._config.path

    def address_of(self, asked: str) -> None:
        """Return nothing: files come with records."""

    def refusal(self, address: str) -> None:
        """Return nothing: any file that a record names is read."""

    def keeps(self, resource_id: str) -> bool:  # noqa: ARG002  # an export is read whole, or not at all
        """Return False: what a scan does not find is gone."""
        return False

    def history(self, address: str) -> tuple[str, ...]:  # noqa: ARG002  # files come with records
        """Return nothing: files are not fetched."""
        return ()

    def resources(
        self, read: FileReader, report: Report, previous: PreviousScan = FIRST_SCAN
    ) -> Iterator[Scanned | Unchanged]:
        """Yield every record's resource."""
        path = self._config.path
        tree = Tree(path.parent, self.name)
        yield from Catalogue(path, tree, self.name, fields=self._config.fields).fingerprinted(
            read, report, previous
        )
