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
from searchapp.engine.arrays.ranking.headings import HeadingLines, HeadingPaths
from searchapp.engine.arrays.ranking.naming import NamedLines, total_weight
from searchapp.engine.arrays.ranking.query_terms import QueryTerms
from searchapp.engine.model import (
    HEADING_WEIGHT,
    MIN_PASSAGE_SHARE,
    PASSAGE_NAMED_WEIGHT,
    SYNONYM_WEIGHT,
    rounded,
)

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
    return [
        strongest(scores, limit, min_share * best)
        for scores, best in passage_scores(snapshot, numbers, terms)
    ]


def strongest(scores: Scores, limit: int, least: float = 0.0) -> list[int]:
    """Return the ordinals of up to *limit* of the best of *scores*, best first: not those of 0, nor those below *least*."""
    matching = np.flatnonzero(scores)
    if not len(matching):
        return []
    if least:
        matching = matching[scores[matching] >= least]
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


def passage_scores(
    snapshot: IndexSnapshot, numbers: Sequence[int], terms: QueryTerms
) -> Iterator[tuple[Scores, float]]:
    """Yield the scores of each resource's passages, and the best that any has for its words and headings.

    0 for those without a term in them or above them. A passage may have more than the best, if its heading is what was
    asked for.
    """
    resources = np.array(numbers, np.intp)
    # Looked up for all of them at once: an operation on arrays costs as much for ten as for one.
    in_text = [_occurs_in(term.occurrences, "text", resources) for term in terms]
    in_headings = [_occurs_in(term.occurrences, "headings", resources) for term in terms]
    for place, number in enumerate(numbers):
        scores = _own_scores(snapshot, number, terms, [bool(there[place]) for there in in_text])
        named = _add_headings(snapshot, number, terms, [bool(there[place]) for there in in_headings], scores)
        best = float(scores.max(initial=0.0))
        if named is not None:
            scores += named
        yield scores, best


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
) -> Scores | None:
    """Add to *scores* what the terms that are *there* in its headings add to the passages below them.

    Returns what a heading that is what was asked for adds to those right below it.
    """
    if not any(there):
        return None
    segment, local = snapshot.index.place(number)
    headings, paths = HeadingLines(segment, np.array([local])), HeadingPaths(segment, local)
    lines = NamedLines(segment, total_weight(terms))
    for term, is_there in zip(terms, there, strict=True):
        if is_there:
            weight = term.weight_in(number)
            found = headings.with_any(term.choices_in(number))
            below = paths.below(found)
            scores[below] += HEADING_WEIGHT * weight
            lines.add(found, weight, term.width)
            if term.occurrences.synonyms:
                found = headings.with_any(term.synonym_choices, besides=term.concept.choices)
                others = paths.below(found)
                scores[others[~among(others, below)]] += SYNONYM_WEIGHT * (HEADING_WEIGHT * weight)
    found, values = lines.values
    if not len(found):
        return None
    passages, nearest = paths.nearest
    places = found.searchsorted(nearest)
    is_named = found.take(places, mode="clip") == nearest
    added = np.zeros(len(scores))
    added[passages[is_named]] = PASSAGE_NAMED_WEIGHT * values[places[is_named]]
    return added
