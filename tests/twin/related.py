"""A resource in, those that are related to it out."""

import math
from collections.abc import Sequence

from searchapp.engine.model import (
    MAX_SHARED_TOPICS,
    RELATED_RESOURCES,
    SHARED_TOPICS_WEIGHT,
    inverse_document_frequency,
    rounded,
)
from searchapp.engine.query.compounds import CompoundWords
from searchapp.engine.query.expansion import expand as concepts_of
from searchapp.engine.query.parser import parse
from tests.twin.index import TwinIndex
from tests.twin.occurrences import find


def related(index: TwinIndex, known: Sequence[CompoundWords], number: int) -> list[int]:
    """Return the numbers of the resources whose titles share the rarest words of this one's, and that share its topics."""
    facts = index.facts
    query = parse(facts[number].title.replace('"', " "), languages=index.languages)
    concepts = [find(index, concept) for concept in concepts_of(query, *known).asked]
    titles = [
        frozenset(found.counts["title"]) & (found.resources if found.named is None else found.named)
        for found in concepts
    ]
    topics = [index.with_name("topic", topic) for topic in facts[number].topics[:MAX_SHARED_TOPICS]]

    def told(other: int, sets: Sequence[frozenset[int]], power: int) -> float:
        return sum(
            inverse_document_frequency(len(facts), len(held)) ** power for held in sets if other in held
        )

    own = max(1, facts[number].lengths[0])
    alike = {
        other: rounded(
            told(other, titles, 2)
            / (told(number, titles, 2) or 1.0)
            * math.sqrt(own / max(own, facts[other].lengths[0]))
            + SHARED_TOPICS_WEIGHT * told(other, topics, 1) / (told(number, topics, 1) or 1.0)
        )
        for other in range(len(facts))
        if other != number
        and any(other in held for held in titles)
        and (not topics or any(other in held for held in topics))
    }
    return sorted(alike, key=lambda other: (-alike[other], facts[other].id))[:RELATED_RESOURCES]
