"""One resource in, what a segment keeps of it out; and back: the card, the documents and the passages of a hit.

A resource's passages are ranges of its `text` field: each begins at a known position of the token stream. So
deletes, updates and counts stay exact, and a passage needs no document of its own (docs/adr/0004).
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Final

from indexer.analysis import fold
from indexer.resource import RECORD_FORMAT, Document, Place, Resource
from indexer.text_parts import TextParts

# The fields that words are looked for in. Weights: [ranking] in config.toml.
TEXT_FIELDS: Final = ("title", "headings", "topics", "summary", "text")

# The dictionaries of whole names: no sign divides them, because topic names hold commas and spaces.
KEYWORD_FIELDS: Final = ("id", "topic", "type", "year", "document", "order")

# Empty positions between pieces. A phrase needs a term at each position, so one stops every phrase.
GAP: Final = 1

_END: Final = b"\x00"  # between place and text: JSON writes this sign as six others
# Half a surrogate pair is no text, but must not cost a whole build.
ENCODING_ERRORS: Final = "surrogatepass"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of text of one field; a phrase reaches over into it only where it is *joined* to the one before."""

    text: str
    joined: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedPassage:
    """What is kept of a passage beside its terms, which are those of its piece of `text`."""

    path: tuple[int, ...]  # the heading lines above it, outermost first: numbers of pieces of `headings`
    stored_text: bytes
    page: int  # 0: none
    part: int  # of its text page, from 1


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedDocument:
    """What is kept of one document behind a resource."""

    stored: bytes
    passages: int  # so many of the resource's passages are of it


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedResource:
    """A resource as a segment takes it in."""

    names: Mapping[str, tuple[str, ...]]  # for each of NAMED, each name once
    fields: Mapping[str, tuple[Piece, ...]]  # for each of SEARCHED; `text` has a piece a passage
    passages: tuple[IndexedPassage, ...]
    documents: tuple[IndexedDocument, ...]
    stored_fields: bytes
    metadata: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """A document as the index keeps it; its text stands in the passages."""

    id: str
    title: str
    url: str | None
    source: str
    address: str
    format: str
    bytes: int | None
    pages: int | None
    has_text: bool  # False: a scan; findable by its title alone


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFields:
    """What is shown of every hit; its documents, passages and metadata are read as far as they are shown."""

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
    record_documents: tuple[
        int, ...
    ]  # which of its documents are its own text and no file: these are not listed
    left_out: int  # passages that were too many to index


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPassage:
    """A passage with the document that holds it."""

    document: int  # which of the resource's documents, from 0
    place: Place
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredResource:
    """A resource as the index keeps it, whole."""

    stored_fields: StoredFields
    documents: tuple[StoredDocument, ...]
    metadata: Mapping[str, Any]
    passages: tuple[StoredPassage, ...]


def title_key(title: str) -> str:
    """Return what titles are sorted by: folded, from the first letter or digit on."""
    folded = fold(title)
    start = next((place for place, character in enumerate(folded) if character.isalnum()), 0)
    return folded[start:]


def indexed(resource: Resource) -> IndexedResource:
    """Return *resource* as a segment takes it in."""
    title = resource.shown_title
    listed = (document.id for document in resource.documents if document.format != RECORD_FORMAT)
    headings: list[str] = []
    texts: list[Piece] = []
    passages: list[IndexedPassage] = []
    parts = TextParts()
    for number, document in enumerate(resource.documents):
        _append_document(number, document, headings, texts, passages, parts)
    return IndexedResource(
        names={
            "id": (resource.id,),
            "topic": tuple(dict.fromkeys(resource.topics)),
            "type": tuple(dict.fromkeys(resource.types)),
            "year": () if resource.year is None else (str(resource.year),),
            "document": tuple(dict.fromkeys(listed)),
            "order": (title_key(title),),
        },
        fields={
            "title": (Piece(text=resource.title or ""),),
            "headings": tuple(_separate_pieces(headings)),
            "topics": tuple(_separate_pieces(resource.topics)),
            "summary": (Piece(text=resource.summary or ""),),
            "text": tuple(texts),
        },
        passages=tuple(passages),
        documents=tuple(_indexed_document(document) for document in resource.documents),
        stored_fields=_stored_fields(resource, title),
        metadata=_encode(resource.metadata).encode("utf-8", ENCODING_ERRORS) if resource.metadata else b"",
    )


def _separate_pieces(texts: Iterable[str]) -> Iterator[Piece]:
    return (Piece(text=text) for text in texts)


