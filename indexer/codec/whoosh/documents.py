"""The documents of a segment for Whoosh: deletions, field lengths, and stored names."""

from collections.abc import Iterator

from whoosh.codec.base import PerDocumentReader, Segment

from indexer.codec.segment.file import SegmentFile
from indexer.codec.segment.term_dictionary import name_of
from indexer.indexed_fields import TEXT_FIELDS


class ArrayDocuments(PerDocumentReader):  # type: ignore[misc]  # Whoosh is untyped
    """Reads the arrays of a segment file and the deletions of its segment."""

    def __init__(self, file: SegmentFile, segment: Segment) -> None:
        self._file = file
        self._segment = segment

    def doc_count(self) -> int:
        """Return how many documents are not deleted."""
        return int(self._segment.doc_count())

    def doc_count_all(self) -> int:
        """Return how many documents there are, deleted or not."""
        return int(self._segment.doc_count_all())

    def has_deletions(self) -> bool:
        """Return whether any document is deleted."""
        return bool(self._segment.deleted_count() > 0)

    def is_deleted(self, docnum: int) -> bool:
        """Return whether a document is deleted."""
        return bool(self._segment.is_deleted(docnum))

    def deleted_docs(self) -> Iterator[int]:
        """Yield the numbers of deleted documents."""
        return iter(self._segment.deleted_docs())

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Return how many terms a field of a document has."""
        return int(self._file[f"length.{fieldname}"][docnum]) if fieldname in TEXT_FIELDS else default

    def field_length(self, fieldname: str) -> int:
        """Return how many terms a field has in all documents, deleted or not."""
        return int(self._file[f"length.{fieldname}"].sum()) if fieldname in TEXT_FIELDS else 0

    def min_field_length(self, fieldname: str) -> int:
        """Return the fewest terms that a field has in a document."""
        known = fieldname in TEXT_FIELDS and self.doc_count_all() > 0
        return int(self._file[f"length.{fieldname}"].min()) if known else 0

    def max_field_length(self, fieldname: str) -> int:
        """Return the most terms that a field has in a document."""
        known = fieldname in TEXT_FIELDS and self.doc_count_all() > 0
        return int(self._file[f"length.{fieldname}"].max()) if known else 0

    def stored_fields(self, docnum: int) -> dict[str, str | tuple[str, ...]]:
        """Return the id of a document, and its value of each facet, in the resource's own order."""
        return {"id": self._name("id", int(self._file["id.rank"][docnum]))} | {
            name: self._names(name, docnum) for name in self._file.layout.facets
        }

    def _names(self, name: str, docnum: int) -> tuple[str, ...]:
        begin, end = (int(place) for place in self._file[f"{name}.of.ptr"][docnum : docnum + 2])
        return tuple(self._name(name, int(each)) for each in self._file[f"{name}.of.values"][begin:end])

    def _name(self, name: str, ordinal: int) -> str:
        return name_of(self._file.dictionary(name).key(ordinal))
