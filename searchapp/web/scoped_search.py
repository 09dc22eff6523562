"""A search over the whole library or within one topic: request in, results and the time they took out."""

from dataclasses import dataclass, replace
from time import perf_counter

from searchapp.engine.protocol import SearchEngine
from searchapp.engine.request import Filters, SearchRequest
from searchapp.engine.results import SearchResults, TopicView


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopedResults:
    """The results of a search, with the request as the engine got it."""

    asked: SearchRequest  # the page's topic is its scope, and none of the reader's filters
    results: SearchResults
    took: float  # seconds in the engine


def scoped_search(
    engine: SearchEngine, asked: SearchRequest, topic: TopicView | None = None
) -> ScopedResults:
    """Search with *engine*; *topic* is the scope, which restricts what is found but is not one of the reader's filters."""
    if topic:
        # As a filter too, it would change nothing and show a chip that takes nothing off.
        others = tuple(name for name in asked.topics if name != topic.name)
        asked = replace(asked, topics=others, scope=Filters(topics=(topic.name,)))
    started = perf_counter()
    results = engine.search(asked)
    took = perf_counter() - started
    return ScopedResults(asked=asked, results=results, took=took)
