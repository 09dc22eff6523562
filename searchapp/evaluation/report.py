"""Judged queries and what was found for each in, the measures of all of them out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from indexer.errors import ConfigError
from searchapp.evaluation.judgements import Judgements
from searchapp.evaluation.measures import Measures, mean, measure
from searchapp.evaluation.runs import Ranked, Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What an evaluation found."""

    mean: Measures
    queries: Mapping[str, Measures]  # those with a relevant document
    run: Run  # every query


def evaluate(
    ask: Callable[[str, int], Ranked], queries: Mapping[str, str], judgements: Judgements, top: int
) -> Report:
    """Ask each query and measure the first *top* answers; ConfigError where nothing is judged relevant."""
    return report_of({query_id: ask(text, top) for query_id, text in queries.items()}, judgements)


def report_of(run: Run, judgements: Judgements) -> Report:
    """Measure a run; means are over its queries that have a relevant document, and without one it is a ConfigError."""
    measured = {
        query_id: measure([resource_id for resource_id, _ in ranked], judgements[query_id])
        for query_id, ranked in run.items()
        if has_relevant(query_id, judgements)
    }
    if not measured:
        raise ConfigError(
            "no query has a relevant document",
            where="--qrels",
            fix="check that query-id and _id are the same",
        )
    return Report(mean=mean(list(measured.values())), queries=measured, run=run)


def has_relevant(query_id: str, judgements: Judgements) -> bool:
    """Return whether anything is judged relevant for a query."""
    return any(grade > 0 for grade in judgements.get(query_id, {}).values())
