"""Resources that are shown in; the passages of each that answer the question best, out."""

from collections.abc import Iterator, Sequence

import numpy as np

from searchapp.engine.arrays.index.doc_sets import among
from searchapp.engine.arrays.index.norms import Norms, Scores
from searchapp.engine.arrays.index.ordering import rounded as all_rounded
from searchapp.engine.arrays.index.segment import Mask, Numbers
from searchapp.engine.arrays.index.snapshot import Opened
from searchapp.engine.arrays.matching.occurrences import Occurrences
from searchapp.engine.arrays.ranking.headings import HeadingLines
from searchapp.engine.arrays.ranking.query_terms import QueryTerms
from searchapp.engine.model import HEADING, WEAKEST, rounded

_FEW = 64  # passages that Python has sorted before NumPy has begun


def chosen_passages(
    opened: Opened, numbers: Sequence[int], terms: QueryTerms, limit: int, *, weakest: float = WEAKEST
) -> list[list[int]]:
    """Return for each resource the ordinals of up to *limit* passages, best first.

    None where no passage has a concept, nor any heading above it.
    """
    return [strongest(scores, limit, weakest) for scores in passage_scores(opened, numbers, terms)]


def strongest(scores: Scores, limit: int, weakest: float = 0.0) -> list[int]:
    """Return the ordinals of up to *limit* of the best of *scores*, which are 0 where nothing stands, best first."""
    holding = np.flatnonzero(scores)
    if not len(holding):
        return []
    if weakest:
        holding = holding[scores[holding] >= weakest * scores.max()]
    if len(holding) > _FEW:
        # Only what can be among the best is sorted; all that ties with the last of them can.
        keys = -all_rounded(scores[holding])
        holding = holding[keys <= np.partition(keys, limit - 1)[limit - 1]] if limit < len(keys) else holding
        holding = holding[np.argsort(-all_rounded(scores[holding]), kind="stable")][:limit]
        return [int(ordinal) for ordinal in holding]
    kept: list[int] = holding.tolist()
    return sorted(kept, key=lambda ordinal: (-rounded(float(scores[ordinal])), ordinal))[:limit]


def shares_of(scores: Scores) -> Scores:
    """Return each of *scores*, all above 0, as a share of the best one."""
    whole = all_rounded(scores)
    return all_rounded(whole / whole.max(initial=0.0))


def passage_scores(opened: Opened, numbers: Sequence[int], terms: QueryTerms) -> Iterator[Scores]:
    """Yield the scores of each resource's passages; 0 for those without a concept in them or above them."""
    resources = np.array(numbers, np.intp)
    # Looked up for all of them at once: an operation on arrays costs as much for ten as for one.
    in_text = [_holding(term.occurrences, "text", resources) for term in terms]
    in_headings = [_holding(term.occurrences, "headings", resources) for term in terms]
    for place, number in enumerate(numbers):
        scores = _own_scores(opened, number, terms, [bool(there[place]) for there in in_text])
        _add_headings(opened, number, terms, [bool(there[place]) for there in in_headings], scores)
        yield scores


def best_passage(opened: Opened, number: int, terms: QueryTerms) -> float:
    """Return the score of the best passage of a resource by its own words; 0 where none has any of them."""
    there = [term.occurrences.count("text", number) > 0 for term in terms]
    return float(_own_scores(opened, number, terms, there).max(initial=0.0))


def _holding(found: Occurrences, field: str, resources: Numbers) -> Mask:
    if field not in found.counts:
        return np.zeros(len(resources), np.bool_)
    return among(resources, found.counts[field][0])


def _own_scores(opened: Opened, number: int, terms: QueryTerms, there: Sequence[bool]) -> Scores:
    """Return the score of each passage of a resource by the concepts that are *there* in its text."""
    first, end = opened.index.passage_starts[number : number + 2].tolist()
    scores = np.zeros(end - first)
    for term, stands in zip(terms, there, strict=True):
        if not stands:
            continue
        weight = term.weight_in(number)
        if len(scores) == 1:
            scores[0] += weight * _only(opened.norms, term.occurrences, number)
            continue
        numbers, counts = term.occurrences.passages
        begin, finish = np.searchsorted(numbers, (first, end))
        held, often = numbers[begin:finish], counts[begin:finish]
        scores[held - first] += weight * (often / (often + opened.norms.passages[held]))
    return scores


def _only(norms: Norms, found: Occurrences, number: int) -> float:
    """Return how far a concept saturates the only passage of a resource."""
    count = found.count("text", number)
    return count / (count + float(norms.only[number]))


def _add_headings(
    opened: Opened, number: int, terms: QueryTerms, there: Sequence[bool], scores: Scores
) -> None:
    """Add to *scores* what the concepts that are *there* in its headings tell of the passages below them."""
    if not any(there):
        return
    lines = HeadingLines(opened.index, number)
    for term, stands in zip(terms, there, strict=True):
        if stands:
            scores[lines.passages_below(term.choices_in(number))] += HEADING * term.weight_in(number)
