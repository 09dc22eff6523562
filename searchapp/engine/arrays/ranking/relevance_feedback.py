"""The best results of a long query in; the terms common to them, and what these add to the first results, out.

A light relevance model after RM3: Abdul-Jaleel and others, "UMass at TREC 2004: Novelty and HARD". The best results
show in which words the subject is written about; a result that uses these words too is more likely to be relevant.
Results are re-ranked; none is added.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from indexer.analysis import ANALYZERS, MAX_PART, Analyzer, crosses_spaces
from indexer.indexed_fields import TEXT_FIELDS
from searchapp.engine.arrays.index.norms import Scores
from searchapp.engine.arrays.index.resource_reader import ResourceReader
from searchapp.engine.arrays.index.segment import Numbers
from searchapp.engine.arrays.index.snapshot import IndexSnapshot
from searchapp.engine.arrays.ranking.passages import chosen_passages
from searchapp.engine.arrays.ranking.query_terms import QueryTerms
from searchapp.engine.model import (
    FEEDBACK_CANDIDATES,
    FEEDBACK_RESULTS,
    FEEDBACK_TERMS,
    FEEDBACK_WEIGHT,
    RERANKED_RESULTS,
    inverse_document_frequency,
    rounded,
)


@dataclass(frozen=True, slots=True)
class Feedback:
    """The terms common to the best results, and the results that they re-rank."""

    terms: tuple[tuple[str, float], ...] = ()  # each with the most that it adds, however often it occurs
    resources: tuple[int, ...] = ()  # best first

    def added(self, snapshot: IndexSnapshot, scores: Scores, matching: Numbers) -> Scores:
        """Return *scores*, which are by match, with what the terms add."""
        numbers = np.sort(np.array(self.resources, np.intp))
        scores[np.searchsorted(matching, numbers)] += self.adds(snapshot, numbers)
        return scores

    def adds(self, snapshot: IndexSnapshot, numbers: Numbers) -> Scores:
        """Return what the terms add to the score of each of *numbers*, if it is re-ranked."""
        boosts = snapshot.norms.normalized_boost
        added = np.zeros(len(numbers))
        for term, weight in self.terms:
            weighted = np.zeros(len(numbers))
            entries = snapshot.index.entries("terms", term)
            for field in TEXT_FIELDS:
                if field in boosts:
                    frequencies = snapshot.index.counts(field, entries, numbers)
                    weighted += frequencies * boosts[field][numbers]
            added += weight * (weighted / (snapshot.ranking.k1 + weighted))
        return added


def relevance_feedback(
    snapshot: IndexSnapshot, terms: QueryTerms, matching: Numbers, scores: Scores
) -> Feedback:
    """Return the terms common to the best of *matching* by *scores*."""
    head = snapshot.ordering.page(matching, scores, "relevance", 0, RERANKED_RESULTS)
    best = head.numbers[:FEEDBACK_RESULTS]
    total = sum(value or 0.0 for value in head.scores[:FEEDBACK_RESULTS])
    if len(head.numbers) <= 1 or not total:  # with weights of 0 no result is better than another
        return Feedback()
    passages = chosen_passages(snapshot, best, terms, 1)
    likelihoods: dict[str, float] = {}
    for number, chosen, value in zip(best, passages, head.scores, strict=False):
        frequencies = Counter(_terms(snapshot, number, chosen))
        size = frequencies.total()
        for term, frequency in frequencies.items():
            share = (value or 0.0) / total
            likelihoods[term] = likelihoods.get(term, 0.0) + share * frequency / size
    weights = _weights(snapshot, likelihoods)
    whole = sum(weights.values())
    if not whole:
        return Feedback()
    unit = FEEDBACK_WEIGHT * sum(term.weight for term in terms) / whole
    return Feedback(tuple((term, unit * weight) for term, weight in weights.items()), tuple(head.numbers))


def _terms(snapshot: IndexSnapshot, number: int, chosen: list[int]) -> Iterable[str]:
    """Yield the terms of what a resource says about the query: its title, and its best passage or else its summary."""
    resource = ResourceReader(snapshot.index, number)
    stored_fields = resource.stored_fields
    second = resource.passage(chosen[0]).text if chosen else stored_fields.summary or ""
    language = stored_fields.language
    analyzer = snapshot.index.languages[0] if language is None else ANALYZERS[language]
    for text in (stored_fields.title, second):
        for token in [text] if crosses_spaces(text) else text.split():
            terms = _cached_terms if len(token) <= MAX_PART else _cached_terms.__wrapped__
            yield from terms(token, analyzer)


def _weights(snapshot: IndexSnapshot, likelihoods: Mapping[str, float]) -> dict[str, float]:
    """Return the terms that are both likely and rare, heaviest first."""
    candidates = sorted(likelihoods, key=lambda term: (-rounded(likelihoods[term]), term))
    weights = {}
    for term in candidates[:FEEDBACK_CANDIDATES]:
        doc_frequency = snapshot.index.doc_frequency(term)
        if doc_frequency > 1:  # a term of one resource is common to nothing
            idf = inverse_document_frequency(snapshot.index.resources, doc_frequency)
            weights[term] = rounded(likelihoods[term] * idf * idf)
    heaviest = sorted(weights, key=lambda term: (-weights[term], term))[:FEEDBACK_TERMS]
    return {term: weights[term] for term in heaviest}


@lru_cache(maxsize=1 << 14)  # some megabytes at the worst
def _cached_terms(token: str, analyzer: Analyzer) -> tuple[str, ...]:
    """Return the terms of characters without a space, common words left out."""
    return tuple(
        part.term
        for word in analyzer.words(token)
        for part in word.parts
        if not analyzer.is_common(part.plain)
    )
