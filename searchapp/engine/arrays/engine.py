"""Requests in, results out, over one open build: the steps of a search, each over whole arrays."""

from collections.abc import Collection, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

from indexer.builds import Build
from indexer.config import RankingConfig
from indexer.facets import FacetTable
from indexer.stored_fields import StoredDocument
from indexer.synonyms.file import SynonymFile
from searchapp.engine.arrays.explain import explain
from searchapp.engine.arrays.index.facets import FilterMasks, facets
from searchapp.engine.arrays.index.ordering import Page
from searchapp.engine.arrays.index.resource_reader import ResourceReader
from searchapp.engine.arrays.index.snapshot import IndexSnapshot
from searchapp.engine.arrays.matched_fields import matched_fields
from searchapp.engine.arrays.query_plan import QueryPlan
from searchapp.engine.arrays.quoting import quoted_view
from searchapp.engine.arrays.ranking.passages import chosen_passages
from searchapp.engine.arrays.ranking.query_terms import QueryTerms
from searchapp.engine.arrays.rescuing import rescue
from searchapp.engine.arrays.resource_view import resource_view, text_view
from searchapp.engine.arrays.spelling.corrections import Corrections, Found
from searchapp.engine.arrays.suggesting.suggester import Suggester
from searchapp.engine.explanation import Explanation
from searchapp.engine.listing import Listing
from searchapp.engine.messages import Notice
from searchapp.engine.model import CANDIDATE_PASSAGES
from searchapp.engine.presenting.listing import listed_resource
from searchapp.engine.presenting.presenter import Presenter
from searchapp.engine.query.expansion import SynonymsUsed
from searchapp.engine.query.parser import exclusions
from searchapp.engine.query.synonyms import Synonyms
from searchapp.engine.quotation import Quotation
from searchapp.engine.request import SearchRequest
from searchapp.engine.results import (
    BuildInfo,
    Facets,
    QuotedView,
    ResourceView,
    SearchResults,
    StoredFile,
    TextView,
    TopicView,
)
from searchapp.engine.suggesting.suggestion import MAX_SUGGESTIONS, Suggestion
from searchapp.engine.topics import topic_views


@dataclass(frozen=True, slots=True)
class ResultPage:
    """What a request found, before any hit is presented."""

    page: Page
    total: int
    facets: Facets
    terms: QueryTerms
    notices: tuple[Notice, ...]  # how the query was loosened or cut
    synonyms: tuple[SynonymsUsed, ...]  # what there is for the words asked for, whether it is used or not
    searched_for: str  # the text that was searched for: as typed, unless that finds nothing
    did_you_mean: str | None  # another text that finds more
    found: Found  # what was found, within the filters and without them …
    meant: Found | None  # … and what another spelling finds
    masks: FilterMasks


