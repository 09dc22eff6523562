"""Queries with the pages that answer them, and an engine, in; how soon a reader meets a right page, out."""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from statistics import fmean

from indexer.errors import ConfigError
from searchapp.engine import SearchRequest, SearchResults
from searchapp.evaluation.judgements import PageJudgements


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMeasures:
    """How well one query, or the mean of all, was answered; each from 0 to 1."""

    success: float  # the first passage that the first hit shows is on a right page
    reciprocal_rank: (
        float  # of the first passage on a right page, hit by hit as they are read; 0: none is shown
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReport:
    """What was measured over the queries that name pages."""

    mean: PageMeasures
    queries: Mapping[str, PageMeasures]


def evaluate_pages(
    ask: Callable[[SearchRequest], SearchResults], queries: Mapping[str, str], pages: PageJudgements
) -> PageReport:
    """Ask for the first page of results of each query that names pages; ConfigError where none does."""
    measured = {
        query_id: measure_pages(ask(SearchRequest(text)), pages[query_id])
        for query_id, text in queries.items()
        if query_id in pages
    }
    if not measured:
        raise ConfigError(
            "no query names a page", where="--pages", fix="check that query-id and _id are the same"
        )
    return PageReport(
        mean=PageMeasures(
            success=fmean(each.success for each in measured.values()),
            reciprocal_rank=fmean(each.reciprocal_rank for each in measured.values()),
        ),
        queries=measured,
    )


def measure_pages(results: SearchResults, right: AbstractSet[tuple[str, int]]) -> PageMeasures:
    """Return the measures of one answer. A hit that shows no passage holds no place among those that are read."""
    shown = [(hit.id, passage.place.page) for hit in results.hits for passage in hit.passages]
    ranks = [rank for rank, place in enumerate(shown, start=1) if place in right]
    first_shows = bool(results.hits and results.hits[0].passages)
    return PageMeasures(
        success=float(first_shows and shown[0] in right), reciprocal_rank=1 / ranks[0] if ranks else 0.0
    )
