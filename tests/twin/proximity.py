"""The scores of a short query's results in; what words side by side add to the best of them, out."""

from collections.abc import Mapping
from itertools import pairwise

from indexer.config import RankingConfig
from searchapp.engine.model import LONG_QUERY, PROXIMITY_RESULTS, PROXIMITY_WEIGHT, rounded
from searchapp.engine.query.concepts import Concept
from tests.twin.index import TEXT_FIELDS, TwinIndex
from tests.twin.passages import QueryTerms


def proximity(
    index: TwinIndex, terms: QueryTerms, scores: Mapping[int, float], ranking: RankingConfig
) -> dict[int, float]:
    """Return what is added to each of the best by *scores*, if the query is short."""
    if len(terms.concepts) >= LONG_QUERY:
        return {}
    best = sorted(scores, key=lambda number: (-rounded(scores[number]), index.facts[number].id))[
        :PROXIMITY_RESULTS
    ]
    weighed = zip(terms.concepts, terms.weights, strict=True)
    added = dict.fromkeys(best, 0.0)
    for (one, weight), (other, other_weight) in pairwise(weighed):
        if not (_is_word(one) and _is_word(other)):
            continue
        for number in best:
            frequency = sum(
                _frequency(index, left, right, number, ranking)
                for left in _terms(one)
                for right in _terms(other)
            )
            added[number] += (
                PROXIMITY_WEIGHT * min(weight, other_weight) * frequency / (frequency + ranking.k1)
            )
    return added


def _is_word(concept: Concept) -> bool:
    return len(concept.choices[0].terms) == 1 and concept.choices[0].fields == TEXT_FIELDS


def _terms(concept: Concept) -> list[str]:
    """Return the term of a word as typed, in each language."""
    counted = concept.named or concept.choices
    return [choice.terms[0] for choice in counted if choice in (concept.typed or counted[:1])]


def _frequency(index: TwinIndex, one: str, other: str, number: int, ranking: RankingConfig) -> float:
    """Return how often two terms stand side by side in a resource, each time for what its field is worth."""
    frequency = 0.0
    lengths = index.facts[number].lengths
    for name, length, mean in zip(TEXT_FIELDS, lengths, index.mean_lengths, strict=True):
        places = index.positions(name, one).get(number, ())
        following = index.positions(name, other).get(number, ())
        count = sum(place + 1 in following for place in places)
        if count:
            b = getattr(ranking.b, name)
            frequency += getattr(ranking, name) * count / (1 - b + b * length / mean)
    return frequency
