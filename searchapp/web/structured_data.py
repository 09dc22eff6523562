"""A resource in; what its page says of it to programs out: schema.org as JSON-LD, and the citation_ tags that reference managers read."""

from collections.abc import Iterator
from typing import Any, Final

from indexer.control_characters import clean_line
from indexer.readers.formats import BY_NAME
from searchapp.engine.results import Hit, HitDocument
from searchapp.web.addresses import Addresses
from searchapp.web.shortening import HEAD, NAME, shortened

MAX_NAMES: Final = 50  # of topics, of types: as in exports
MAX_SUMMARY: Final = 2_000  # characters


def structured_data(hit: Hit, site: str, links: Addresses) -> dict[str, Any]:
    """Return *hit* as schema.org has it, of the *site* with that name; *links* make addresses with a host, if one is configured."""
    data = {
        "@context": "https://schema.org",
        "@type": "DigitalDocument" if hit.documents else "CreativeWork",
        "@id": links.resource(hit.id),
        "name": _line(hit.title, HEAD),
        "url": links.hit(hit),
        "description": _line(hit.summary or "", MAX_SUMMARY),
        "datePublished": f"{hit.year:04}" if hit.year else "",
        "inLanguage": hit.language,
        "about": _names(hit.topics),
        "genre": _names(hit.types),
        "encoding": [_encoding(document, links) for document in hit.documents],
        "isPartOf": {"@type": "WebSite", "name": clean_line(site), "url": links.home()},
    }
    return {key: value for key, value in data.items() if value}


def citation_tags(hit: Hit, links: Addresses) -> Iterator[tuple[str, str]]:
    """Yield the names and contents of the `<meta>` tags of *hit*."""
    yield "citation_title", _line(hit.title, HEAD)
    if hit.year:
        yield "citation_publication_date", f"{hit.year:04}"
    if hit.language:
        yield "citation_language", hit.language
    for topic in _names(hit.topics):
        yield "citation_keywords", topic
    yield "citation_abstract_html_url", links.resource(hit.id)
    if hit.has_text:
        yield "citation_fulltext_html_url", links.resource_text(hit.id)
    for document in hit.documents[:1]:
        if document.format == "pdf":
            yield "citation_pdf_url", links.document(document)


def _encoding(document: HitDocument, links: Addresses) -> dict[str, Any]:
    known = BY_NAME.get(document.format)
    types = tuple(known.media_types.values()) if known is not None else ()
    data = {
        "@type": "MediaObject",
        "contentUrl": links.document(document),
        "encodingFormat": types[0] if types else "",
        "contentSize": f"{document.bytes} B" if document.bytes else "",
    }
    return {key: value for key, value in data.items() if value}


def _names(names: tuple[str, ...]) -> list[str]:
    return [_line(name, NAME) for name in names[:MAX_NAMES]]


def _line(text: str, size: int) -> str:
    return shortened(clean_line(text), size)
