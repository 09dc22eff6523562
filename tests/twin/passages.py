"""A matching resource in; the passages that answer the query best out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexer.config import RankingConfig
from searchapp.engine.model import (
    HEADING_WEIGHT,
    MIN_PASSAGE_SHARE,
    PASSAGE_NAMED_WEIGHT,
    SYNONYM_WEIGHT,
    rounded,
)
from searchapp.engine.query.concepts import Concept
from tests.twin.index import TwinIndex
from tests.twin.naming import named_lines
from tests.twin.occurrences import Occurrences
from tests.twin.scoring import passage_scores, weight, weights_in


@dataclass(frozen=True, slots=True)
class QueryTerms:
    """The concepts that score, where they occur, and their idf weights."""

    concepts: tuple[Concept, ...] = ()
    occurrences: tuple[Occurrences, ...] = ()
    weights: tuple[float, ...] = ()

    @classmethod
    def of(cls, index: TwinIndex, concepts: Sequence[Concept], found: Sequence[Occurrences]) -> "QueryTerms":
        """Weigh *concepts* by how few resources have them."""
        told = tuple(
            replace(concept, named=() if each.named is None else concept.named)
            for concept, each in zip(concepts, found, strict=True)
        )
        return cls(told, tuple(found), tuple(weight(index, each) for each in found))


def chosen_passages(  # all of it says which passages
    index: TwinIndex,
    number: int,
    terms: QueryTerms,
    limit: int,
    ranking: RankingConfig,
    *,
    weakest: float = MIN_PASSAGE_SHARE,
) -> list[int]:
    """Return the ordinals of up to *limit* passages, best first; none where no passage has a concept."""
    scores = passage_scores(
        index, terms.occurrences, weights_in(index, terms.occurrences, number), number, ranking
    )
    _add_headings(scores, index, number, terms)
    best = max(scores.values(), default=0.0)
    _add_named(scores, index, number, terms)
    kept = [ordinal for ordinal, value in scores.items() if value >= weakest * best]
    return sorted(kept, key=lambda ordinal: (-rounded(scores[ordinal]), ordinal))[:limit]


def matching_passages(
    index: TwinIndex, number: int, terms: QueryTerms, ranking: RankingConfig
) -> dict[int, float]:
    """Return every passage that has a concept in it or above it, with its score."""
    scores = passage_scores(
        index, terms.occurrences, weights_in(index, terms.occurrences, number), number, ranking
    )
    _add_headings(scores, index, number, terms)
    _add_named(scores, index, number, terms)
    return scores


def _add_headings(scores: dict[int, float], index: TwinIndex, number: int, terms: QueryTerms) -> None:
    """Count a concept for the passages below a heading line that holds it; once, however many lines do."""
    for ordinal, above in enumerate(index.facts[number].above):
        held = []
        for found, weight_here in zip(
            terms.occurrences, weights_in(index, terms.occurrences, number), strict=True
        ):
            if found.lines.get(number, frozenset()) & above:
                held.append(weight_here)
            elif found.synonym_lines.get(number, frozenset()) & above:
                held.append(SYNONYM_WEIGHT * weight_here)
        if held:
            scores[ordinal] = scores.get(ordinal, 0.0) + HEADING_WEIGHT * sum(held)


def _add_named(scores: dict[int, float], index: TwinIndex, number: int, terms: QueryTerms) -> None:
    """Count a heading that is what was asked for, for the passages right below it."""
    named = named_lines(index, terms.concepts, terms.occurrences, number)
    for ordinal, above in enumerate(index.facts[number].above):
        if above and named[max(above)]:  # the nearest begins last
            scores[ordinal] = scores.get(ordinal, 0.0) + PASSAGE_NAMED_WEIGHT * named[max(above)]
