"""Occurrences in, one score a resource out: BM25F over fields, plus its best passage, plus exact forms.

BM25F: Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted fields", CIKM 2004. Frequencies of
all fields are weighted and normalised by length before they are saturated once, so that a word in the title and in
the text is one piece of evidence and not two.
"""

from collections.abc import Sequence

from indexer.config import RankingConfig
from searchapp.engine.model import LOWER_CASE_WEIGHT, PASSAGE_B, emphasis, inverse_document_frequency
from tests.twin.index import TEXT_FIELDS, TwinIndex
from tests.twin.occurrences import Occurrences


def score(
    index: TwinIndex, concepts: Sequence[Occurrences], matches: frozenset[int], ranking: RankingConfig
) -> dict[int, float]:
    """Return the score of each of *matches*, not rounded."""
    scores = {}
    for number in matches:
        idfs = weights_in(index, concepts, number)
        total = 0.0
        for found, idf in zip(concepts, idfs, strict=True):
            total += concept_score(index, found, idf, number, ranking)
        scores[number] = total + ranking.passage * best_passage(index, concepts, idfs, number, ranking)
    return scores


def weights_in(index: TwinIndex, concepts: Sequence[Occurrences], number: int) -> list[float]:
    """Return the weight of each concept in one resource."""
    return [
        weight(index, found)
        if found.named is None or number in found.named
        else LOWER_CASE_WEIGHT * _idf(index, found, found.resources)
        for found in concepts
    ]


def weight(index: TwinIndex, found: Occurrences) -> float:
    """Return the weight of a concept; of what was typed in capitals, where it stands so."""
    return _idf(index, found, found.resources if found.named is None else found.named)


def _idf(index: TwinIndex, found: Occurrences, holding: frozenset[int]) -> float:
    return inverse_document_frequency(len(index.facts), len(holding)) * emphasis(found.times)


def concept_score(
    index: TwinIndex, found: Occurrences, idf: float, number: int, ranking: RankingConfig
) -> float:
    """Return what one concept adds to the score of a resource."""
    frequency = _weighted_frequency(index, found, number, ranking)
    return idf * (frequency / (ranking.k1 + frequency) + (ranking.exact if number in found.exact else 0.0))


def _weighted_frequency(index: TwinIndex, found: Occurrences, number: int, ranking: RankingConfig) -> float:
    lengths = index.facts[number].lengths
    frequency = 0.0
    for field, length, mean in zip(TEXT_FIELDS, lengths, index.mean_lengths, strict=True):
        count = found.counts[field].get(number, 0)
        if count:
            b = getattr(ranking.b, field)
            frequency += getattr(ranking, field) * count / (1 - b + b * length / mean)
    return frequency


def best_passage(
    index: TwinIndex,
    concepts: Sequence[Occurrences],
    idfs: Sequence[float],
    number: int,
    ranking: RankingConfig,
) -> float:
    """Return the score of the best passage of a resource; 0 where none holds any of *concepts*."""
    return max(passage_scores(index, concepts, idfs, number, ranking).values(), default=0.0)


def passage_scores(
    index: TwinIndex,
    concepts: Sequence[Occurrences],
    idfs: Sequence[float],
    number: int,
    ranking: RankingConfig,
) -> dict[int, float]:
    """Return {ordinal: score} of the passages of a resource that hold any of *concepts*."""
    passages = index.facts[number].passages
    scores: dict[int, float] = {}
    for found, idf in zip(concepts, idfs, strict=True):
        for ordinal, count in found.passages.get(number, {}).items():
            norm = 1 - PASSAGE_B + PASSAGE_B * passages[ordinal][1] / index.mean_passage
            scores[ordinal] = scores.get(ordinal, 0.0) + idf * count / (count + ranking.k1 * norm)
    return scores
