"""A parsed query in, the resources that match it out, and how it was relaxed to find any."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.config import RankingConfig
from searchapp.engine.arrays.index.reader import ArrayIndex
from searchapp.engine.arrays.index.segment import NOTHING, Mask, Numbers
from searchapp.engine.arrays.index.years import within_years
from searchapp.engine.arrays.matching.lookups import Lookups
from searchapp.engine.arrays.matching.occurrences import Occurrences, find, found_in
from searchapp.engine.messages import Notice
from searchapp.engine.model import (
    WEIGHT_SHARE,
    emphasis,
    inverse_document_frequency,
    min_results,
    minimum_should_match,
)
from searchapp.engine.query import notices
from searchapp.engine.query.concepts import Concept
from searchapp.engine.query.expansion import Expanded
from searchapp.engine.query.query import InYears, Query, Restriction
from searchapp.engine.query.topic_names import readings


@dataclass(frozen=True, slots=True)
class Matches:
    """What a query's text found, before any filter."""

    resources: Numbers
    occurrences: tuple[Occurrences, ...]  # of the concepts that score; none: nothing is scored
    notices: tuple[Notice, ...]  # how the query was loosened or cut


def match(  # noqa: PLR0913  # all that decides what matches
    lookups: Lookups,
    query: Query,
    expanded: Expanded,
    ranking: RankingConfig,
    scope: Mask | None = None,
    *,
    find: Callable[[Lookups, Concept], Occurrences] = find,
) -> Matches:
    """Return the match set of *query*; blank text and exclusions alone start from all resources.

    *scope* are the resources that exist for this query; None: all do. *find* looks a concept up: only the resources that it returns
    matter here.
    """
    if query.empty:
        return Matches(NOTHING, (), (notices.NO_WORD, *query.cut))
    index = lookups.index
    allowed = _allowed(lookups, query, expanded, scope)
    if not query.scored:
        return Matches(np.flatnonzero(index.everything() if allowed is None else allowed), (), query.cut)
    asked = [find(lookups, concept) for concept in expanded.asked]
    required = [find(lookups, concept) for concept in expanded.required]
    if allowed is None and not asked and len(required) == 1:
        return Matches(required[0].resources, tuple(required), query.cut)
    for found in required:
        allowed = _narrowed(index, allowed, found.resources)
    if required and not any(len(found.resources) for found in asked):
        # Words that no resource has rule nothing out: what is required decides.
        told = notices.unknown_words([concept.as_typed for concept in expanded.asked], len(asked) + 1)
        resources = np.flatnonzero(index.everything() if allowed is None else allowed)
    else:
        resources, told = _with_minimum(index, expanded.asked, asked, allowed, ranking)
    return Matches(resources, (*asked, *required), (*told, *query.cut, *expanded.cut))


def _allowed(lookups: Lookups, query: Query, expanded: Expanded, scope: Mask | None) -> Mask | None:
    """Return which resources the scope, the clauses and the exclusions leave; None: there are none of these."""
    if not (query.restricted or query.without or expanded.excluded):
        return scope
    index = lookups.index
    allowed = index.everything() if scope is None else scope.copy()
    for either in query.restricted:
        some = np.zeros(index.size, np.bool_)
        for restriction in either:
            some |= _restricted_to(lookups, restriction)
        allowed &= some
    for restriction in query.without:
        allowed &= ~_restricted_to(lookups, restriction)
    for concept in expanded.excluded:
        for numbers in found_in(lookups, concept):
            allowed[numbers] = False
    return allowed


def _narrowed(index: ArrayIndex, allowed: Mask | None, numbers: Numbers) -> Mask:
    """Return *allowed* narrowed to *numbers*."""
    narrowed = np.zeros(index.size, np.bool_)
    narrowed[numbers] = True if allowed is None else allowed[numbers]
    return narrowed


def _with_minimum(
    index: ArrayIndex,
    concepts: Sequence[Concept],
    asked: Sequence[Occurrences],
    allowed: Mask | None,
    ranking: RankingConfig,
) -> tuple[Numbers, list[Notice]]:
    """Return the resources with most of *asked*, or with those that say most; where these are few, with fewer of them.

    Words that no resource has rule none out. Also returns what the reader is told.
    """
    if not asked:
        return np.flatnonzero(index.everything() if allowed is None else allowed), []
    pairs = list(zip(concepts, asked, strict=True))
    known = [(concept, found) for concept, found in pairs if len(found.resources)]
    unknown = [concept.as_typed for concept, found in pairs if not len(found.resources)]
    told = notices.unknown_words(unknown, len(asked))
    if len(known) < 2:
        numbers = known[0][1].resources if known else NOTHING
        return numbers if allowed is None else numbers[allowed[numbers]], told
    counts, weights = np.zeros(index.size, np.uint16), np.zeros(index.size)  # a text has up to 256 words
    one, total = np.uint16(1), 0.0  # one: of the same type, because NumPy has a fast way for that alone
    for concept, found in known:
        weight = inverse_document_frequency(index.resources, len(found.resources)) * emphasis(concept.times)
        np.add.at(counts, found.resources, one)
        weights[found.resources] += weight
        total += weight
    if allowed is not None:
        counts[~allowed] = 0
        weights[~allowed] = 0
    minimum, wanted = minimum_should_match(len(known), ranking), min_results(len(asked), ranking)
    with_most = int(np.count_nonzero(counts >= minimum))
    needed = minimum if with_most >= wanted else _needed(counts, minimum, wanted)
    matching = np.flatnonzero((counts >= needed) | (weights >= total / WEIGHT_SHARE))
    loosened = needed < minimum or (not with_most and len(matching) > 0)
    return matching, [*told, *notices.few_with_most(with_most, len(known), loosened=loosened)]


def _needed(counts: NDArray[np.uint16], minimum: int, wanted: int) -> int:
    """Return how many words, at most *minimum*, leave *wanted* of the resources that have so many, or all with any."""
    having = np.bincount(counts, minlength=minimum + 1)[::-1].cumsum()[::-1]  # at n: how many have n or more
    wanted = min(wanted, int(having[1]))
    return max(number for number in range(minimum + 1) if having[number] >= wanted)


def _restricted_to(lookups: Lookups, restriction: Restriction) -> Mask:
    """Return the resources that a clause such as `topic:` or `year:` allows."""
    if isinstance(restriction, InYears):
        return within_years(lookups.index, restriction.first, restriction.last, restriction.facet)
    ways = readings(restriction.name, lookups.index.languages)
    return lookups.in_facet_named(restriction.facet, ways)