def _append_document(  # noqa: PLR0913, PLR0917  # what a resource is laid out into
    number: int,
    document: Document,
    headings: list[str],
    texts: list[Piece],
    passages: list[IndexedPassage],
    parts: TextParts,
) -> None:
    """Append the heading lines and the passages of one document.

    A heading is a line each time it begins. A sentence may run on over a page, not over a heading.
    """
    before: tuple[str, ...] | None = None
    path: tuple[int, ...] = ()
    for passage in document.passages:
        heading = passage.place.heading
        if heading != before:
            common = _common_prefix(heading, before or ())
            added = range(len(headings), len(headings) + len(heading) - common)
            headings += heading[common:]
            path = (*path[:common], *added)
        texts.append(Piece(text=passage.text, joined=heading == before))
        text = passage.text.encode("utf-8", ENCODING_ERRORS)
        passages.append(
            IndexedPassage(
                path=path,
                stored_text=_place(number, passage.place) + _END + text,
                page=passage.place.page or 0,
                part=parts.part_of(document, passage, text),
            )
        )
        before = heading


def _common_prefix(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    common = 0
    while common < min(len(one), len(other)) and one[common] == other[common]:
        common += 1
    return common


# What is encoded came out of JSON: there are no circles in it.
_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode

_DOCUMENT_FIELDS: Final = ("id", "title", "url", "source", "address", "format", "bytes", "pages")
_STORED_DOCUMENT_FIELDS: Final = (*_DOCUMENT_FIELDS, "has_text")
_document_row = attrgetter(*_DOCUMENT_FIELDS)


_NO_PLACE: Final = Place()


def _place(document: int, place: Place) -> bytes:
    if place == _NO_PLACE:  # every record: a fifth of the time of `indexed` goes into encoding the same
        return b"[%d,[],null,null,null,null]" % document
    row = (document, place.heading, place.page, place.page_label, place.anchor, place.seconds)
    return _encode(row).encode("utf-8", ENCODING_ERRORS)


def _indexed_document(document: Document) -> IndexedDocument:
    row = (*_document_row(document), bool(document.passages))
    return IndexedDocument(
        stored=_encode(row).encode("utf-8", ENCODING_ERRORS), passages=len(document.passages)
    )


def _stored_fields(resource: Resource, title: str) -> bytes:
    """Return the card as one JSON list, in the order of the fields of `StoredFields`: names would be most of it."""
    record_documents = [
        number for number, one in enumerate(resource.documents) if one.format == RECORD_FORMAT
    ]
    row = (
        resource.id, title, resource.url, resource.summary, resource.types, resource.topics, resource.year,
        resource.listed_at, resource.source, any(one.passages for one in resource.documents), record_documents, resource.left_out,
    )  # fmt: skip
    return _encode(row).encode("utf-8", ENCODING_ERRORS)


def stored_fields_from(value: bytes | memoryview) -> StoredFields:
    """Return what is shown of a hit from its card."""
    key, title, url, summary, types, topics, year, listed_at, source, has_text, record_documents, left_out = (
        json.loads(str(value, "utf-8", ENCODING_ERRORS))
    )
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
    )


def document_from(value: bytes | memoryview) -> StoredDocument:
    """Return a document from what is kept of it."""
    return StoredDocument(
        **dict(zip(_STORED_DOCUMENT_FIELDS, json.loads(str(value, "utf-8", ENCODING_ERRORS)), strict=True))
    )


def document_beginning(document_id: str) -> bytes:
    """Return how what is kept of a document with this id begins."""
    return f"[{_encode(document_id)},".encode("utf-8", ENCODING_ERRORS)


def metadata_from(value: bytes | memoryview) -> Mapping[str, Any]:
    """Return a record's other keys."""
    metadata: Mapping[str, Any] = json.loads(str(value, "utf-8", ENCODING_ERRORS)) if len(value) else {}
    return metadata


def stored_resource(resource: Resource) -> StoredResource:
    """Return *resource* as an index would keep it."""
    taken = indexed(resource)
    return StoredResource(
        stored_fields=stored_fields_from(taken.stored_fields),
        documents=tuple(document_from(one.stored) for one in taken.documents),
        metadata=metadata_from(taken.metadata),
        passages=tuple(passage_from(one.stored_text) for one in taken.passages),
    )


def passage_from(value: bytes | memoryview) -> StoredPassage:
    """Return a passage from its prose."""
    place, _, text = str(value, "utf-8", ENCODING_ERRORS).partition("\x00")
    document, heading, page, page_label, anchor, seconds = json.loads(place)
    return StoredPassage(
        document=document,
        place=Place(heading=tuple(heading), page=page, page_label=page_label, anchor=anchor, seconds=seconds),
        text=text,
    )
