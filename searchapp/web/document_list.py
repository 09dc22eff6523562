"""A resource's documents in; the run of them that its page lists, and the way to the others, out."""

from dataclasses import dataclass
from typing import Final

from searchapp.engine.results import Hit, HitDocument
from searchapp.web.addresses import Addresses
from searchapp.web.paging import Pager, around, page_count

LISTED: Final = 100  # documents at once: a resource of more is a collection, and its page is still read


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentList:
    """A run of documents, in their order."""

    documents: tuple[HitDocument, ...]
    pager: Pager


def document_list(hit: Hit, text: str, page: int, links: Addresses) -> DocumentList:
    """Return the *page* of the documents of *hit*, the last one past the end; *text* goes along to the others."""
    pages = max(1, page_count(len(hit.documents), LISTED))
    page = min(page, pages)

    def address(number: int) -> str:
        return links.resource(hit.id, text, documents=number)

    return DocumentList(
        documents=hit.documents[(page - 1) * LISTED : page * LISTED],
        pager=around(page, pages, address),
    )
