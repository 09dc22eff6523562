"""The best answers to a sentence in; how far each of the next ones agrees with them, out: a light relevance model.

After RM3: Abdul-Jaleel and others, "UMass at TREC 2004: Novelty and HARD". What the best answers say where they
answer best tells in which words the subject is written about; whatever uses these words too is likelier to be about
it. It re-orders what matches, and adds nothing to it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from indexer.analysis import MAX_PART, crosses_spaces, is_common, words
from indexer.indexed import TEXT_FIELDS
from searchapp.engine.arrays.index.norms import Scores
from searchapp.engine.arrays.index.resource_reader import ResourceReader
from searchapp.engine.arrays.index.segment import Numbers
from searchapp.engine.arrays.index.snapshot import Opened
from searchapp.engine.arrays.ranking.passages import chosen_passages
from searchapp.engine.arrays.ranking.query_terms import QueryTerms
from searchapp.engine.model import (
    AGREED_TERMS,
    AGREEMENT,
    BEST,
    LIKELIEST_TERMS,
    REORDERED,
    inverse_document_frequency,
    rounded,
)


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the best answers agree on."""

    terms: tuple[tuple[str, float], ...] = ()  # each with what it adds where it is said without end
    resources: tuple[int, ...] = ()  # those that it re-orders, best first

    def added(self, opened: Opened, scores: Scores, matching: Numbers) -> Scores:
        """Return *scores*, which are by match, with what it adds to those that it re-orders."""
        numbers = np.sort(np.array(self.resources, np.intp))
        scores[np.searchsorted(matching, numbers)] += self.adds(opened, numbers)
        return scores

    def adds(self, opened: Opened, numbers: Numbers) -> Scores:
        """Return what it adds to the score of each of *numbers*, if it re-orders them."""
        added = np.zeros(len(numbers))
        for term, weight in self.terms:
            frequency = np.zeros(len(numbers))
            entries = opened.index.entries("terms", term)
            for field in TEXT_FIELDS:
                if field in opened.norms.worth:
                    often = opened.index.counts(field, entries, numbers)
                    frequency += often * opened.norms.worth[field][numbers]
            added += weight * (frequency / (opened.ranking.k1 + frequency))
        return added


def agreement(opened: Opened, terms: QueryTerms, matching: Numbers, scores: Scores) -> Agreement:
    """Return what the best of *matching* by *scores* agree on."""
    head = opened.ordering.page(matching, scores, "relevance", 0, REORDERED)
    best = head.numbers[:BEST]
    total = sum(value or 0.0 for value in head.scores[:BEST])
    if len(head.numbers) <= 1 or not total:  # with weights of 0 nothing tells the best
        return Agreement()
    passages = chosen_passages(opened, best, terms, 1)
    likely: dict[str, float] = {}
    for number, chosen, value in zip(best, passages, head.scores, strict=False):
        said = Counter(_terms(_said(opened, number, chosen)))
        size = said.total()
        for term, often in said.items():
            share = (value or 0.0) / total
            likely[term] = likely.get(term, 0.0) + share * often / size
    weighed = _weighed(opened, likely)
    whole = sum(weighed.values())
    if not whole:
        return Agreement()
    unit = AGREEMENT * sum(term.weight for term in terms) / whole
    return Agreement(tuple((term, unit * weight) for term, weight in weighed.items()), tuple(head.numbers))


def _said(opened: Opened, number: int, chosen: list[int]) -> Iterable[str]:
    """Return what a resource says on the question: its title, and its best passage or else its summary."""
    resource = ResourceReader(opened.index, number)
    second = resource.passage(chosen[0]).text if chosen else resource.stored_fields.summary or ""
    return resource.stored_fields.title, second


def _weighed(opened: Opened, likely: Mapping[str, float]) -> dict[str, float]:
    """Return the terms that tell most, with how likely and how telling they are together."""
    first = sorted(likely, key=lambda term: (-rounded(likely[term]), term))[:LIKELIEST_TERMS]
    weighed = {}
    for term in first:
        held = opened.index.resources_with(term)
        if held > 1:  # what one resource alone says agrees with nothing
            telling = inverse_document_frequency(opened.index.resources, held)
            weighed[term] = rounded(likely[term] * telling * telling)
    best = sorted(weighed, key=lambda term: (-weighed[term], term))[:AGREED_TERMS]
    return {term: weighed[term] for term in best}


def _terms(texts: Iterable[str]) -> Iterable[str]:
    for text in texts:
        for run in [text] if crosses_spaces(text) else text.split():
            yield from (_remembered_terms if len(run) <= MAX_PART else _remembered_terms.__wrapped__)(run)


@lru_cache(maxsize=1 << 14)  # some megabytes at the worst
def _remembered_terms(run: str) -> tuple[str, ...]:
    """Return the terms of a run of signs without those that name nothing."""
    return tuple(part.term for word in words(run) for part in word.parts if not is_common(part.plain))
