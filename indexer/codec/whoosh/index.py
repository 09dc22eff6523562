"""The Whoosh index over array segments: written through Whoosh, opened for Whoosh or for its arrays."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Self

from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex

from indexer.codec.ingest.pending import SegmentPart
from indexer.codec.segment.layout import layout_of
from indexer.codec.whoosh.fields import build_schema
from indexer.codec.whoosh.writer import WhooshIndexWriter
from indexer.facets import STANDARD_TABLE


class WhooshIndex(FileIndex):  # type: ignore[misc]  # Whoosh is untyped
    """Whoosh's index, with `WhooshIndexWriter` as its writer.

    The schema is always passed in: the pickled one in the folder is never loaded.
    """

    facets: tuple[str, ...] = STANDARD_TABLE.names

    @classmethod
    def make(cls, folder: Path, facets: Iterable[str] = STANDARD_TABLE.names) -> Self:
        """Return a new, empty index in *folder*, which must exist."""
        index: Self = cls.create(FileStorage(str(folder)), build_schema(layout_of(facets)))
        index.facets = tuple(facets)
        return index

    @classmethod
    def at(
        cls, folder: Path, facets: Iterable[str] = STANDARD_TABLE.names, *, readonly: bool = False
    ) -> Self:
        """Return the index in *folder*, whose resources have these *facets*."""
        schema = build_schema(layout_of(facets))
        index = cls(FileStorage(str(folder), readonly=readonly), schema=schema)
        index.facets = tuple(facets)
        return index

    def writer(self, **kwargs: Any) -> WhooshIndexWriter:
        """Return a writer, or raise Whoosh's LockError while another writer is open."""
        return WhooshIndexWriter(self, **kwargs)

    def parts(self) -> list[SegmentPart]:
        """Return each segment's file, and the numbers of its deleted documents; raises BuildError."""
        folder = Path(self.storage.folder)
        return [(segment.opened(folder), segment.deleted()) for segment in self._segments()]
