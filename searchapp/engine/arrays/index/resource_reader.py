"""One resource of a build: its stored fields, documents and passages, each read once, and only if it is needed.

A hit names a few documents and passages, and a resource may have thousands.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from indexer.stored_fields import (
    StoredDocument,
    StoredFields,
    StoredPassage,
    decode_document,
    decode_fields,
    decode_metadata,
    decode_passage,
    document_prefix,
)
from searchapp.engine.arrays.index.reader import ArrayIndex
from searchapp.engine.arrays.index.segment import Counts, Numbers


class ResourceReader:
    """One resource; see `searchapp.engine.presenting.readable.ReadableResource`."""

    def __init__(self, index: ArrayIndex, number: int) -> None:
        segment, self._local = index.place(number)
        self._file = segment.file
        # Read at once: every hit needs them, and cached properties take a lock each (ten hits an answer).
        self.stored_fields: StoredFields = decode_fields(self._blob("stored_fields", self._local))
        self._document_ids = self._range("documents")
        self._passage_ids = self._range("passages")
        self.passage_count = len(self._passage_ids)  # how many passages its text has
        # How many documents are listed: its own text is none.
        self.document_count = len(self._document_ids) - len(self.stored_fields.record_documents)
        self._documents: dict[int, StoredDocument] = {}
        self._passages: dict[int, StoredPassage] = {}

    @property
    def metadata(self) -> Mapping[str, Any]:
        """A record's other keys."""
        return decode_metadata(self._blob("metadata", self._local))

    def document(self, number: int) -> StoredDocument | None:
        """Return one of all documents, from 0; None: it is the resource's own text."""
        if number in self.stored_fields.record_documents:
            return None
        if number not in self._documents:
            self._documents[number] = decode_document(
                self._blob("stored_document", self._document_ids[number])
            )
        return self._documents[number]

    def documents(self, first: int, count: int) -> Sequence[StoredDocument]:
        """Return up to *count* of the documents that are listed, from number *first* of them on."""
        wanted = min(count, self.document_count - first)
        if wanted <= 0:
            return ()
        number = first
        for own in self.stored_fields.record_documents:
            number += own <= number
        found: list[StoredDocument] = []
        while len(found) < wanted:
            document = self.document(number)
            if document is not None:
                found.append(document)
            number += 1
        return found

    def documents_called(self, document_id: str) -> Iterator[StoredDocument]:
        """Yield the documents with this id; of the others no more than the id is read."""
        begin = document_prefix(document_id)
        for file in self._document_ids:
            blob = self._blob("stored_document", file)
            if blob[: len(begin)] == begin:
                yield decode_document(blob)

    def passage(self, ordinal: int) -> StoredPassage:
        """Return one passage, from 0 over all documents."""
        if ordinal not in self._passages:
            blob = self._blob("stored_text", self._passage_ids[ordinal])
            self._passages[ordinal] = decode_passage(blob)
        return self._passages[ordinal]

    def part(self, ordinal: int) -> int:
        """Return in which part of the text page a passage is, from 1."""
        return int(self._file["passages.part"][self._passage_ids[ordinal]])

    @property
    def parts(self) -> Counts:
        """In which part of the text page each passage is, from 1."""
        return self._of_passages("passages.part")

    @property
    def pages(self) -> Counts:
        """The page of each passage; 0: none."""
        return self._of_passages("passages.page")

    @property
    def passages_by_document(self) -> Numbers:
        """The first passage of each document, and the end of the last one's."""
        documents = self._document_ids
        starts: Numbers = self._file["documents.passages.ptr"][documents.start : documents.stop + 1].astype(
            np.intp
        )
        starts -= starts[0]
        return starts

    def _range(self, name: str) -> range:
        first, end = self._file[f"{name}.ptr"][self._local : self._local + 2].tolist()
        return range(first, end)

    def _of_passages(self, name: str) -> Counts:
        column: Counts = self._file[name][self._passage_ids.start : self._passage_ids.stop]
        return column

    def _blob(self, name: str, number: int) -> memoryview:
        begin, end = self._file[f"{name}.ptr"][number : number + 2].tolist()
        return self._file.raw(f"{name}.bytes")[begin:end]
