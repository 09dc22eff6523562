"""A resource of a build in; its card, documents and passages out, each read when it is asked for, and once.

A hit names a few documents and passages, and a resource may have thousands.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from indexer.stored import (
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
    """One resource; see `searchapp.engine.presenting.presenter.ReadableResource`."""

    def __init__(self, index: ArrayIndex, number: int) -> None:
        segment, self._local = index.place(number)
        self._file = segment.file
        self._documents: dict[int, StoredDocument] = {}
        self._passages: dict[int, StoredPassage] = {}

    @cached_property
    def stored_fields(self) -> StoredFields:
        """What is shown of it in every list."""
        return decode_fields(self._blob("stored_fields", self._local))

    @property
    def metadata(self) -> Mapping[str, Any]:
        """A record's other keys."""
        return decode_metadata(self._blob("metadata", self._local))

    @cached_property
    def document_count(self) -> int:
        """How many documents are listed: its own text is none."""
        return len(self._files) - len(self.stored_fields.record_documents)

    def document(self, number: int) -> StoredDocument | None:
        """Return one of all documents, from 0; None: it is the resource's own text."""
        if number in self.stored_fields.record_documents:
            return None
        if number not in self._documents:
            self._documents[number] = decode_document(self._blob("stored_document", self._files[number]))
        return self._documents[number]

    def documents(self, first: int, count: int) -> Sequence[StoredDocument]:
        """Return up to *count* of the documents that are listed, from number *first* of them on."""
        wanted = min(count, self.document_count - first)
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
        for file in self._files:
            blob = self._blob("stored_document", file)
            if blob[: len(begin)] == begin:
                yield decode_document(blob)

    @cached_property
    def passage_count(self) -> int:
        """How many passages its text has."""
        return len(self._range("passages"))

    def passage(self, ordinal: int) -> StoredPassage:
        """Return one passage, from 0 over all documents."""
        if ordinal not in self._passages:
            blob = self._blob("stored_text", self._range("passages")[ordinal])
            self._passages[ordinal] = decode_passage(blob)
        return self._passages[ordinal]

    def part(self, ordinal: int) -> int:
        """Return in which part of the text page a passage is, from 1."""
        return int(self.parts[ordinal])

    @cached_property
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
        files = self._files
        starts: Numbers = self._file["documents.passages.ptr"][files.start : files.stop + 1].astype(np.intp)
        starts -= starts[0]
        return starts

    @cached_property
    def _files(self) -> range:
        return self._range("documents")

    def _range(self, name: str) -> range:
        first, end = self._file[f"{name}.ptr"][self._local : self._local + 2].tolist()
        return range(first, end)

    def _of_passages(self, name: str) -> Counts:
        passages = self._range("passages")
        column: Counts = self._file[name][passages.start : passages.stop]
        return column

    def _blob(self, name: str, number: int) -> memoryview:
        begin, end = self._file[f"{name}.ptr"][number : number + 2].tolist()
        return self._file.raw(f"{name}.bytes")[begin:end]
