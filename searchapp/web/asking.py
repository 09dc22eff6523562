"""A question, over the whole library or within one topic, in; the engine's answer to it out."""

from dataclasses import dataclass, replace
from time import perf_counter
from typing import Final

from searchapp.engine.protocol import SearchEngine
from searchapp.engine.request import MAX_NAME, SearchRequest
from searchapp.engine.results import Facets, SearchResults, TopicView

# The signs that end a quoted name in the query language: no clause can hold a name with one of them.
_QUOTES: Final = frozenset('"“”„‟«»＂')


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What was asked, and what was found."""

    asked: SearchRequest  # as the reader's own: a fixed topic is none of their filters
    results: SearchResults
    corrected: bool  # another text was searched for
    took: float  # seconds in the engine


def ask(engine: SearchEngine, asked: SearchRequest, topic: TopicView | None = None) -> Answered:
    """Ask *engine*; *topic* restricts what is found and is no filter of the reader's."""
    by_clause = topic is not None and _fits_a_clause(topic.name)
    if topic:
        others = tuple(name for name in asked.topics if name != topic.name) if by_clause else ()
        asked = replace(asked, topics=others)
    sent = _within(asked, topic, by_clause=by_clause) if topic else asked
    started = perf_counter()
    results = engine.search(sent)
    took = perf_counter() - started
    corrected = results.searched_for.strip() != sent.text.strip() and results.relaxed is None
    if topic:
        results = _without_topic(results, topic.name, others=by_clause)
    return Answered(asked=asked, results=results, corrected=corrected, took=took)


def _fits_a_clause(name: str) -> bool:
    return len(name) <= MAX_NAME and not _QUOTES & set(name)


def _within(asked: SearchRequest, topic: TopicView, *, by_clause: bool) -> SearchRequest:
    # Filters of one facet are joined by OR, so a fixed topic among them would widen what is found. A clause
    # in the text narrows, adds no score, and lets the other topics still be chosen as filters.
    if by_clause:
        return replace(asked, text=f'topic:"{topic.name}" {asked.text}'.strip())
    return replace(asked, topics=(topic.name,))


def _without_topic(results: SearchResults, name: str, *, others: bool) -> SearchResults:
    kept = tuple(value for value in results.facets.topic if others and value.value != name)
    facets = Facets(topic=kept, type=results.facets.type, year=results.facets.year)
    return replace(results, facets=facets)
