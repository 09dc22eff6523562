"""A resource in; others whose titles share its rarest words, that share its topics, and that are part of the same book, out."""

import numpy as np

from indexer.part_of import part_of
from indexer.stored_fields import StoredFields
from searchapp.engine.arrays.index.doc_sets import among
from searchapp.engine.arrays.index.snapshot import IndexSnapshot
from searchapp.engine.arrays.matching.lookups import Lookups
from searchapp.engine.arrays.matching.occurrences import find
from searchapp.engine.model import (
    MAX_SHARED_TOPICS,
    PART_OF_WEIGHT,
    RELATED_RESOURCES,
    SHARED_TOPICS_WEIGHT,
    inverse_document_frequency,
)
from searchapp.engine.query.expansion import expand
from searchapp.engine.query.parser import parse


def related(
    snapshot: IndexSnapshot, number: int, stored_fields: StoredFields, address: str = ""
) -> list[int]:
    """Return the resources that are most like resource *number*, best first: docs/relevance.md, "Related resources".

    *address* is that of its first file, "" if it has none.
    """
    index = snapshot.index
    lookups = Lookups(index)
    titles, topics = np.zeros(index.size), np.zeros(index.size)
    query = parse(stored_fields.title.replace('"', " "), languages=index.languages)
    asked = expand(query, *snapshot.compounds).asked
    for found in (find(lookups, concept) for concept in asked):
        if "title" in found.counts:
            numbers, _ = found.counts["title"]
            if found.named is not None:
                numbers = numbers[among(numbers, found.named)]
            titles[numbers] += inverse_document_frequency(index.resources, len(numbers)) ** 2
    for numbers in (index.with_name("topic", topic) for topic in stored_fields.topics[:MAX_SHARED_TOPICS]):
        topics[numbers] += inverse_document_frequency(index.resources, len(numbers))
    lengths = index.column("length.title").astype(np.float64)
    own = max(1.0, float(lengths[number]))
    alike = titles / (titles[number] or 1.0) * np.sqrt(own / np.maximum(own, lengths))
    alike += SHARED_TOPICS_WEIGHT * topics / (topics[number] or 1.0)
    levels = part_of(stored_fields.source, stored_fields.path, stored_fields.topics, address)
    if levels:
        shared = np.zeros(index.size)
        for depth, level in enumerate(levels, start=1):
            shared[index.with_name("part_of", level)] = depth
        alike += PART_OF_WEIGHT * shared / len(levels)
    near = (titles > 0) & ((topics > 0) if stored_fields.topics else True)
    near[number] = False
    matching = np.flatnonzero(near)
    return snapshot.ordering.page(matching, alike[matching], "relevance", 0, RELATED_RESOURCES).numbers
