"""The reading side of a search engine, as pages and commands see it: no build, path, array or Whoosh type crosses it.

The writing side is `indexer.index_writer.IndexWriter`.
"""

from collections.abc import Sequence
from typing import Protocol

from indexer.facets import FacetTable
from searchapp.engine.explanation import Explanation
from searchapp.engine.listing import Listing
from searchapp.engine.quotation import Quotation
from searchapp.engine.request import SearchRequest
from searchapp.engine.results import (
    LibraryStatus,
    QuotedView,
    ResourceView,
    SearchResults,
    StoredFile,
    TextView,
    TopicView,
)
from searchapp.engine.suggesting.suggestion import MAX_SUGGESTIONS, Suggestion


class SearchEngine(Protocol):
    """Finds resources. Implementations must be safe to share between threads."""

    def pinned(self) -> "SearchEngine":
        """Return the engine on the build that is live now, and stays with it: all of one page is of one build.

        Raises NoBuildError while no build is live.
        """
        ...

    def search(self, request: SearchRequest) -> SearchResults:
        """Return the page asked for, hits complete with snippets and passages.

        Past the end the page is empty. No text makes it raise. Nothing outside the scope exists for it. Filters narrow what is found and never
        change its order or its scores. Raises NoBuildError while no build is live.
        """
        ...

    def listing(self, request: SearchRequest) -> Listing:
        """Return the resources of the page asked for, as `search` finds and orders them, without snippets and passages.

        Its cost is that of the search, and little for each resource: a page of it may have a thousand. Raises
        NoBuildError while no build is live.
        """
        ...

    def ranked(self, text: str, limit: int, start: int = 0) -> list[tuple[str, float]]:
        """Return the ids and scores of *limit* resources for *text* from number *start* on, unfiltered, without their hits."""
        ...

    def suggest(self, text: str, limit: int = MAX_SUGGESTIONS) -> tuple[Suggestion, ...]:
        """Return up to *limit* entries that contain what was typed: titles, topics, headings and acronyms, best first.

        Each text once, whatever prints it. No text makes it raise, and none that contains a word of the denylist is among them.
        Raises NoBuildError while no build is live.
        """
        ...

    def resource(
        self, resource_id: str, text: str = "", *, start: int = 0, documents: int = 0, expand: bool = True
    ) -> ResourceView | None:
        """Return one resource, its passages that match *text* (or synonyms of it, to *expand*) marked; None: no such id.

        A resource whose only file was renamed is also found by the id that it had before.

        Of all that match, the run is shown that begins with number *start*, from 0, and of its documents the run that
        begins with number *documents*; past the end the last one.
        """
        ...

    def text(
        self, resource_id: str, part: int = 1, text: str = "", *, expand: bool = True
    ) -> TextView | None:
        """Return a part of a resource's text, from 1; past the end it is empty. None: no such id.

        What matches *text* (or synonyms of it, to *expand*) is marked, of very many places the first.
        """
        ...

    def quoted(self, resource_id: str, quotations: Sequence[Quotation]) -> QuotedView | None:
        """Return a resource and those of its passages that *quotations* choose, whole. None: no such id.

        A passage is found where it was or, if others moved it, near there, and only if its text is still the same. Raises NoBuildError
        while no build is live.
        """
        ...

    def topics(self) -> tuple[TopicView, ...]:
        """Return every topic that a resource has or topics.jsonl names, by name."""
        ...

    def facets(self) -> FacetTable:
        """Return the facets of the library, in the order in which they are listed."""
        ...

    def file(self, document_id: str) -> StoredFile | None:
        """Return where a document's file lies; None: no such document, or one without a file.

        One whose file was renamed is also found by the id that it had before.
        """
        ...

    def status(self) -> LibraryStatus:
        """Return what is live, how much it contains, and how the last run went."""
        ...

    def explain(self, resource_id: str, text: str) -> Explanation | None:
        """Return why a resource has its score and rank for *text*, unfiltered; None: no such id."""
        ...

    def ping(self) -> str:
        """Return the live build's id, or raise NoBuildError."""
        ...

    def version(self) -> str:
        """Return what answers depend on besides the request and the settings: the live build, and the synonyms in use.

        Raises NoBuildError while no build is live.
        """
        ...
