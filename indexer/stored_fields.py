"""What an index stores of a resource, as values and as bytes: its stored fields, documents, metadata and passages."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Final

from indexer.json_bytes import ENCODING_ERRORS, json_bytes, json_value
from indexer.resource import RECORD_FORMAT, Document, Passage, Place, Resource

_END_OF_PLACE: Final = b"\x00"  # between place and text: JSON escapes this character
_NO_PLACE: Final = Place()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFields:
    """What every hit shows. Documents, passages and metadata are read only as far as they are shown."""

    id: str
    title: str  # as shown
    url: str | None
    summary: str | None
    types: tuple[str, ...]
    topics: tuple[str, ...]
    year: int | None
    listed_at: str | None
    source: str
    has_text: bool
    record_documents: tuple[int, ...]  # which documents are the record's own text: these are not listed
    left_out: int  # passages that were too many to index
    facets: Mapping[str, tuple[str, ...]]  # its values of the facets that are not topics, types and year
    language: str | None = None  # of its text; None: that of the site
    path: tuple[str, ...] = ()  # the names of the pages above it, outermost first

    def values_of(self, facet: str) -> tuple[str, ...]:
        """Return its values of a facet, as written; repeated topics and types may be among them."""
        if facet == "topic":
            return self.topics
        if facet == "type":
            return self.types
        if facet == "year":
            return () if self.year is None else (str(self.year),)
        return self.facets.get(facet, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """A document as the index stores it; its text is in the passages."""

    id: str
    title: str
    url: str | None
    source: str
    address: str
    format: str
    bytes: int | None
    pages: int | None
    has_text: bool  # False: a scan, which can be found by its title only
    former_ids: tuple[str, ...] = ()  # before its file was renamed or moved


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPassage:
    """A passage with its place and its document."""

    document: int  # index into the resource's documents
    place: Place
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredResource:
    """Everything that an index stores of a resource."""

    stored_fields: StoredFields
    documents: tuple[StoredDocument, ...]
    metadata: Mapping[str, Any]
    passages: tuple[StoredPassage, ...]


_DOCUMENT_FIELDS: Final = ("id", "title", "url", "source", "address", "format", "bytes", "pages")
_STORED_DOCUMENT_FIELDS: Final = (*_DOCUMENT_FIELDS, "has_text")
_document_row = attrgetter(*_DOCUMENT_FIELDS)


def encode_fields(resource: Resource, title: str, facets: Mapping[str, tuple[str, ...]]) -> bytes:
    """Return the stored fields as one JSON list, in the order of `StoredFields`: names would double its size."""
    record_documents = [
        n for n, document in enumerate(resource.documents) if document.format == RECORD_FORMAT
    ]
    has_text = any(document.passages for document in resource.documents)
    row = (
        resource.id, title, resource.url, resource.summary, resource.types, resource.topics, resource.year,
        resource.listed_at, resource.source, has_text, record_documents, resource.left_out, facets,
    )  # fmt: skip
    language = resource.text_language
    if resource.path:
        return json_bytes((*row, language, resource.path))
    return json_bytes(row if language is None else (*row, language))


def decode_fields(value: bytes | memoryview) -> StoredFields:
    """Return the stored fields from their bytes."""
    (
        key, title, url, summary, types, topics, year, listed_at, source, has_text, record_documents, left_out, facets,
        *last,
    ) = json_value(value)  # fmt: skip
    return StoredFields(
        id=key,
        title=title,
        url=url,
        summary=summary,
        types=tuple(types),
        topics=tuple(topics),
        year=year,
        listed_at=listed_at,
        source=source,
        has_text=has_text,
        record_documents=tuple(record_documents),
        left_out=left_out,
        facets={name: tuple(values) for name, values in facets.items()},
        language=last[0] if last else None,
        path=tuple(last[1]) if len(last) > 1 else (),
    )


def encode_document(document: Document) -> bytes:
    """Return what is stored of a document as one JSON list."""
    row = (*_document_row(document), bool(document.passages))
    return json_bytes((*row, document.former_ids) if document.former_ids else row)


def decode_document(value: bytes | memoryview) -> StoredDocument:
    """Return a document from its bytes."""
    row = json_value(value)
    values = dict(zip(_STORED_DOCUMENT_FIELDS, row, strict=False))
    former = row[len(_STORED_DOCUMENT_FIELDS) :]
    return StoredDocument(**values, former_ids=tuple(former[0]) if former else ())


def document_prefix(document_id: str) -> bytes:
    """Return the first bytes of a stored document with this id."""
    return b"[%b," % json_bytes(document_id)


def encode_metadata(metadata: Mapping[str, Any]) -> bytes:
    """Return a record's other keys as JSON; nothing if there are none."""
    return json_bytes(metadata) if metadata else b""


def decode_metadata(value: bytes | memoryview) -> Mapping[str, Any]:
    """Return a record's other keys from their bytes."""
    metadata: Mapping[str, Any] = json.loads(str(value, "utf-8", ENCODING_ERRORS)) if len(value) else {}
    return metadata


def encode_passage(document: int, passage: Passage, text: bytes) -> bytes:
    """Return a passage of the resource's document number *document*: its place as JSON, a zero byte, its *text* in UTF-8."""
    place = passage.place
    if (
        place == _NO_PLACE
    ):  # every record: encoding this constant would take a fifth of the time of `indexed_resource`
        return b"[%d,[],null,null,null,null]\x00%b" % (document, text)
    row = (document, place.heading, place.page, place.page_label, place.anchor, place.seconds)
    return json_bytes(row) + _END_OF_PLACE + text


def decode_passage(value: bytes | memoryview) -> StoredPassage:
    """Return a passage from its bytes."""
    stored_place, _, text = bytes(value).partition(_END_OF_PLACE)
    document, heading, page, page_label, anchor, seconds = json_value(stored_place)
    return StoredPassage(
        document=document,
        place=Place(heading=tuple(heading), page=page, page_label=page_label, anchor=anchor, seconds=seconds),
        text=str(text, "utf-8", ENCODING_ERRORS),
    )
