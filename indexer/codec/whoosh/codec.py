"""The Whoosh codec that provides readers of array segments. It writes nothing: `WhooshIndexWriter` does."""

from pathlib import Path
from typing import Any

from whoosh.codec.base import Codec, Segment

from indexer.codec.whoosh.documents import ArrayDocuments
from indexer.codec.whoosh.terms import ArrayTerms


class _NoWriter:
    """A placeholder for the two writers that Whoosh's writer expects; `WhooshIndexWriter` gives neither anything to write."""

    def __init__(self) -> None:
        self.is_closed = False

    def close(self) -> None:
        self.is_closed = True


class ArrayCodec(Codec):  # type: ignore[misc]  # Whoosh is untyped
    """Reads segments of one mapped file each; it has no state."""

    length_stats = False

    def per_document_writer(self, storage: Any, segment: Segment) -> _NoWriter:  # noqa: ARG002
        """Return a placeholder that Whoosh closes."""
        return _NoWriter()

    def field_writer(self, storage: Any, segment: Segment) -> _NoWriter:  # noqa: ARG002
        """Return a placeholder that Whoosh closes."""
        return _NoWriter()

    def per_document_reader(self, storage: Any, segment: Segment) -> ArrayDocuments:
        """Return the reader of lengths, deletions and names."""
        return ArrayDocuments(segment.opened(Path(storage.folder)), segment)

    def terms_reader(self, storage: Any, segment: Segment) -> ArrayTerms:
        """Return the reader of terms and their postings."""
        return ArrayTerms(segment.opened(Path(storage.folder)))
