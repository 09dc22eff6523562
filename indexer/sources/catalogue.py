"""A file of records, and the files attached to its records: resources with their documents."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from indexer.errors import FieldguideError, ReadError, RecordError
from indexer.languages import LANGUAGES
from indexer.resource import Document, joined_properties
from indexer.sources.document import file_document, format_at
from indexer.sources.exports.row import Row
from indexer.sources.exports.rows import is_csv, rows
from indexer.sources.exports.workbook import is_workbook, workbook_rows
from indexer.sources.record import KEYS, LANGUAGE, RECORD_VERSION, Record, record_of
from indexer.sources.source import FIRST_SCAN, FileInfo, FileReader, PreviousScan, Report, Scanned, Unchanged
from indexer.sources.tree import Tree
from indexer.sources.values import paths_of

CSV_DIVIDER: Final = "|"  # between the values of a list in one cell: names contain commas and semicolons


CATALOGUES: Final = ("catalogue.jsonl", "catalogue.csv", "catalogue.xlsx")


class Catalogue:
    """Records, with the files attached to them."""

    def __init__(
        self,
        path: Path,
        tree: Tree,
        source: str,
        *,
        fields: Mapping[str, str] | None = None,  # our key = their key
        url_prefix: str | None = None,
    ) -> None:
        self._path = path
        self._tree = tree
        self._source = source
        self._fields = fields or {}
        self._url_prefix = url_prefix
        self._divider = CSV_DIVIDER if is_csv(path) or is_workbook(path) else None
        self.tied: set[str] = set()  # addresses named by the records seen so far, faulty records too

    def resources(self, read: FileReader, report: Report) -> Iterator[Scanned]:
        """Yield each record's resource; report mistakes in records. Raises SourceError."""
        for found in self.fingerprinted(read, report, FIRST_SCAN):
            if isinstance(found, Scanned):
                yield replace(found, fingerprint=None)

    def fingerprinted(
        self, read: FileReader, report: Report, previous: PreviousScan
    ) -> Iterator[Scanned | Unchanged]:
        """Yield the same, but only the id of a record whose fingerprint is known from the *previous* scan."""
        salt = json.dumps(
            [version("fieldguide"), RECORD_VERSION, *LANGUAGES, self._source, self._fields, self._url_prefix]
        )
        marking = hashlib.blake2b(salt.encode(), digest_size=16)
        where = self._tree.where(self._path.name)
        for row in self._rows(where, read, report):
            place = row.place
            fingerprinted = marking.copy()
            fingerprinted.update(row.raw)
            fingerprint = fingerprinted.digest()
            same = previous.known(fingerprint)
            if same is not None:
                yield Unchanged(id=same, where=place, fingerprint=fingerprint)
                continue
            named: Mapping[str, Any] = {}
            try:
                named = self._renamed(row.values())
                record = record_of(named, source=self._source, where=place, divider=self._divider)
            except RecordError as error:
                report(error)
                self._tie_all(named)
                continue
            resource = record.resource
            if record.left_out:
                what = f"record {resource.id!r}: {', '.join(record.left_out)}; it is indexed without"
                report(RecordError(what, where=place, fix="correct it where it is kept"))
            if record.files:
                files = tuple(self._documents(record, place, read, report))
                resource = replace(
                    resource,
                    documents=resource.documents + tuple(document for document, _ in files),
                    properties=joined_properties(*(facts.properties for _, facts in files)),
                )
            # Files may change without their record; and a mistake is reported as long as it is there.
            again = record.files or record.left_out
            yield Scanned(resource=resource, where=place, fingerprint=None if again else fingerprint)

    def _rows(self, where: str, read: FileReader, report: Report) -> Iterator[Row]:
        keys = [self._fields.get(key, key) for key in (*KEYS, LANGUAGE)]
        required = self._fields.get("id", "id")
        if is_workbook(self._path):
            return workbook_rows(self._path, where, read, report, required=required, keys=keys)
        return rows(self._path, where, report, required=required, keys=keys)

    def _renamed(self, values: Mapping[str, Any]) -> Mapping[str, Any]:
        if not self._fields:
            return values
        theirs = {their: our for our, their in self._fields.items()}
        kept = {key: value for key, value in values.items() if key not in theirs}
        return kept | {theirs[key]: value for key, value in values.items() if key in theirs}

    def _documents(
        self, record: Record, where: str, read: FileReader, report: Report
    ) -> Iterator[tuple[Document, FileInfo]]:
        for file in record.files:
            try:
                yield from self._document(file, where, read)
            except FieldguideError as error:
                if not isinstance(error, RecordError | ReadError):
                    raise
                report(error)

    def _document(self, file: str, where: str, read: FileReader) -> Iterator[tuple[Document, FileInfo]]:
        address, path = self._tree.find(file, where)
        self.tied.add(address)
        form = format_at(path, address)
        if form is None:
            raise ReadError(
                "its format is not one that can be read",
                where=self._tree.where(address),
                fix="use HTML, PDF, Word (.docx), captions (.vtt, .srt), Markdown or plain text",
            )
        facts = read(path, address, form)
        if facts is not None:
            yield file_document(self._source, address, facts, self._url_prefix), facts

    def _tie_all(self, values: Mapping[str, Any]) -> None:
        """Keep a faulty record's files from being listed as resources of their own until it is corrected."""
        try:
            files = paths_of(values.get("files"), self._divider)
        except ValueError:
            return
        self.tied.update(files)
