"""Requests in, results out, over one open build: the plain engine, part by part.

It is the slow twin that faster engines are held against: every step is the plainest that could be right.
"""

from functools import cached_property

from indexer.builds import Build
from indexer.config import RankingConfig
from searchapp.engine.expansion import Expanded, expand
from searchapp.engine.facets import facets, passes
from searchapp.engine.model import MATCHING_PASSAGES, PASSAGES, RELATED
from searchapp.engine.ordering import ordered
from searchapp.engine.plain.explaining import Explanation, explain
from searchapp.engine.plain.index import PlainIndex
from searchapp.engine.plain.matching import Matches, match
from searchapp.engine.plain.occurrences import find
from searchapp.engine.plain.passages import Telling, chosen_passages
from searchapp.engine.plain.scoring import score
from searchapp.engine.presenting import Presenter, resource_view
from searchapp.engine.query import parse
from searchapp.engine.request import SearchRequest
from searchapp.engine.results import BuildInfo, Hit, ResourceView, SearchResults, StoredFile, TopicView
from searchapp.engine.topics import topic_views


class PlainEngine:
    """Answers from one build. Safe between threads."""

    def __init__(self, build: Build, ranking: RankingConfig) -> None:
        self.build = build
        self._index = PlainIndex(build)
        self._ranking = ranking
        self.info = BuildInfo(id=build.id, built_at=build.manifest.built_at)

    def search(self, request: SearchRequest) -> SearchResults:
        """Return the page asked for; see SearchEngine."""
        index = self._index
        expanded, matches = self._matches(request.text)
        scores = self._scores(matches)
        left = [number for number in matches.resources if passes(index.facts[number], request.filters)]
        order = ordered(left, index.facts, scores, request.sort)
        start = (request.page - 1) * request.per_page
        telling = Telling.of(index, expanded.scored, matches.concepts)
        presenter = Presenter(telling.concepts, telling.weights)
        hits = []
        for number in order[start : start + request.per_page]:
            stored = index.stored(number)
            passages = chosen_passages(index, number, stored, telling, PASSAGES)
            hits.append(
                presenter.hit(index.facts[number], stored, score=scores.get(number), passages=passages)
            )
        return SearchResults(
            total=len(order),
            searched_for=request.text,
            relaxed=matches.relaxed,
            did_you_mean=None,
            hits=tuple(hits),
            facets=facets((index.facts[number] for number in matches.resources), request.filters),
            build=self.info,
        )

    def ranked(self, text: str, limit: int) -> list[tuple[str, float]]:
        """Return the ids and scores of the first *limit* resources for *text*, unfiltered, without hits."""
        _, matches = self._matches(text)
        scores = self._scores(matches)
        order = ordered(matches.resources, self._index.facts, scores, "relevance")[:limit]
        return [(self._index.facts[number].id, scores.get(number, 0.0)) for number in order]

    def resource(self, resource_id: str, text: str = "") -> ResourceView | None:
        """Return one resource whole; see SearchEngine."""
        index = self._index
        number = index.numbers.get(resource_id)
        if number is None:
            return None
        expanded, matches = self._matches(text)
        telling = Telling.of(index, expanded.scored, matches.concepts)
        stored = index.stored(number)
        passages = chosen_passages(index, number, stored, telling, MATCHING_PASSAGES, weakest=0.0)
        presenter = Presenter(telling.concepts, telling.weights)
        hit = presenter.hit(index.facts[number], stored, passages=passages, whole=True)
        return resource_view(hit, stored, self._related(number), self.info)

    def topics(self) -> tuple[TopicView, ...]:
        """Return every topic by name; see SearchEngine."""
        return self._topics

    @cached_property
    def _topics(self) -> tuple[TopicView, ...]:
        return topic_views(self._index.build)

    def file(self, document_id: str) -> StoredFile | None:
        """Return where a document's file lies; see SearchEngine."""
        for number in sorted(self._index.holding("document", document_id)):
            for document in self._index.stored(number).documents:
                if document.id == document_id and document.address:
                    return StoredFile(
                        source=document.source,
                        address=document.address,
                        format=document.format,
                        name=document.address.rpartition("/")[2],
                    )
        return None

    def explain(self, resource_id: str, text: str) -> Explanation | None:
        """Return why a resource has its score and rank for *text*; None: no such resource."""
        number = self._index.numbers.get(resource_id)
        if number is None:
            return None
        expanded, matches = self._matches(text)
        telling = Telling.of(self._index, expanded.scored, matches.concepts)
        return explain(self._index, number, telling, matches, self._ranking)

    def _matches(self, text: str) -> tuple[Expanded, Matches]:
        query = parse(text)
        expanded = expand(query, self._index)
        return expanded, match(self._index, query, expanded)

    def _scores(self, matches: Matches) -> dict[int, float]:
        if not matches.concepts:
            return {}
        return score(self._index, matches.concepts, matches.resources, self._ranking)

    def _related(self, number: int) -> tuple[Hit, ...]:
        """Return the resources of a common topic that have most of what this one's title is about."""
        index, facts = self._index, self._index.facts[number]
        asked = expand(parse(facts.title.replace('"', " ")), index).asked
        concepts = [find(index, concept) for concept in asked]
        near = frozenset(
            other
            for found in concepts
            for other in found.resources
            if other != number and not set(facts.topics).isdisjoint(index.facts[other].topics)
        )
        best = ordered(near, index.facts, score(index, concepts, near, self._ranking), "relevance")[:RELATED]
        presenter = Presenter()
        return tuple(presenter.hit(index.facts[other], index.stored(other)) for other in best)
