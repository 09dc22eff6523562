"""A search over the whole library or within one topic: request in, results and the time they took out."""

from dataclasses import dataclass, replace
from time import perf_counter

from searchapp.engine.protocol import SearchEngine
from searchapp.engine.request import Filters, SearchRequest
from searchapp.engine.results import SearchResults, TopicView
from searchapp.web.addresses import decoded_id


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopedResults:
    """The results of a search, with the request as the engine got it."""

    asked: SearchRequest  # the page's topic is its scope, and none of the reader's filters
    results: SearchResults
    took: float  # seconds in the engine


def topic_called(engine: SearchEngine, segment: str) -> TopicView | None:
    """Return the topic with the slug that *segment* of an address stands for; None: there is none."""
    known = {topic.slug: topic for topic in engine.topics()}
    return known.get(segment) or known.get(decoded_id(segment))


def within_topic(asked: SearchRequest, topic: TopicView | None) -> SearchRequest:
    """Return *asked* with *topic* as its scope, which restricts what is found but is not one of the reader's filters."""
    if topic is None:
        return asked
    # As a filter too, it would change nothing and show a chip that takes nothing off.
    others = tuple(name for name in asked.topics if name != topic.name)
    return replace(asked, topics=others, scope=Filters(topics=(topic.name,)))


def scoped_search(
    engine: SearchEngine, asked: SearchRequest, topic: TopicView | None = None
) -> ScopedResults:
    """Search with *engine* within *topic*."""
    asked = within_topic(asked, topic)
    started = perf_counter()
    results = engine.search(asked)
    took = perf_counter() - started
    return ScopedResults(asked=asked, results=results, took=took)
