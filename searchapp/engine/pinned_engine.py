"""The engine on one build, even if another goes live meanwhile: every answer to one reader comes from that build."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Self, TypeVar

from indexer.builds import Build
from indexer.errors import BuildError
from indexer.facets import FacetTable
from searchapp.engine.arrays.engine import ArrayEngine
from searchapp.engine.explanation import Explanation
from searchapp.engine.listing import ListedResource, Listing
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

_T = TypeVar("_T")


class PinnedEngine:
    """Answers from one build, and reports its damage where that shows only while a request is answered."""

    def __init__(
        self,
        engine: ArrayEngine,
        *,
        damage_of: Callable[[Build], BuildError | None],
        status: Callable[[ArrayEngine], LibraryStatus],
    ) -> None:
        self._engine = engine
        self._damage_of = damage_of
        self._status = status

    def pinned(self) -> Self:
        """Return this very engine."""
        return self

    def search(self, request: SearchRequest) -> SearchResults:
        """Return the page asked for; see SearchEngine."""
        return self._asked(lambda engine: engine.search(request))

    def listing(self, request: SearchRequest) -> Listing:
        """Return the resources of the page asked for; see SearchEngine."""
        found = self._asked(lambda engine: engine.listing(request))
        return replace(found, resources=self._each(iter(found.resources)))

    def ranked(self, text: str, limit: int, start: int = 0) -> list[tuple[str, float]]:
        """Return ids and scores alone, unfiltered: what `evaluate` judges."""
        return self._asked(lambda engine: engine.ranked(text, limit, start))

    def suggest(self, text: str, limit: int = MAX_SUGGESTIONS) -> tuple[Suggestion, ...]:
        """Return entries that contain what was typed; see SearchEngine."""
        return self._asked(lambda engine: engine.suggest(text, limit))

    def resource(
        self, resource_id: str, text: str = "", *, start: int = 0, documents: int = 0, expand: bool = True
    ) -> ResourceView | None:
        """Return one resource; see SearchEngine."""
        return self._asked(
            lambda engine: engine.resource(resource_id, text, start=start, documents=documents, expand=expand)
        )

    def text(
        self, resource_id: str, part: int = 1, text: str = "", *, expand: bool = True
    ) -> TextView | None:
        """Return a part of a resource's text; see SearchEngine."""
        return self._asked(lambda engine: engine.text(resource_id, part, text, expand=expand))

    def quoted(self, resource_id: str, quotations: Sequence[Quotation]) -> QuotedView | None:
        """Return passages of a resource; see SearchEngine."""
        return self._asked(lambda engine: engine.quoted(resource_id, quotations))

    def topics(self) -> tuple[TopicView, ...]:
        """Return every topic by name; see SearchEngine."""
        return self._asked(lambda engine: engine.topics())

    def facets(self) -> FacetTable:
        """Return the facets of the library; see SearchEngine."""
        return self._engine.facets()

    def file(self, document_id: str) -> StoredFile | None:
        """Return where a document's file lies; see SearchEngine."""
        return self._asked(lambda engine: engine.file(document_id))

    def explain(self, resource_id: str, text: str) -> Explanation | None:
        """Return why a resource has its score; see SearchEngine."""
        return self._asked(lambda engine: engine.explain(resource_id, text))

    def ping(self) -> str:
        """Return the build's id."""
        return self._engine.info.id

    def version(self) -> str:
        """Return what answers depend on besides the request; see SearchEngine."""
        return f"{self._engine.info.id} {self._engine.synonyms_version}".rstrip()

    def status(self) -> LibraryStatus:
        """Return what answers, how much it contains, and how the last run went; see SearchEngine."""
        return self._status(self._engine)

    def _each(self, resources: Iterator[ListedResource]) -> Iterator[ListedResource]:
        """Yield *resources*, which are read one by one: so late may damage be met, too."""
        while (resource := self._asked(lambda _: next(resources, None))) is not None:
            yield resource

    def _asked(self, ask: Callable[[ArrayEngine], _T]) -> _T:
        """Return what *ask* makes of the engine; damage that shows only now becomes a BuildError."""
        try:
            return ask(self._engine)
        except BuildError:
            raise
        except Exception as error:
            # Opening a build reads no section whole, so numbers that make no sense are met while answering, and
            # may raise anything at all. If every file is sound, it is a fault of ours.
            damage = self._damage_of(self._engine.build)
            if damage is None:
                raise
            raise damage from error
