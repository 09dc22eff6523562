"""A ranking and the grades of its query in, measures of relevance out.

nDCG with linear gains (Järvelin and Kekäläinen 2002, as trec_eval's ndcg_cut), average precision over all that was
ranked, recall and success at a rank.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final

DEPTH: Final = 10  # of nDCG: the first page
RECALL_DEPTH: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """How well one query, or the mean of all, was answered; each from 0 to 1."""

    ndcg: float  # at 10
    average_precision: float
    recall: float  # at 100
    success: float  # at 1


def measure(ranked: Sequence[str], grades: Mapping[str, int]) -> Measures:
    """Return the measures of one ranking against the grades of its query."""
    relevant = {resource_id for resource_id, grade in grades.items() if grade > 0}
    found = [resource_id in relevant for resource_id in ranked]
    precisions = [
        sum(found[: rank + 1]) / (rank + 1) for rank, is_relevant in enumerate(found) if is_relevant
    ]
    return Measures(
        ndcg=ndcg(ranked, grades),
        average_precision=sum(precisions) / len(relevant) if relevant else 0.0,
        recall=sum(found[:RECALL_DEPTH]) / len(relevant) if relevant else 0.0,
        success=float(bool(found) and found[0]),
    )


def ndcg(ranked: Sequence[str], grades: Mapping[str, int], depth: int = DEPTH) -> float:
    """Return the discounted gain of the first *depth* of a ranking, against that of the best one; 0 where nothing is relevant."""
    ideal = _discounted(sorted((grade for grade in grades.values() if grade > 0), reverse=True)[:depth])
    gained = _discounted([max(grades.get(resource_id, 0), 0) for resource_id in ranked[:depth]])
    return gained / ideal if ideal else 0.0


def mean(measured: Sequence[Measures]) -> Measures:
    """Return the mean of each measure over at least one query."""
    return Measures(
        ndcg=fmean(each.ndcg for each in measured),
        average_precision=fmean(each.average_precision for each in measured),
        recall=fmean(each.recall for each in measured),
        success=fmean(each.success for each in measured),
    )


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 2) for rank, gain in enumerate(gains))
