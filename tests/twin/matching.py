"""A parsed query in, the resources that match it out, and what was loosened to find any."""

from collections.abc import Sequence
from dataclasses import dataclass

from indexer.analysis import KEY_SEPARATOR, Analyzer
from indexer.config import RankingConfig
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
from searchapp.engine.query.query import InFacet, InYears, Query, Restriction
from tests.twin.index import TwinIndex
from tests.twin.occurrences import Occurrences, find


@dataclass(frozen=True, slots=True)
class Matches:
    """What a query's text found, before any filter."""

    resources: frozenset[int]
    occurrences: tuple[Occurrences, ...]  # of the concepts that score; none: nothing is scored
    notices: tuple[Notice, ...]


def match(
    index: TwinIndex,
    query: Query,
    expanded: Expanded,
    ranking: RankingConfig,
    scope: frozenset[int] | None = None,
) -> Matches:
    """Return the match set of *query* within *scope*; blank text and exclusions alone start from all resources."""
    everything = frozenset(range(len(index.facts))) if scope is None else scope
    if query.empty:
        return Matches(frozenset(), (), (notices.NO_WORD, *query.cut))
    allowed = everything
    for either in query.restricted:
        allowed &= frozenset[int]().union(*(restricted_to(index, restriction) for restriction in either))
    for restriction in query.without:
        allowed -= restricted_to(index, restriction)
    for concept in expanded.excluded:
        allowed -= find(index, concept).resources
    if not query.scored:
        return Matches(allowed, (), query.cut)
    asked = [find(index, concept) for concept in expanded.asked]
    required = [find(index, concept) for concept in expanded.required]
    for found in required:
        allowed &= found.resources
    if required and not any(found.resources for found in asked):
        told = notices.unknown_words([concept.as_typed for concept in expanded.asked], len(asked) + 1)
        resources = allowed
    else:
        resources, told = _with_most(expanded.asked, asked, allowed, index, ranking)
    return Matches(resources, (*asked, *required), (*told, *query.cut, *expanded.cut))


def _with_most(
    concepts: Sequence[Concept],
    asked: Sequence[Occurrences],
    allowed: frozenset[int],
    index: TwinIndex,
    ranking: RankingConfig,
) -> tuple[frozenset[int], list[Notice]]:
    """Return the resources with most of *asked*; a word less is needed as long as that brings some and these are few.

    A resource whose words carry a third of the weight of all words that any resource has is found too.
    """
    if not asked:
        return allowed, []
    known = [(concept, found) for concept, found in zip(concepts, asked, strict=True) if found.resources]
    unknown = [
        concept.as_typed for concept, found in zip(concepts, asked, strict=True) if not found.resources
    ]
    told = notices.unknown_words(unknown, len(asked))

    def with_at_least(needed: int) -> frozenset[int]:
        return frozenset(
            number for number in allowed if sum(number in found.resources for _, found in known) >= needed
        )

    most = needed = minimum_should_match(len(known), ranking)
    if not known:
        return frozenset(), told
    while needed > 1 and len(with_at_least(needed)) < min(
        min_results(len(asked), ranking), len(with_at_least(1))
    ):
        needed -= 1
    weights = [
        inverse_document_frequency(len(index.facts), len(found.resources)) * emphasis(concept.times)
        for concept, found in known
    ]
    heavy = frozenset(
        number
        for number in with_at_least(1)
        if sum(weight for weight, (_, found) in zip(weights, known, strict=True) if number in found.resources)
        >= sum(weights) / WEIGHT_SHARE
    )
    matching = with_at_least(needed) | heavy
    with_most = len(with_at_least(most))
    loosened = needed < most or (not with_most and bool(matching))
    return matching, [*told, *notices.few_with_most(with_most, len(known), loosened=loosened)]


def restricted_to(index: TwinIndex, restriction: Restriction) -> frozenset[int]:
    """Return the resources that a clause such as `topic:` or `year:` allows."""
    if isinstance(restriction, InYears):
        return frozenset(
            number
            for number, facts in enumerate(index.facts)
            if any(in_years(int(year), restriction) for year in facts.facets.get(restriction.facet, ()))
        )
    return frozenset(
        number
        for name in names_meant(index, restriction)
        for number in index.with_name(restriction.facet, name)
    )


def in_years(year: int, years: InYears) -> bool:
    """Tell whether *year* lies within *years*, both ends included."""
    return (years.first is None or years.first <= year) and (years.last is None or year <= years.last)


def names_meant(index: TwinIndex, typed: InFacet) -> list[str]:
    """Return the values with the name typed, else those whose names hold its words in order."""
    wanted = _in_each(index, typed.name)
    names = {name: _in_each(index, name) for name in index.names(typed.facet)}
    named = [name for name, read in names.items() if read & wanted]
    return named or [
        name
        for name, read in names.items()
        if any(each and f" {each} " in f" {said} " for each in wanted for said in read)
    ]


def _in_each(index: TwinIndex, name: str) -> set[str]:
    return set[str]().union(*(readings(name, analyzer) for analyzer in index.languages))


def readings(name: str, analyzer: Analyzer) -> set[str]:
    """Return the terms of *name* in order, with every choice of parts of a word read as one word or as several."""
    found = {""}
    for word in analyzer.words(name):
        plains = [part.plain for part in word.parts]
        ways = {tuple(part.term for part in word.parts)}
        for at, held in word.stacked:
            term, _, width = held.partition(KEY_SEPARATOR)
            if width.isdecimal():
                (apart,) = {way for way in ways if len(way) == len(plains)}
                ways.add((*apart[:at], term, *apart[at + int(width) :]))
        if len(plains) > 1 and not "".join(plains).isdigit():
            ways.add((analyzer.term_of("".join(plains)),))
        found = {f"{before} {' '.join(way)}".strip() for before in found for way in ways}
    return found
