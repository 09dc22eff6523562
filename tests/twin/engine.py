"""Requests in, results out, over resources in memory: the slow twin that the product's engine is held against.

Every step is the plainest that could be right, and none of them is shared with the engine: of the product it uses
the parser, the expansion, the marker, the numbers of the model, and the nouns.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from indexer.analysis import fold
from indexer.config import RankingConfig
from indexer.facets import STANDARD_TABLE, FacetTable
from indexer.resource import RECORD_FORMAT, Resource, Topic
from indexer.slug import distinct_slug, permanent_slug
from indexer.synonyms.file import SynonymFile
from searchapp.engine.explanation import Explanation
from searchapp.engine.listing import Listing
from searchapp.engine.model import (
    CANDIDATE_PASSAGES,
    HIT_PASSAGES,
    MATCHING_PASSAGES,
    rounded,
)
from searchapp.engine.query.compounds import CompoundWords
from searchapp.engine.query.expansion import Expanded
from searchapp.engine.query.expansion import expand as concepts_of
from searchapp.engine.query.parser import exclusions, parse
from searchapp.engine.query.synonyms import Synonyms
from searchapp.engine.quotation import Quotation
from searchapp.engine.request import Filters, SearchRequest
from searchapp.engine.results import (
    BuildInfo,
    Hit,
    QuotedView,
    ResourceView,
    SearchResults,
    StoredFile,
    TextView,
    TopicView,
)
from searchapp.engine.suggesting.suggestion import MAX_SUGGESTIONS, Suggestion
from tests.twin.explaining import explain
from tests.twin.facets import facets, passes
from tests.twin.folding import folded
from tests.twin.index import TEXT_FIELDS, TwinIndex, passages_of
from tests.twin.listing import listed
from tests.twin.matching import Matches, match
from tests.twin.occurrences import find
from tests.twin.ordering import ordered
from tests.twin.own_scores import own_scores
from tests.twin.passages import QueryTerms, chosen_passages, matching_passages
from tests.twin.presenting import Presenter, fitting, resource_view, text_view
from tests.twin.proximity import proximity
from tests.twin.quoting import quoted
from tests.twin.related import related
from tests.twin.rescuing import rescued
from tests.twin.similarity import similarity
from tests.twin.spelling import Found, corrected
from tests.twin.suggesting import TwinSuggester

NO_BUILD = BuildInfo(id="in memory", built_at="")


class TwinEngine:
    """Answers from resources in memory."""

    def __init__(
        self,
        resources: Iterable[Resource],
        ranking: RankingConfig | None = None,
        topics: Sequence[Topic] = (),
        info: BuildInfo = NO_BUILD,
        table: FacetTable = STANDARD_TABLE,
        *,
        synonyms: SynonymFile | None = None,
    ) -> None:
        self._index = TwinIndex(resources, table)
        self._known = [CompoundWords(self._index, analyzer) for analyzer in self._index.languages]
        self._table = table
        self._synonyms = Synonyms(synonyms or SynonymFile(), self._index.languages)
        self._ranking = ranking or RankingConfig()
        self._said = {topic.name: topic for topic in topics}
        self.info = info

    def search(self, request: SearchRequest) -> SearchResults:
        """Return the page asked for; see SearchEngine."""
        index = self._index

        def ask(text: str) -> Found:
            expanded, matches = self._matches(text, request.scope, expand=request.expand)
            passing = (number for number in matches.resources if passes(index.facts[number], request.filters))
            each = tuple(found.resources for found in matches.occurrences)
            return expanded.scored, each, frozenset(passing)

        text, meant = request.text, corrected(index, self._table, request.text, ask)
        if meant is not None and not ask(text)[2] and not request.exact:
            text, meant = meant, None
        expanded, matches = self._matches(text, request.scope, expand=request.expand)
        scores = self._scores(expanded, matches)
        left = [number for number in matches.resources if passes(index.facts[number], request.filters)]
        order = ordered(left, index.facts, scores, request.sort)
        start = (request.page - 1) * request.per_page
        terms = QueryTerms.of(index, expanded.scored, matches.occurrences)
        presenter = Presenter(terms.concepts, terms.weights)
        hits, texts = [], []
        for number in order[start : start + request.per_page]:
            resource = index.resources[number]
            passages = chosen_passages(index, number, terms, CANDIDATE_PASSAGES, self._ranking)
            passages, also_in = presenter.distinct(resource, passages, HIT_PASSAGES)
            stands = [
                (
                    tuple(field for field in TEXT_FIELDS if found.as_typed[field].get(number)),
                    number in found.exact,
                    tuple(
                        field
                        for field in TEXT_FIELDS
                        if number in found.synonyms.get(field, {}) and not found.as_typed[field].get(number)
                    ),
                )
                for found in terms.occurrences
            ]
            hits.append(
                self._with_facets(
                    presenter.hit(
                        resource,
                        score=scores.get(number),
                        passages=passages,
                        stands=stands,
                        also_in=also_in,
                    )
                )
            )
            texts.append([passages_of(resource)[ordinal][1].text for ordinal in passages])
        return SearchResults(
            total=len(order),
            searched_for=text,
            notices=matches.notices,
            synonyms=expanded.synonyms,
            did_you_mean=meant,
            rescue=rescued(index, request, text, matches.resources, meant, ask),
            hits=folded(hits, texts),
            facets=facets(
                (index.facts[number] for number in matches.resources),
                request.filters,
                request.scope,
                self._table,
            ),
            build=self.info,
            exclusions=exclusions(request.text, self._table),
        )

    def listing(self, request: SearchRequest) -> Listing:
        """Return the resources of the page asked for; see SearchEngine."""
        found = self.search(request)
        return Listing(
            total=found.total,
            searched_for=found.searched_for,
            resources=tuple(map(listed, found.hits)),
            build=found.build,
        )

    def ranked(self, text: str, limit: int, start: int = 0) -> list[tuple[str, float]]:
        """Return the ids and scores of *limit* resources for *text* from number *start* on, unfiltered, without hits."""
        expanded, matches = self._matches(text)
        scores = self._scores(expanded, matches)
        order = ordered(matches.resources, self._index.facts, scores, "relevance")[start : start + limit]
        return [(self._index.facts[number].id, scores.get(number, 0.0)) for number in order]

    def resource(
        self, resource_id: str, text: str = "", *, start: int = 0, documents: int = 0, expand: bool = True
    ) -> ResourceView | None:
        """Return one resource; see SearchEngine."""
        index = self._index
        number = self._index.number(resource_id)
        if number is None:
            return None
        expanded, matches = self._matches(text, expand=expand)
        terms = QueryTerms.of(index, expanded.scored, matches.occurrences)
        passages = chosen_passages(index, number, terms, MATCHING_PASSAGES, self._ranking, weakest=0.0)
        resource = index.resources[number]
        presenter = Presenter(terms.concepts, terms.weights)
        scores = matching_passages(index, number, terms, self._ranking)
        return resource_view(
            presenter.hit(resource, passages=fitting(resource, passages), whole=True),
            resource,
            documents=documents,
            matching=presenter.matching(resource, scores, start),
            related=self._related(number),
            build=self.info,
        )

    def text(
        self, resource_id: str, part: int = 1, text: str = "", *, expand: bool = True
    ) -> TextView | None:
        """Return a part of a resource's text; see SearchEngine."""
        number = self._index.number(resource_id)
        if number is None:
            return None
        expanded, matches = self._matches(text, expand=expand)
        terms = QueryTerms.of(self._index, expanded.scored, matches.occurrences)
        return text_view(Presenter(terms.concepts, terms.weights), self._index.resources[number], part)

    def quoted(self, resource_id: str, quotations: Sequence[Quotation]) -> QuotedView | None:
        """Return passages of a resource; see SearchEngine."""
        number = self._index.number(resource_id)
        return None if number is None else quoted(self._index.resources[number], quotations)

    def topics(self) -> tuple[TopicView, ...]:
        """Return every topic by name; see SearchEngine."""
        return self._topics

    @cached_property
    def _topics(self) -> tuple[TopicView, ...]:
        counts = {name: len(self._index.with_name("topic", name)) for name in self._index.names("topic")}
        slugs = {name: topic.slug for name, topic in self._said.items()}
        for name in sorted(counts):
            if name not in slugs:
                slugs[name] = distinct_slug(permanent_slug(name), set(slugs.values()))
        return tuple(
            TopicView(
                name=name,
                slug=slugs[name],
                intro=self._said[name].intro if name in self._said else "",
                disclaimer=self._said[name].disclaimer if name in self._said else "",
                count=counts.get(name, 0),
            )
            for name in sorted(slugs, key=lambda name: (fold(name), name))
        )

    def suggest(self, text: str, limit: int = MAX_SUGGESTIONS) -> tuple[Suggestion, ...]:
        """Return entries that contain what was typed; see SearchEngine."""
        if exclusions(text, self._table):
            return ()
        return self._suggester.suggest(text, min(limit, MAX_SUGGESTIONS))

    @cached_property
    def _suggester(self) -> TwinSuggester:
        return TwinSuggester(self._index, self._topics)

    def file(self, document_id: str) -> StoredFile | None:
        """Return where a document's file lies; see SearchEngine."""
        files = [
            document
            for resource in self._index.resources
            for document in resource.documents
            if document.format != RECORD_FORMAT and document.address
        ]
        now = [document for document in files if document.id == document_id]
        formerly = [document for document in files if document_id in document.former_ids]
        for document in now + formerly:
            return StoredFile(
                id=document.id,
                source=document.source,
                address=document.address,
                format=document.format,
                name=document.address.split("/")[-1],
            )
        return None

    def explain(self, resource_id: str, text: str) -> Explanation | None:
        """Return why a resource has its score and rank for *text*; None: no such resource."""
        number = self._index.numbers.get(resource_id)
        if number is None:
            return None
        expanded, matches = self._matches(text)
        terms = QueryTerms.of(self._index, expanded.scored, matches.occurrences)
        return explain(self._index, number, terms, matches, self._ranking)

    def _with_facets(self, hit: Hit) -> Hit:
        values = self._index.facts[self._index.numbers[hit.id]].facets
        return replace(hit, facets={name: values[name] for name in self._table.others})

    def _matches(
        self, text: str, scope: Filters | None = None, *, expand: bool = True
    ) -> tuple[Expanded, Matches]:
        query = parse(text, self._table, self._index.languages)
        expanded = concepts_of(query, *self._known, synonyms=self._synonyms, use_synonyms=expand)
        expanded = expanded.with_words_apart(lambda concept: bool(find(self._index, concept).resources))
        facts = self._index.facts
        within = frozenset(n for n in range(len(facts)) if scope is None or passes(facts[n], scope))
        return expanded, match(self._index, query, expanded, self._ranking, within)

    def _scores(self, expanded: Expanded, matches: Matches) -> dict[int, float]:
        if not matches.occurrences:
            return {}
        terms = QueryTerms.of(self._index, expanded.scored, matches.occurrences)
        scores = own_scores(self._index, terms, matches.resources, self._ranking)
        close = proximity(self._index, terms, scores, self._ranking)
        alike = similarity(self._index, terms, scores)
        return {
            number: rounded(value + close.get(number, 0.0) + alike.get(number, 0.0))
            for number, value in scores.items()
        }

    def _related(self, number: int) -> tuple[Hit, ...]:
        numbers = related(self._index, self._known, number)
        return tuple(Presenter().hit(self._index.resources[other]) for other in numbers)
