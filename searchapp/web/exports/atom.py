"""References in, a page of an Atom feed out (RFC 4287; pages as in RFC 5005, counts as in OpenSearch)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, tostring

from searchapp.web.addresses import encoded_id
from searchapp.web.exports.reference import Reference

MEDIA_TYPE: Final = "application/atom+xml"
_ATOM: Final = "http://www.w3.org/2005/Atom"
_OPENSEARCH: Final = "http://a9.com/-/spec/opensearch/1.1/"
_DECLARATION: Final = b'<?xml version="1.0" encoding="utf-8"?>\n'
_URN: Final = "urn:fieldguide:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a page of a feed says of itself."""

    root: str  # of every address: "https://host/path"; else the path alone
    id: str  # the address of its first page, in the language of the reader
    title: str
    author: str
    language: str
    updated: str  # RFC 3339
    total: int  # results in all pages
    start: int  # the number of the first entry, from 1
    per_page: int
    pages: Mapping[str, str]  # addresses by their relation: self, alternate, first, previous, next, last


def feed(about: Feed, references: Iterable[Reference]) -> bytes:
    """Return a page of the feed *about* these *references*."""
    root = Element("feed", {"xmlns": _ATOM, "xmlns:os": _OPENSEARCH, "xml:lang": about.language})
    absolute = _is_absolute(about.root)
    if not absolute:
        # What follows is then relative to wherever the feed was fetched: nothing else knows the host.
        root.set("xml:base", f"{about.root}/")
    SubElement(root, "id").text = (
        about.id if absolute else f"{_URN}feed:{quote(about.id, safe='', errors='replace')}"
    )
    SubElement(root, "title").text = about.title
    SubElement(root, "updated").text = about.updated
    SubElement(SubElement(root, "author"), "name").text = about.author
    SubElement(root, "generator").text = "Fieldguide"
    for relation, address in about.pages.items():
        kind = "text/html" if relation == "alternate" else MEDIA_TYPE
        SubElement(root, "link", rel=relation, type=kind, href=address)
    SubElement(root, "os:totalResults").text = str(about.total)
    SubElement(root, "os:startIndex").text = str(about.start)
    SubElement(root, "os:itemsPerPage").text = str(about.per_page)
    for each in references:
        root.append(_entry(each, about))
    return _DECLARATION + tostring(root, encoding="unicode").encode("utf-8", "replace")


def _entry(each: Reference, about: Feed) -> Element:
    entry = Element("entry")
    if each.language != about.language:
        entry.set("xml:lang", each.language)
    # The same for every search that finds it, in every language of the pages: readers show a resource once.
    page = f"/resources/{encoded_id(each.id)}"
    SubElement(entry, "id").text = (
        about.root + page if _is_absolute(about.root) else f"{_URN}resource:{encoded_id(each.id)}"
    )
    SubElement(entry, "title").text = each.title
    SubElement(entry, "updated").text = about.updated
    SubElement(entry, "link", rel="alternate", href=each.address)
    if each.page != each.address:
        SubElement(entry, "link", rel="related", type="text/html", href=each.page)
    if each.summary:
        SubElement(entry, "summary").text = each.summary
    for term in dict.fromkeys((*each.topics, *each.types)):
        SubElement(entry, "category", term=term)
    return entry


def _is_absolute(root: str) -> bool:
    return root.startswith("http")
