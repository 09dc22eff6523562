"""Judged queries and an engine in, measures of relevance out.

nDCG with linear gains (Järvelin and Kekäläinen 2002, as trec_eval's ndcg_cut), average precision cut at `top`,
recall and success at a rank. Means run over the queries that have a relevant document in the judgements.
"""

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Final

from indexer.errors import ConfigError

DEPTH: Final = 10  # of nDCG: the first page
RECALL_DEPTH: Final = 100

Judgements = Mapping[str, Mapping[str, int]]  # query id -> resource id -> grade, above 0 is relevant


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """How well one query, or the mean of all, was answered; each from 0 to 1."""

    ndcg: float  # at 10
    average_precision: float
    recall: float  # at 100
    success: float  # at 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What an evaluation found."""

    mean: Measures
    queries: Mapping[str, Measures]  # those with a relevant document
    run: Mapping[str, Sequence[tuple[str, float]]]  # every query: ids and scores, best first


def evaluate(
    ask: Callable[[str, int], Sequence[tuple[str, float]]],
    queries: Mapping[str, str],
    judgements: Judgements,
    top: int,
) -> Report:
    """Ask each query and measure the first *top* answers; ConfigError where nothing is judged relevant."""
    run = {query_id: ask(text, top) for query_id, text in queries.items()}
    measured = {
        query_id: measure([resource_id for resource_id, _ in ranked], judgements[query_id])
        for query_id, ranked in run.items()
        if any(grade > 0 for grade in judgements.get(query_id, {}).values())
    }
    if not measured:
        raise ConfigError(
            "no query has a relevant document",
            where="--qrels",
            mend="check that query-id and _id are the same",
        )
    return Report(mean=_mean(list(measured.values())), queries=measured, run=run)


def measure(ranked: Sequence[str], grades: Mapping[str, int]) -> Measures:
    """Return the measures of one ranking against the grades of its query."""
    relevant = {resource_id for resource_id, grade in grades.items() if grade > 0}
    found = [resource_id in relevant for resource_id in ranked]
    precisions = [
        sum(found[: rank + 1]) / (rank + 1) for rank, is_relevant in enumerate(found) if is_relevant
    ]
    ideal = _discounted(sorted((grade for grade in grades.values() if grade > 0), reverse=True)[:DEPTH])
    gained = _discounted([max(grades.get(resource_id, 0), 0) for resource_id in ranked[:DEPTH]])
    return Measures(
        ndcg=gained / ideal if ideal else 0.0,
        average_precision=sum(precisions) / len(relevant) if relevant else 0.0,
        recall=sum(found[:RECALL_DEPTH]) / len(relevant) if relevant else 0.0,
        success=float(bool(found) and found[0]),
    )


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 2) for rank, gain in enumerate(gains))


def _mean(measured: Sequence[Measures]) -> Measures:
    return Measures(
        ndcg=fmean(each.ndcg for each in measured),
        average_precision=fmean(each.average_precision for each in measured),
        recall=fmean(each.recall for each in measured),
        success=fmean(each.success for each in measured),
    )


def read_queries(path: Path) -> dict[str, str]:
    """Return {id: text} from JSONL with `_id` and `text`; ConfigError names the line that is not so."""
    queries: dict[str, str] = {}
    for number, line in _lines(path):
        try:
            value = json.loads(line)
            query_id, text = str(value["_id"]), value["text"]
        except (ValueError, KeyError, TypeError):
            text = None
        if not isinstance(text, str):
            raise ConfigError(
                "it is no query", where=f"{path} line {number}", mend='write {"_id": "…", "text": "…"}'
            )
        queries[query_id] = text
    return queries


def read_judgements(path: Path) -> dict[str, dict[str, int]]:
    """Return the grades from a TSV with a header; ConfigError names the line that is not so."""
    judgements: dict[str, dict[str, int]] = {}
    for number, line in _lines(path):
        cells = line.split("\t")
        if number == 1 and not _is_grade(cells[-1]):
            continue
        if len(cells) != 3 or not _is_grade(cells[2]):
            raise ConfigError(
                "it is no judgement",
                where=f"{path} line {number}",
                mend="write query-id, corpus-id, score, with tabs between",
            )
        judgements.setdefault(cells[0], {})[cells[1]] = int(cells[2])
    return judgements


def _is_grade(cell: str) -> bool:
    return cell.strip().removeprefix("-").isdecimal()


def _lines(path: Path) -> list[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"it cannot be read ({error})", where=str(path), mend="check the path") from None
    return [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]


def trec_lines(report: Report) -> list[str]:
    """Return the run as TREC lines: `qid Q0 id rank score fieldguide`."""
    return [
        f"{query_id} Q0 {resource_id} {rank} {score:.6g} fieldguide"
        for query_id, ranked in report.run.items()
        for rank, (resource_id, score) in enumerate(ranked, start=1)
    ]
