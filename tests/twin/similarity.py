"""The scores of a long query's results in; what the best of them gain for being like one another, out."""

import math
from collections import Counter
from collections.abc import Mapping

from searchapp.engine.arrays.index.term_vectors import MAX_TEXT
from searchapp.engine.model import (
    COMPARED_RESULTS,
    COMPARED_TERMS,
    COPY_COSINE,
    LONG_QUERY,
    REGULARIZED_RESULTS,
    SIMILARITY_WEIGHT,
    inverse_document_frequency,
    rank_discount,
    rounded,
)
from tests.twin.index import TEXT_FIELDS, TwinIndex, analyzer_of, passages_of
from tests.twin.passages import QueryTerms

Vector = dict[str, float]


def similarity(index: TwinIndex, terms: QueryTerms, scores: Mapping[int, float]) -> dict[int, float]:
    """Return what is added to each of the best by *scores*, if the query is long."""
    if len(terms.concepts) < LONG_QUERY or len(scores) < 2:
        return {}
    value = {number: rounded(score) for number, score in scores.items()}
    order = sorted(scores, key=lambda number: (-value[number], index.facts[number].id))[:REGULARIZED_RESULTS]
    said = {number: _frequencies(index, number) for number in order}
    best = order[:COMPARED_RESULTS]
    compared = _compared_terms(said, best)
    idf = {term: _idf(index, term) for term in compared}
    vectors = {
        number: {term: each[term] * idf[term] for term in compared if term in each}
        for number, each in said.items()
    }
    likeness = {
        number: sum(
            rank_discount(rank) * _cosine(vectors[number], vectors[other], said[number], said[other]) ** 2
            for rank, other in enumerate(best)
        )
        for number in order
    }
    most = max(likeness.values())
    if not most or not value[order[0]]:
        return {}
    return {number: SIMILARITY_WEIGHT * value[order[0]] * likeness[number] / most for number in order}


def _frequencies(index: TwinIndex, number: int) -> Vector:
    """Return 1 + ln of how often each term is in a resource's title and its summary, or else its first passage."""
    resource = index.resources[number]
    analyzer = analyzer_of(resource)
    passages = passages_of(resource)
    begin = resource.summary or (passages[0][1].text if passages else "")
    counts = Counter(
        part.term
        for said in (resource.shown_title, begin)
        for word in analyzer.words(said[:MAX_TEXT])
        for part in word.parts
        if not analyzer.is_common(part.plain)
    )
    return {term: 1 + math.log(count) for term, count in counts.items()}


def _compared_terms(said: Mapping[int, Vector], best: list[int]) -> list[str]:
    """Return the terms that the best share with any other, those that say most of them first."""
    weights: Vector = {}
    for rank, number in enumerate(best):
        for term, frequency in said[number].items():
            if sum(term in other for other in said.values()) > 1:
                weights[term] = weights.get(term, 0.0) + rank_discount(rank) * frequency
    return sorted(weights, key=lambda term: (-rounded(weights[term]), term))[:COMPARED_TERMS]


def _idf(index: TwinIndex, term: str) -> float:
    frequency = max(len(index.positions(name, term)) for name in TEXT_FIELDS)
    return inverse_document_frequency(len(index.facts), frequency)


def _cosine(one: Vector, other: Vector, all_of_one: Vector, all_of_other: Vector) -> float:
    """Return how like one another two are; 0 for copies, which each is of itself."""
    product = sum(value * other.get(term, 0.0) for term, value in one.items())
    if not product:
        return 0.0
    alike = product >= COPY_COSINE * _length(one) * _length(other)
    if alike and COPY_COSINE <= _length(all_of_one) / _length(all_of_other) <= 1 / COPY_COSINE:
        return 0.0
    return product / math.sqrt(_length(one) * _length(all_of_one) * _length(other) * _length(all_of_other))


def _length(vector: Vector) -> float:
    return math.sqrt(sum(value * value for value in vector.values()))
