"""The concepts of a question and where they stand in; how telling each is, out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from searchapp.engine.arrays.index.doc_sets import among
from searchapp.engine.arrays.index.norms import Scores
from searchapp.engine.arrays.index.reader import ArrayIndex
from searchapp.engine.arrays.index.segment import Numbers
from searchapp.engine.arrays.matching.occurrences import Occurrences
from searchapp.engine.model import SMALL_LETTERS, emphasis, inverse_document_frequency
from searchapp.engine.query.expansion import Choice, Concept


@dataclass(frozen=True, slots=True)
class Telling:
    """The concepts that score, where they stand, and how telling each is."""

    concepts: tuple[Concept, ...] = ()
    found: tuple[Occurrences, ...] = ()
    weights: tuple[float, ...] = ()
    # The same where a concept that was typed in capitals stands in small letters; None: capitals tell nothing.
    small: tuple[float | None, ...] = ()

    @classmethod
    def of(cls, index: ArrayIndex, concepts: Sequence[Concept], found: Sequence[Occurrences]) -> "Telling":
        """Weigh *concepts* by how few resources have them."""
        weights: list[float] = []
        small: list[float | None] = []
        for concept, each in zip(concepts, found, strict=True):
            times = emphasis(concept.times)
            weight = inverse_document_frequency(index.resources, len(each.resources)) * times
            if each.named is None:
                weights.append(weight)
                small.append(None)
            else:
                weights.append(inverse_document_frequency(index.resources, len(each.named)) * times)
                small.append(SMALL_LETTERS * weight)
        told = tuple(
            concept if each.named is not None else replace(concept, named=())
            for concept, each in zip(concepts, found, strict=True)
        )
        return cls(told, tuple(found), tuple(weights), tuple(small))

    def weights_in(self, number: int) -> Sequence[float]:
        """Return how telling each concept is in one resource."""
        if all(less is None for less in self.small):
            return self.weights
        return [
            weight if less is None or self.is_named(place, number) else less
            for place, (weight, less) in enumerate(zip(self.weights, self.small, strict=True))
        ]

    def is_named(self, place: int, number: int) -> bool:
        """Tell whether a resource has a concept, which was typed in capitals, in capitals too."""
        named = self.found[place].named
        return named is not None and bool(among(np.array([number]), named)[0])

    def choices_in(self, place: int, number: int) -> tuple[Choice, ...]:
        """Return the choices of one concept that count in one resource."""
        concept = self.concepts[place]
        return concept.named if self.is_named(place, number) else concept.choices

    def weights_of(self, place: int, numbers: Numbers) -> Scores | float:
        """Return how telling one concept is in each of *numbers*."""
        less, named = self.small[place], self.found[place].named
        if less is None or named is None:
            return self.weights[place]
        return np.where(among(numbers, named), self.weights[place], less)

    def weights_of_passages(self, index: ArrayIndex, place: int, passages: Numbers) -> Scores | float:
        """Return how telling one concept is in the resource of each of *passages*."""
        if self.small[place] is None:
            return self.weights[place]
        return self.weights_of(place, np.searchsorted(index.passage_starts, passages, side="right") - 1)