class ArrayEngine:
    """Answers from one build. Safe between threads: nothing is changed after it is opened."""

    def __init__(self, build: Build, ranking: RankingConfig, denylist: Collection[str] = ()) -> None:
        """Open *build*; nothing that has all words of a text of *denylist* is suggested."""
        self.build = build
        self.info = BuildInfo(id=build.id, built_at=build.manifest.built_at)
        self._snapshot = IndexSnapshot.of(build, ranking)
        self._index = self._snapshot.index
        self._corrections = Corrections(self._index, self._snapshot.facets.table)
        # Read now: a build that is no longer live may be removed from disk while it still answers.
        self._described_topics = build.topics()
        self._denylist = denylist

    def with_synonyms(self, file: SynonymFile) -> Self:
        """Return an engine on the same build that uses the synonyms of *file*: this one, where it has them already."""
        if file.version == self._snapshot.synonyms.version:
            return self
        other = copy(self)
        other._snapshot = replace(  # noqa: SLF001  # of the same class
            self._snapshot, synonyms=Synonyms(file, self._index.languages)
        )
        return other

    @property
    def synonyms_version(self) -> str:
        """What identifies the content of the synonyms in use; "": there are none."""
        return self._snapshot.synonyms.version

    def search(self, request: SearchRequest) -> SearchResults:
        """Return the page asked for; see SearchEngine."""
        found = self.result_page(request)
        presenter = Presenter(found.terms, self._index.languages[0])
        numbers = found.page.numbers
        passages = chosen_passages(self._snapshot, numbers, found.terms, CANDIDATE_PASSAGES)
        for number, chosen, value, matched in zip(
            numbers, passages, found.page.scores, matched_fields(found.terms, numbers), strict=True
        ):
            resource = ResourceReader(self._index, number)
            presenter.add_hit(resource, chosen, score=value, matched=matched)
        return SearchResults(
            total=found.total,
            searched_for=found.searched_for,
            notices=found.notices,
            synonyms=found.synonyms,
            did_you_mean=found.did_you_mean,
            # Lists of many results have none: it costs as much as the search that found little.
            rescue=rescue(request, found.found, found.meant, found.masks),
            hits=presenter.hits(),
            facets=found.facets,
            build=self.info,
            exclusions=exclusions(request.text, self._snapshot.facets.table),
        )

    def result_page(self, request: SearchRequest) -> ResultPage:
        """Return the numbers and scores of the page asked for and the facets, without hits."""
        masks = FilterMasks.of(self._index, request.filters)
        found = Found.of(self._snapshot, request, request.text, masks)
        meant = self._corrections.corrected(self._snapshot, request, found, masks)
        if meant is not None and not len(found.filtered) and not request.exact:
            found, meant = meant, None
        plan, filtered = found.plan, found.filtered
        start = (request.page - 1) * request.per_page
        scores = plan.scores(filtered)
        return ResultPage(
            page=self._snapshot.ordering.page(filtered, scores, request.sort, start, request.per_page),
            total=len(filtered),
            facets=facets(self._snapshot.facets, plan.matching, filtered, masks, request),
            terms=plan.terms,
            notices=plan.notices,
            synonyms=plan.synonyms,
            searched_for=found.text,
            did_you_mean=None if meant is None else meant.text,
            found=found,
            meant=meant,
            masks=masks,
        )

    def listing(self, request: SearchRequest) -> Listing:
        """Return the resources of the page asked for; see SearchEngine."""
        found = self.result_page(request)
        site = self._index.languages[0].language
        return Listing(
            total=found.total,
            searched_for=found.searched_for,
            resources=(
                listed_resource(ResourceReader(self._index, number), site) for number in found.page.numbers
            ),
            build=self.info,
        )

    def ranked(self, text: str, limit: int, start: int = 0) -> list[tuple[str, float]]:
        """Return the ids and scores of *limit* resources for *text* from number *start* on, unfiltered, without hits."""
        plan = QueryPlan.of(self._snapshot, text)
        scores = plan.scores(plan.matching)
        page = self._snapshot.ordering.page(plan.matching, scores, "relevance", start, limit)
        return [
            (self._index.id(number), value or 0.0)
            for number, value in zip(page.numbers, page.scores, strict=True)
        ]

    def suggest(self, text: str, limit: int = MAX_SUGGESTIONS) -> tuple[Suggestion, ...]:
        """Return entries that contain what was typed; see SearchEngine."""
        # Whoever excludes something asks, and types no name.
        if exclusions(text, self._snapshot.facets.table):
            return ()
        return self._suggester.suggest(text, min(limit, MAX_SUGGESTIONS))

    @cached_property
    def _suggester(self) -> Suggester:
        return Suggester(self._index, self._topics, self._denylist)

    def resource(
        self, resource_id: str, text: str = "", *, start: int = 0, documents: int = 0, expand: bool = True
    ) -> ResourceView | None:
        """Return one resource; see SearchEngine."""
        number = self._number(resource_id)
        if number is None:
            return None
        plan = QueryPlan.of(self._snapshot, text, expanded=expand)
        return resource_view(self._snapshot, self.info, number, plan.terms, start, documents)

    def text(
        self, resource_id: str, part: int = 1, text: str = "", *, expand: bool = True
    ) -> TextView | None:
        """Return a part of a resource's text; see SearchEngine."""
        number = self._number(resource_id)
        if number is None:
            return None
        plan = QueryPlan.of(self._snapshot, text, expanded=expand)
        return text_view(self._snapshot, number, plan.terms, part)

    def quoted(self, resource_id: str, quotations: Sequence[Quotation]) -> QuotedView | None:
        """Return passages of a resource; see SearchEngine."""
        number = self._number(resource_id)
        return None if number is None else quoted_view(self._snapshot, number, quotations)

    def topics(self) -> tuple[TopicView, ...]:
        """Return every topic by name; see SearchEngine."""
        return self._topics

    @cached_property
    def _topics(self) -> tuple[TopicView, ...]:
        return topic_views(self._described_topics, self.build.manifest.facets["topic"])

    def facets(self) -> FacetTable:
        """Return the facets of the library; see SearchEngine."""
        return self._snapshot.facets.table

    def file(self, document_id: str) -> StoredFile | None:
        """Return where a document's file lies; see SearchEngine."""
        document = next(self._documents_called(document_id), None)
        if document is None:
            return None
        return StoredFile(
            id=document.id,
            source=document.source,
            address=document.address,
            format=document.format,
            name=document.address.rpartition("/")[2],
        )

    def _documents_called(self, document_id: str) -> Iterator[StoredDocument]:
        """Yield the documents with this id that are files, then those that had it formerly."""
        for number in self._index.with_name("document", document_id).tolist():
            for document in ResourceReader(self._index, number).documents_called(document_id):
                if document.address:
                    yield document
        for number in self._index.with_name("former_document", document_id).tolist():
            reader = ResourceReader(self._index, number)
            for document in reader.documents(0, reader.document_count):
                if document.address and document_id in document.former_ids:
                    yield document

    def _number(self, resource_id: str) -> int | None:
        """Return the resource with this id, else one that had it formerly."""
        number = self._index.number(resource_id)
        if number is not None:
            return number
        return next(iter(self._index.with_name("former_id", resource_id).tolist()), None)

    def explain(self, resource_id: str, text: str) -> Explanation | None:
        """Return why a resource has its score and rank for *text*; None: no such resource."""
        number = self._index.number(resource_id)
        return None if number is None else explain(QueryPlan.of(self._snapshot, text), number)
