"""A listed resource in; what every export says of it, out: texts on one line, without control characters, of a bounded length."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from indexer.control_characters import clean_line
from searchapp.engine.listing import ListedResource
from searchapp.engine.results import Hit
from searchapp.web.addresses import Addresses
from searchapp.web.shortening import shortened

# A thousand results with all of these stay some megabytes, whatever a record holds. In characters; a good one is
# shorter by far.
MAX_TITLE: Final = 1_000
MAX_SUMMARY: Final = 2_000
MAX_VALUE: Final = 200  # of a topic, of a type
MAX_VALUES: Final = 50  # of a facet
_URI_SAFE: Final = "%:/?#[]@!$&'()*+,;=-._~"  # RFC 3986, with the sign of what is encoded


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What an export says of a resource."""

    id: str  # as it is: it may hold anything
    title: str
    address: str  # a URI: where it is read: its own, its first document's, else its page's here
    page: str  # its page here
    summary: str
    types: tuple[str, ...]
    topics: tuple[str, ...]
    year: int | None
    language: str
    facets: Mapping[str, tuple[str, ...]]  # the others, by name
    format: str  # of its first document; "": it has none
    notes: tuple[str, ...] = ()  # what a reader quotes of it


def reference(resource: ListedResource | Hit, links: Addresses) -> Reference:
    """Return what exports say of *resource*, with addresses made by *links*."""
    return Reference(
        id=resource.id,
        title=shortened(clean_line(resource.title), MAX_TITLE),
        address=as_uri(links.hit(resource)),
        page=links.resource(resource.id),
        summary=shortened(clean_line(resource.summary or ""), MAX_SUMMARY),
        types=_values(resource.types),
        topics=_values(resource.topics),
        year=resource.year,
        language=resource.language or "",
        facets={name: _values(values) for name, values in resource.facets.items()},
        format=resource.documents[0].format if resource.documents else "",
    )


def as_uri(address: str) -> str:
    """Return *address* in the characters that one may have; what is percent-encoded already stays."""
    return quote(address, safe=_URI_SAFE, errors="replace")


def _values(values: Iterable[str]) -> tuple[str, ...]:
    cleaned = (shortened(clean_line(value), MAX_VALUE) for value in values)
    return tuple(dict.fromkeys(value for value in cleaned if value))[:MAX_VALUES]
