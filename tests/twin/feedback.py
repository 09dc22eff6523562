"""The scores of a sentence's answers in; what the best of them agree on, and what that adds to each, out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from indexer.analysis import is_common, words
from indexer.config import RankingConfig
from searchapp.engine.model import (
    AGREED_TERMS,
    AGREEMENT,
    BEST,
    LIKELIEST_TERMS,
    REORDERED,
    SENTENCE,
    inverse_document_frequency,
    rounded,
)
from tests.twin.index import TEXT_FIELDS, TwinIndex, passages_of
from tests.twin.passages import QueryTerms, chosen_passages


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the best answers agree on, and what that adds to the score of each resource that it re-orders."""

    terms: tuple[str, ...] = ()
    adds: Mapping[int, float] = field(default_factory=dict)

    def added(self, scores: Mapping[int, float]) -> dict[int, float]:
        """Return *scores* with it, rounded to 6 significant digits."""
        return {number: rounded(value + self.adds.get(number, 0.0)) for number, value in scores.items()}


def agreement(
    index: TwinIndex, terms: QueryTerms, scores: Mapping[int, float], ranking: RankingConfig
) -> Agreement:
    """Return what the best by *scores* agree on, if the question is a sentence."""
    if len(terms.concepts) < SENTENCE or len(scores) < 2:
        return Agreement()
    value = {number: rounded(score) for number, score in scores.items()}
    order = sorted(scores, key=lambda number: (-value[number], index.facts[number].id))[:REORDERED]
    best = order[:BEST]
    if not any(value[number] for number in best):
        return Agreement()
    likely: dict[str, float] = {}
    for number in best:
        said = _terms(index, number, chosen_passages(index, number, terms, 1, ranking))
        for term in dict.fromkeys(said):
            share = value[number] / sum(value[other] for other in best)
            likely[term] = likely.get(term, 0.0) + share * said.count(term) / len(said)
    first = sorted(likely, key=lambda term: (-rounded(likely[term]), term))[:LIKELIEST_TERMS]
    held = {term: max(len(index.positions(name, term)) for name in TEXT_FIELDS) for term in first}
    idf = {term: inverse_document_frequency(len(index.facts), held[term]) for term in first}
    weights = {term: rounded(likely[term] * idf[term] * idf[term]) for term in first if held[term] > 1}
    agreed = sorted(weights, key=lambda term: (-weights[term], term))[:AGREED_TERMS]
    whole = sum(weights[term] for term in agreed)
    if not whole:
        return Agreement()
    unit = AGREEMENT * sum(terms.weights) / whole
    return Agreement(
        tuple(agreed),
        {
            number: sum(unit * weights[term] * _saturation(index, term, number, ranking) for term in agreed)
            for number in order
        },
    )


def _terms(index: TwinIndex, number: int, passages: Sequence[int]) -> list[str]:
    """Return the terms of a resource's title and of its best passage, or else of its summary."""
    resource = index.resources[number]
    text = passages_of(resource)[passages[0]][1].text if passages else resource.summary or ""
    return [
        part.term
        for said in (resource.shown_title, text)
        for word in words(said)
        for part in word.parts
        if not is_common(part.plain)
    ]


def _saturation(index: TwinIndex, term: str, number: int, ranking: RankingConfig) -> float:
    frequency = 0.0
    lengths = index.facts[number].lengths
    for name, length, mean in zip(TEXT_FIELDS, lengths, index.mean_lengths, strict=True):
        count = len(index.positions(name, term).get(number, ()))
        if count:
            b = getattr(ranking.b, name)
            frequency += getattr(ranking, name) * count / (1 - b + b * length / mean)
    return frequency / (ranking.k1 + frequency)
