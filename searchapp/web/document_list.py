"""A resource's documents in; the run of them that its page lists, and the way to the others, out."""

from dataclasses import dataclass

from searchapp.engine.model import LISTED_DOCUMENTS
from searchapp.engine.results import HitDocument, ResourceView
from searchapp.web.addresses import Addresses
from searchapp.web.paging import Pager, page_count, page_window


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentList:
    """A run of documents, in their order."""

    documents: tuple[HitDocument, ...]
    pager: Pager


def document_list(view: ResourceView, text: str, links: Addresses, *, expand: bool = True) -> DocumentList:
    """Return the documents that are in view, and the pages with the others; *text* and *expand* go along there."""
    pages = max(1, page_count(view.hit.document_count, LISTED_DOCUMENTS))

    def address(number: int) -> str:
        return links.resource(view.hit.id, text, documents=number, expand=expand)

    return DocumentList(
        documents=view.documents,
        pager=page_window(view.first_document // LISTED_DOCUMENTS + 1, pages, address),
    )
