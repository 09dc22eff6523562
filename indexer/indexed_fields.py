"""A resource as a segment takes it in: names, fields of text, and what is stored of it.

A resource's passages are ranges of its `text` field: each begins at a known position of the token stream. So deletions,
updates and counts stay exact, and a passage does not need to be a Whoosh document of its own (docs/adr/0004).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from indexer.facets import STANDARD_TABLE, FacetTable
from indexer.json_bytes import ENCODING_ERRORS
from indexer.part_of import part_of
from indexer.printed_names import acronyms, title_key
from indexer.resource import RECORD_FORMAT, Document, Resource
from indexer.stored_fields import (
    StoredResource,
    decode_document,
    decode_fields,
    decode_metadata,
    decode_passage,
    encode_document,
    encode_fields,
    encode_metadata,
    encode_passage,
)
from indexer.text_parts import TextParts

# The fields that are searched for words. Weights: [ranking] in config.toml.
TEXT_FIELDS: Final = ("title", "headings", "topics", "summary", "text")

ACRONYM: Final = "printed_acronym"  # the field of acronyms, in no other language or form than printed

# Empty positions between pieces. A phrase needs a term at each position, so it cannot cross one.
GAP: Final = 1


# Named tuples, because each resource has many of them: a frozen dataclass takes three times as long to make.
class Piece(NamedTuple):
    """A run of text in one field. A phrase can cross into it only if it is *joined* to the piece before."""

    text: str
    joined: bool = False


class IndexedPassage(NamedTuple):
    """What a segment keeps of a passage besides its terms, which are those of its piece of `text`."""

    path: tuple[int, ...]  # the heading lines above it, outermost first: indexes of pieces of `headings`
    stored_text: bytes
    page: int  # 0: none
    part: int  # of the resource's text page, from 1


class IndexedDocument(NamedTuple):
    """What a segment keeps of one document behind a resource."""

    stored: bytes
    passages: int  # how many of the resource's passages belong to it


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedResource:
    """A resource as a segment takes it in."""

    language: str  # in which its text is analyzed
    names: Mapping[str, tuple[str, ...]]  # for each of `keyword_fields`, each name once
    fields: Mapping[str, tuple[Piece, ...]]  # for each of TEXT_FIELDS; `text` has one piece per passage
    passages: tuple[IndexedPassage, ...]
    documents: tuple[IndexedDocument, ...]
    stored_fields: bytes
    metadata: bytes
    navigation: bool = False  # it only leads to other pages


def keyword_fields(facets: Iterable[str]) -> tuple[str, ...]:
    """Return the fields of whole names, each with a dictionary of its own. Names are not split: topics contain commas and spaces."""
    return (
        "id",
        *facets,
        "former_id",
        "document",
        "former_document",
        "part_of",
        "text_language",
        ACRONYM,
        "order",
    )


def indexed_resource(
    resource: Resource, facets: FacetTable = STANDARD_TABLE, site_language: str = "en"
) -> IndexedResource:
    """Return *resource* with its values of *facets* as a segment takes it in; *site_language* is that of resources without their own."""
    title = resource.shown_title
    listed = [document.id for document in resource.documents if document.format != RECORD_FORMAT]
    address = next((each.address for each in resource.documents if each.format != RECORD_FORMAT), "")
    headings: list[str] = []
    texts: list[Piece] = []
    passages: list[IndexedPassage] = []
    parts = TextParts()
    values = facets.values_of(resource)
    for number, document in enumerate(resource.documents):
        _append_document(number, document, headings, texts, passages, parts)
    language = resource.text_language or site_language
    return IndexedResource(
        language=language,
        names={
            "id": (resource.id,),
            **values,
            "former_id": resource.former_ids,
            "document": tuple(dict.fromkeys(listed)),
            "former_document": _former_documents(resource),
            "part_of": part_of(resource.source, resource.path, resource.topics, address),
            # Nothing where it is the site's, as nearly all are.
            "text_language": () if language == site_language else (language,),
            ACRONYM: acronyms((resource.title or "", *headings, *resource.topics)),
            "order": (title_key(title),),
        },
        fields={
            "title": (Piece(resource.title or ""),),
            "headings": _separate_pieces(headings),
            "topics": _separate_pieces(resource.topics),
            "summary": (Piece(resource.summary or ""),),
            "text": tuple(texts),
        },
        passages=tuple(passages),
        documents=tuple(
            [
                IndexedDocument(encode_document(document), len(document.passages))
                for document in resource.documents
            ]
        ),
        stored_fields=encode_fields(resource, title, {name: values[name] for name in facets.others}),
        metadata=encode_metadata(resource.metadata),
        navigation=resource.is_navigation,
    )


def _former_documents(resource: Resource) -> tuple[str, ...]:
    former: dict[str, None] = {}
    for document in resource.documents:
        former |= dict.fromkeys(document.former_ids)
    return tuple(former)


def stored_resource(resource: Resource, facets: FacetTable = STANDARD_TABLE) -> StoredResource:
    """Return what an index with these *facets* stores of *resource*."""
    content = indexed_resource(resource, facets)
    return StoredResource(
        stored_fields=decode_fields(content.stored_fields),
        documents=tuple(decode_document(document.stored) for document in content.documents),
        metadata=decode_metadata(content.metadata),
        passages=tuple(decode_passage(passage.stored_text) for passage in content.passages),
    )


def _separate_pieces(texts: Iterable[str]) -> tuple[Piece, ...]:
    return tuple([Piece(text) for text in texts])


def _append_document(  # noqa: PLR0913, PLR0917  # everything that it appends to
    number: int,
    document: Document,
    headings: list[str],
    texts: list[Piece],
    passages: list[IndexedPassage],
    parts: TextParts,
) -> None:
    """Append the heading lines and the passages of one document.

    A heading becomes a line each time it begins. A sentence may continue on the next page, but not after a heading.
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
        texts.append(Piece(passage.text, heading == before))
        text = passage.text.encode("utf-8", ENCODING_ERRORS)
        passages.append(
            IndexedPassage(
                path=path,
                stored_text=encode_passage(number, passage, text),
                page=passage.place.page or 0,
                part=parts.part_of(document, passage, text),
            )
        )
        before = heading


def _common_prefix(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """Return how many headings *one* and *other* have in common at their beginning."""
    common = 0
    while common < min(len(one), len(other)) and one[common] == other[common]:
        common += 1
    return common
