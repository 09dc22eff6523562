"""The scores of a long query's results in; the terms common to the best of them, and what these add to each, out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from indexer.analysis import untagged
from indexer.config import RankingConfig
from searchapp.engine.model import (
    FEEDBACK_CANDIDATES,
    FEEDBACK_RESULTS,
    FEEDBACK_TERMS,
    FEEDBACK_WEIGHT,
    LONG_QUERY,
    RERANKED_RESULTS,
    inverse_document_frequency,
    rounded,
)
from tests.twin.index import TEXT_FIELDS, TwinIndex, analyzer_of, passages_of
from tests.twin.passages import QueryTerms, chosen_passages


@dataclass(frozen=True, slots=True)
class Feedback:
    """The terms common to the best results, and what they add to the score of each resource that is re-ranked."""

    terms: tuple[str, ...] = ()
    adds: Mapping[int, float] = field(default_factory=dict)

    def added(self, scores: Mapping[int, float]) -> dict[int, float]:
        """Return *scores* with it, rounded to 6 significant digits."""
        return {number: rounded(value + self.adds.get(number, 0.0)) for number, value in scores.items()}


def relevance_feedback(
    index: TwinIndex, terms: QueryTerms, scores: Mapping[int, float], ranking: RankingConfig
) -> Feedback:
    """Return the terms common to the best by *scores*, if the query is long."""
    if len(terms.concepts) < LONG_QUERY or len(scores) < 2:
        return Feedback()
    value = {number: rounded(score) for number, score in scores.items()}
    order = sorted(scores, key=lambda number: (-value[number], index.facts[number].id))[:RERANKED_RESULTS]
    best = order[:FEEDBACK_RESULTS]
    if not any(value[number] for number in best):
        return Feedback()
    likely: dict[str, float] = {}
    for number in best:
        said = _terms(index, number, chosen_passages(index, number, terms, 1, ranking))
        for term in dict.fromkeys(said):
            share = value[number] / sum(value[other] for other in best)
            likely[term] = likely.get(term, 0.0) + share * said.count(term) / len(said)
    first = sorted(likely, key=lambda term: (-rounded(likely[term]), term))[:FEEDBACK_CANDIDATES]
    held = {term: max(len(index.positions(name, term)) for name in TEXT_FIELDS) for term in first}
    idf = {term: inverse_document_frequency(len(index.facts), held[term]) for term in first}
    weights = {term: rounded(likely[term] * idf[term] * idf[term]) for term in first if held[term] > 1}
    heaviest = sorted(weights, key=lambda term: (-weights[term], term))[:FEEDBACK_TERMS]
    whole = sum(weights[term] for term in heaviest)
    if not whole:
        return Feedback()
    unit = FEEDBACK_WEIGHT * sum(terms.weights) / whole
    return Feedback(
        tuple(map(untagged, heaviest)),
        {
            number: sum(unit * weights[term] * _saturation(index, term, number, ranking) for term in heaviest)
            for number in order
        },
    )


def _terms(index: TwinIndex, number: int, passages: Sequence[int]) -> list[str]:
    """Return the terms of a resource's title and of its best passage, or else of its summary."""
    resource = index.resources[number]
    analyzer = analyzer_of(resource)
    text = passages_of(resource)[passages[0]][1].text if passages else resource.summary or ""
    return [
        part.term
        for said in (resource.shown_title, text)
        for word in analyzer.words(said)
        for part in word.parts
        if not analyzer.is_common(part.plain)
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
