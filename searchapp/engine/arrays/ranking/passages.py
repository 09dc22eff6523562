"""Resources that are shown in; the passages of each that answer the query best, out."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from searchapp.engine.arrays.index.doc_sets import among
from searchapp.engine.arrays.index.norms import Norms, Scores
from searchapp.engine.arrays.index.ordering import rounded as all_rounded
from searchapp.engine.arrays.index.segment import Mask, Numbers
from searchapp.engine.arrays.index.snapshot import IndexSnapshot
from searchapp.engine.arrays.matching.occurrences import Occurrences
from searchapp.engine.arrays.ranking.headings import HeadingLines
from searchapp.engine.arrays.ranking.query_terms import QueryTerms
from searchapp.engine.model import HEADING_WEIGHT, MIN_PASSAGE_SHARE, SYNONYM_WEIGHT, rounded

SMALL_RESULT_LIMIT: Final = 64  # passages that Python has sorted before NumPy has begun


def chosen_passages(
    snapshot: IndexSnapshot,
    numbers: Sequence[int],
    terms: QueryTerms,
    limit: int,
    *,
    min_share: float = MIN_PASSAGE_SHARE,
) -> list[list[int]]:
    """Return for each resource the ordinals of up to *limit* passages, best first.

    None where no passage has a term, nor any heading above it.
    """
    return [strongest(scores, limit, min_share) for scores in passage_scores(snapshot, numbers, terms)]


def strongest(scores: Scores, limit: int, min_share: float = 0.0) -> list[int]:
    """Return the ordinals of up to *limit* of the best of *scores*, which are 0 where nothing occurs, best first."""
    matching = np.flatnonzero(scores)
    if not len(matching):
        return []
    if min_share:
        matching = matching[scores[matching] >= min_share * scores.max()]
    if len(matching) > SMALL_RESULT_LIMIT:
        # Only what can be among the best is sorted; all that ties with the last of them can.
        keys = -all_rounded(scores[matching])
        if limit < len(keys):
            matching = matching[keys <= np.partition(keys, limit - 1)[limit - 1]]
        matching = matching[np.argsort(-all_rounded(scores[matching]), kind="stable")][:limit]
        return [int(ordinal) for ordinal in matching]
    ordinals: list[int] = matching.tolist()
    return sorted(ordinals, key=lambda ordinal: (-rounded(float(scores[ordinal])), ordinal))[:limit]


def shares_of(scores: Scores) -> Scores:
    """Return each of *scores*, all above 0, as a share of the best one."""
    whole = all_rounded(scores)
    return all_rounded(whole / whole.max(initial=0.0))


def passage_scores(snapshot: IndexSnapshot, numbers: Sequence[int], terms: QueryTerms) -> Iterator[Scores]:
    """Yield the scores of each resource's passages; 0 for those without a term in them or above them."""
    resources = np.array(numbers, np.intp)
    # Looked up for all of them at once: an operation on arrays costs as much for ten as for one.
    in_text = [_occurs_in(term.occurrences, "text", resources) for term in terms]
    in_headings = [_occurs_in(term.occurrences, "headings", resources) for term in terms]
    for place, number in enumerate(numbers):
        scores = _own_scores(snapshot, number, terms, [bool(there[place]) for there in in_text])
        _add_headings(snapshot, number, terms, [bool(there[place]) for there in in_headings], scores)
        yield scores


def best_passage(snapshot: IndexSnapshot, number: int, terms: QueryTerms) -> float:
    """Return the score of the best passage of a resource by its own words; 0 where none has any of them."""
    there = [term.occurrences.count("text", number) > 0 for term in terms]
    return float(_own_scores(snapshot, number, terms, there).max(initial=0.0))


def _occurs_in(found: Occurrences, field: str, resources: Numbers) -> Mask:
    if field not in found.counts:
        return np.zeros(len(resources), np.bool_)
    return among(resources, found.counts[field][0])


def _own_scores(snapshot: IndexSnapshot, number: int, terms: QueryTerms, there: Sequence[bool]) -> Scores:
    """Return the score of each passage of a resource by the terms that are *there* in its text."""
    first, end = snapshot.index.passage_starts[number : number + 2].tolist()
    scores = np.zeros(end - first)
    for term, is_there in zip(terms, there, strict=True):
        if not is_there:
            continue
        weight = term.weight_in(number)
        if len(scores) == 1:
            scores[0] += weight * _saturation_of_single(snapshot.norms, term.occurrences, number)
            continue
        numbers, counts = term.occurrences.passages
        begin, finish = np.searchsorted(numbers, (first, end))
        own, frequencies = numbers[begin:finish], counts[begin:finish]
        scores[own - first] += weight * (frequencies / (frequencies + snapshot.norms.passages[own]))
    return scores


def _saturation_of_single(norms: Norms, found: Occurrences, number: int) -> float:
    """Return how far a concept saturates the only passage of a resource."""
    count = found.count("text", number)
    return count / (count + float(norms.single_passage[number]))


def _add_headings(
    snapshot: IndexSnapshot, number: int, terms: QueryTerms, there: Sequence[bool], scores: Scores
) -> None:
    """Add to *scores* what the terms that are *there* in its headings add to the passages below them."""
    if not any(there):
        return
    lines = HeadingLines(snapshot.index, number)
    for term, is_there in zip(terms, there, strict=True):
        if is_there:
            weight = HEADING_WEIGHT * term.weight_in(number)
            below = lines.passages_below(term.choices_in(number))
            scores[below] += weight
            if term.occurrences.synonyms:
                others = lines.passages_below(term.synonym_choices, besides=term.concept.choices)
                scores[others[~among(others, below)]] += SYNONYM_WEIGHT * weight
