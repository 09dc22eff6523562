"""The concepts of a question and where they stand in; how telling each is, out."""

from collections.abc import Sequence
from dataclasses import dataclass

from searchapp.engine.arrays.index.reader import ArrayIndex
from searchapp.engine.arrays.matching.occurrences import Occurrences
from searchapp.engine.model import emphasis, inverse_document_frequency
from searchapp.engine.query.expansion import Concept


@dataclass(frozen=True, slots=True)
class Telling:
    """The concepts that score, where they stand, and how telling each is."""

    concepts: tuple[Concept, ...] = ()
    found: tuple[Occurrences, ...] = ()
    weights: tuple[float, ...] = ()

    @classmethod
    def of(cls, index: ArrayIndex, concepts: Sequence[Concept], found: Sequence[Occurrences]) -> "Telling":
        """Weigh *concepts* by how few resources have them."""
        weights = [
            inverse_document_frequency(index.resources, len(each.resources)) * emphasis(concept.times)
            for concept, each in zip(concepts, found, strict=True)
        ]
        return cls(tuple(concepts), tuple(found), tuple(weights))
