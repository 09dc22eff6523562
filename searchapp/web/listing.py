"""A question and its results in, everything that a page of results shows out."""

from dataclasses import dataclass, replace
from time import perf_counter
from typing import Final

from indexer.resource import RECORD_FORMAT
from searchapp.engine.protocol import SearchEngine
from searchapp.engine.request import SearchRequest, Sort
from searchapp.engine.results import Facets, Hit, SearchResults, TopicView
from searchapp.web.addresses import SEARCH_PATH, Addresses, first_page, topic_path, without_filters
from searchapp.web.facets import AddressOf, Chip, Group, chips, groups
from searchapp.web.labels import counted
from searchapp.web.paging import Pager, pager

SORT_LABELS: Final[dict[Sort, str]] = {
    "relevance": "Relevance",
    "newest": "Newest first",
    "oldest": "Oldest first",
    "title": "Title",
}
# The signs that end a quoted name in the query language: no clause can hold a name with one of them.
_QUOTES: Final = frozenset('"“”„‟«»＂')


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One order that the results can be put in."""

    label: str
    address: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of results, ready to be shown; addresses lead back to the same page."""

    asked: SearchRequest
    results: SearchResults
    groups: tuple[Group, ...]
    chips: tuple[Chip, ...]
    orders: tuple[Order, ...]
    pager: Pager
    action: str  # where the search form goes
    reset: str  # empties filters and query
    clear: str  # empties the filters, keeps the query
    self_address: str
    said: str  # the count, in a sentence
    corrected_from: str | None  # the text as typed, where another was searched for
    meant: str | None  # the address of the text that was perhaps meant
    took: float  # seconds in the engine


def listing(
    engine: SearchEngine, asked: SearchRequest, links: Addresses, *, topic: TopicView | None = None
) -> Listing:
    """Ask *engine* and return the listing; *topic* restricts it and is no filter of the reader's."""
    path = topic_path(topic.slug) if topic else SEARCH_PATH
    by_clause = topic is not None and not _QUOTES & set(topic.name)
    if topic and not by_clause:
        asked = replace(asked, topics=())
    sent = _within(asked, topic, by_clause=by_clause) if topic else asked
    started = perf_counter()
    results = engine.search(sent)
    took = perf_counter() - started
    if topic:
        results = _without_topic(results, topic.name, others=by_clause)

    def address(request: SearchRequest) -> str:
        return links.search(request, path=path)

    corrected = results.searched_for.strip() != sent.text.strip() and results.relaxed is None
    meant = results.did_you_mean
    return Listing(
        asked=asked,
        results=results,
        groups=groups(results, asked, address),
        chips=chips(asked, address),
        orders=_orders(asked, address),
        pager=pager(asked, results.total, links, path),
        action=links.root + path,
        reset=links.root + path,
        clear=address(without_filters(asked)),
        self_address=address(asked),
        said=said(asked, results.total),
        corrected_from=asked.text if corrected and asked.text else None,
        meant=address(first_page(replace(asked, text=meant))) if meant else None,
        took=took,
    )


def said(asked: SearchRequest, total: int) -> str:
    """Return "24 results for “chokehold”, 2 filters"."""
    number = len(asked.topics) + len(asked.types) + len(asked.years)
    number += (asked.year_from is not None) + (asked.year_to is not None)
    sentence = counted(total, "result") if asked.text or number else counted(total, "resource")
    if asked.text:
        shown = asked.text if len(asked.text) <= 80 else asked.text[:80] + "…"
        sentence += f" for “{shown}”"
    return f"{sentence}, {counted(number, 'filter')}" if number else sentence


def lacks_text(hit: Hit) -> bool:
    """Whether the files behind a hit are known, and none of them has text."""
    files = [document for document in hit.documents if document.format != RECORD_FORMAT]
    return bool(files) and not hit.passages and not any(document.has_text for document in files)


def catalogue_entry(hit: Hit) -> bool:
    """Whether nothing but the catalogue's facts is known: neither a file nor any text."""
    return not (hit.documents or hit.has_text)


def repeats(hit: Hit) -> bool:
    """Whether the snippet only says again what the first passage says."""
    return any(
        hit.snippet_html in passage.html or passage.html in hit.snippet_html for passage in hit.passages
    )


def _orders(asked: SearchRequest, address: AddressOf) -> tuple[Order, ...]:
    # Without words there is nothing to be relevant to: the list is the newest first.
    current = "newest" if asked.sort == "relevance" and not asked.text else asked.sort
    offered = [sort for sort in SORT_LABELS if asked.text or sort != "relevance"]
    return tuple(
        Order(
            label=SORT_LABELS[sort],
            address=address(first_page(replace(asked, sort=sort))),
            current=sort == current,
        )
        for sort in offered
    )


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
