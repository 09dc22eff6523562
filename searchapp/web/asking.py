"""A query, over the whole library or within one topic, in; the engine's answer to it out."""

from dataclasses import dataclass, replace
from time import perf_counter

from searchapp.engine.protocol import SearchEngine
from searchapp.engine.request import Filters, SearchRequest
from searchapp.engine.results import SearchResults, TopicView


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What was asked, and what was found."""

    asked: SearchRequest  # the page's topic is its scope, and none of the reader's filters
    results: SearchResults
    corrected: bool  # another text was searched for
    took: float  # seconds in the engine


def ask(engine: SearchEngine, asked: SearchRequest, topic: TopicView | None = None) -> Answered:
    """Ask *engine*; *topic* restricts what is found and is no filter of the reader's."""
    if topic:
        # As a filter too, it would change nothing and show a chip that takes nothing off.
        others = tuple(name for name in asked.topics if name != topic.name)
        asked = replace(asked, topics=others, scope=Filters(topics=(topic.name,)))
    started = perf_counter()
    results = engine.search(asked)
    took = perf_counter() - started
    corrected = results.searched_for.strip() != asked.text.strip() and results.relaxed is None
    return Answered(asked=asked, results=results, corrected=corrected, took=took)
