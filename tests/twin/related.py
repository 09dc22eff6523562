"""A resource in; others that are like it, out: each held against each."""

import math
from collections.abc import Sequence

from indexer.resource import RECORD_FORMAT, Resource
from searchapp.engine.model import (
    MAX_SHARED_TOPICS,
    PART_OF_WEIGHT,
    RELATED_RESOURCES,
    SHARED_TOPICS_WEIGHT,
    inverse_document_frequency,
    rounded,
)
from searchapp.engine.query.compounds import CompoundWords
from searchapp.engine.query.expansion import expand
from searchapp.engine.query.parser import parse
from tests.twin.index import TwinIndex
from tests.twin.occurrences import find


def related(index: TwinIndex, known: Sequence[CompoundWords], number: int) -> list[int]:
    """Return the resources whose titles share the rarest words of this one's, that share its topics, and that are part of the same book."""
    facts = index.facts
    query = parse(facts[number].title.replace('"', " "), languages=index.languages)
    concepts = [find(index, concept) for concept in expand(query, *known).asked]
    titles = [
        frozenset(found.counts["title"]) & (found.resources if found.named is None else found.named)
        for found in concepts
    ]
    topics = [index.with_name("topic", topic) for topic in facts[number].topics[:MAX_SHARED_TOPICS]]

    def told(other: int, sets: Sequence[frozenset[int]], power: int) -> float:
        return sum(
            inverse_document_frequency(len(facts), len(held)) ** power for held in sets if other in held
        )

    levels = levels_of(index.resources[number])

    def shared(other: int) -> float:
        """Return how many of the levels that this one is part of the other is part of, as a share."""
        theirs = levels_of(index.resources[other])
        same = [one == two for one, two in zip(levels, theirs, strict=False)]
        return [*same, False].index(False) / len(levels) if levels else 0.0

    own = max(1, facts[number].lengths[0])
    alike = {
        other: rounded(
            told(other, titles, 2)
            / (told(number, titles, 2) or 1.0)
            * math.sqrt(own / max(own, facts[other].lengths[0]))
            + SHARED_TOPICS_WEIGHT * told(other, topics, 1) / (told(number, topics, 1) or 1.0)
            + PART_OF_WEIGHT * shared(other)
        )
        for other in range(len(facts))
        if other != number
        and any(other in held for held in titles)
        and (not topics or any(other in held for held in topics))
    }
    return sorted(alike, key=lambda other: (-alike[other], facts[other].id))[:RELATED_RESOURCES]


def levels_of(resource: Resource) -> list[str]:
    """Return what a resource is part of: its source, then its path, else the folders of its first file."""
    if resource.path:
        return [resource.source, *resource.path[:8]]
    files = [document.address for document in resource.documents if document.format != RECORD_FORMAT]
    if resource.topics or not files or not files[0]:
        return []
    return [resource.source, *files[0].split("/")[:-1][:8]]
