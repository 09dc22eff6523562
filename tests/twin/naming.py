"""A resource and the words of a query in; how far its title and its headings are what was asked for, out."""

from collections.abc import Mapping, Sequence

from indexer.config import RankingConfig
from searchapp.engine.model import (
    HEADING_NAMED_WEIGHT,
    MIN_NAMED_SHARE,
    NAMED_POWER,
    TITLE_NAMED_WEIGHT,
)
from searchapp.engine.query.concepts import Concept
from tests.twin.index import TwinIndex
from tests.twin.occurrences import Occurrences
from tests.twin.scoring import weight, weights_in


def naming(
    index: TwinIndex,
    concepts: Sequence[Concept],
    found: Sequence[Occurrences],
    number: int,
    ranking: RankingConfig,
) -> float:
    """Return what the title of a resource, or else its best heading, adds to its score."""
    facts = index.facts[number]
    in_title = [number in each.as_typed["title"] for each in found]
    title = _how_far(index, concepts, found, number, in_title, facts.title_words)
    lines = named_lines(index, concepts, found, number)
    return max(
        ranking.title * TITLE_NAMED_WEIGHT * title,
        ranking.headings * HEADING_NAMED_WEIGHT * max(lines.values(), default=0.0),
    )


def named_lines(
    index: TwinIndex, concepts: Sequence[Concept], found: Sequence[Occurrences], number: int
) -> Mapping[int, float]:
    """Return how far each heading line of a resource is what was asked for."""
    return {
        line: _how_far(
            index,
            concepts,
            found,
            number,
            [line in each.lines.get(number, ()) for each in found],
            words,
        )
        for line, words in enumerate(index.facts[number].line_words)
    }


def _how_far(  # noqa: PLR0917  # all of it says which line
    index: TwinIndex,
    concepts: Sequence[Concept],
    found: Sequence[Occurrences],
    number: int,
    there: Sequence[bool],
    words: int,
) -> float:
    total = here = 0.0
    covered = 0
    weights = weights_in(index, found, number)
    for concept, each, in_it, weight_here in zip(concepts, found, there, weights, strict=True):
        total += weight(index, each)
        if in_it:
            here += weight_here
            covered += max(1, len(concept.choices[0].terms))
    if not here or here < MIN_NAMED_SHARE * total:
        return 0.0
    return total * (here / total) ** NAMED_POWER * min(1.0, covered / max(1, words))
