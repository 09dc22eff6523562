"""A resource as a row of JSON, and back. The text of files is not in it: the table `documents` has that once."""

import json
from collections.abc import Callable, Sequence
from hashlib import blake2b
from typing import Any

from indexer.resource import RECORD_FORMAT, Document, Passage, Place, Resource


def digest_of(*parts: bytes) -> bytes:
    """Return one hash over *parts*, in order."""
    digest = blake2b(digest_size=16)
    for part in parts:
        digest.update(len(part).to_bytes(8))
        digest.update(part)
    return digest.digest()


def resource_payload(resource: Resource) -> tuple[str, list[str]]:
    """Return *resource* as JSON, and the ids of its documents whose text is stored separately."""
    values = {
        "source": resource.source,
        "title": resource.title,
        "url": resource.url,
        "summary": resource.summary,
        "path": resource.path,
        "types": resource.types,
        "topics": resource.topics,
        "year": resource.year,
        "language": resource.language,
        "listed_at": resource.listed_at,
        "metadata": resource.metadata,
        "properties": resource.properties,
        "former_ids": resource.former_ids,
        "documents": [_document_values(document) for document in resource.documents],
    }
    kept = {key: value for key, value in values.items() if value}
    payload = json.dumps(kept, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    # A file's title may contain halves of surrogate pairs, which SQLite would refuse.
    payload = payload.encode("utf-8", "replace").decode()
    return payload, [document.id for document in resource.documents if document.format != RECORD_FORMAT]


def resource_from_payload(
    resource_id: str, payload: str, passages_of: Callable[[str], tuple[Passage, ...]]
) -> Resource:
    """Return the resource of *payload*; *passages_of* returns the text of a document by its id."""
    values = json.loads(payload)
    return Resource(
        id=resource_id,
        source=values.get("source", ""),
        title=values.get("title"),
        url=values.get("url"),
        summary=values.get("summary"),
        path=tuple(values.get("path", ())),
        types=tuple(values.get("types", ())),
        topics=tuple(values.get("topics", ())),
        year=values.get("year"),
        language=values.get("language"),
        listed_at=values.get("listed_at"),
        metadata=values.get("metadata", {}),
        properties={name: tuple(held) for name, held in values.get("properties", {}).items()},
        former_ids=tuple(values.get("former_ids", ())),
        documents=tuple(_document(one, passages_of) for one in values.get("documents", ())),
    )


def _document_values(document: Document) -> dict[str, Any]:
    values: dict[str, Any] = {
        "id": document.id,
        "title": document.title,
        "url": document.url,
        "source": document.source,
        "address": document.address,
        "format": document.format,
        "bytes": document.bytes,
        "pages": document.pages,
        "language": document.language,
        "former_ids": document.former_ids,
        "navigation": document.navigation or None,
    }
    if document.format == RECORD_FORMAT:
        values["passages"] = [_passage_values(passage) for passage in document.passages]
    return {key: value for key, value in values.items() if value is not None}


def _document(values: dict[str, Any], passages_of: Callable[[str], tuple[Passage, ...]]) -> Document:
    own = values.pop("passages", None)
    values["former_ids"] = tuple(values.get("former_ids", ()))
    passages = passages_of(values["id"]) if own is None else tuple(_passage(one) for one in own)
    return Document(**values, passages=passages)


def _passage_values(passage: Passage) -> list[Any]:
    place = passage.place
    values = [passage.text, place.heading, place.page, place.page_label, place.anchor, place.seconds]
    while values[-1] is None or values[-1] == ():
        values.pop()
    return values


def _passage(values: Sequence[Any]) -> Passage:
    keys = ("heading", "page", "page_label", "anchor", "seconds")
    known = dict(zip(keys, values[1:], strict=False))
    return Passage(text=values[0], place=Place(**{**known, "heading": tuple(known.get("heading", ()))}))
