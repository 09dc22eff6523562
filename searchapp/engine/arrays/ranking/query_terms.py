"""The concepts of a query and where they occur in; each with its weight, out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from searchapp.engine.arrays.index.doc_sets import among
from searchapp.engine.arrays.index.norms import Scores
from searchapp.engine.arrays.index.reader import ArrayIndex
from searchapp.engine.arrays.index.segment import Mask, Numbers
from searchapp.engine.arrays.matching.occurrences import Occurrences
from searchapp.engine.model import LOWER_CASE_WEIGHT, emphasis, inverse_document_frequency
from searchapp.engine.query.concepts import Choice, Concept


@dataclass(frozen=True, slots=True)
class WeightedTerm:
    """A concept that scores, where it occurs, and its idf weight."""

    concept: Concept
    occurrences: Occurrences
    weight: float
    # Its weight where it is in lower case, if it was typed in capitals; None: capitals make no difference.
    lower_case_weight: float | None = None

    @classmethod
    def of(cls, index: ArrayIndex, concept: Concept, occurrences: Occurrences) -> "WeightedTerm":
        """Weigh *concept* by how few resources have it."""
        emphasized = emphasis(concept.times)
        weight = inverse_document_frequency(index.resources, len(occurrences.resources)) * emphasized
        named = occurrences.named
        if named is None:
            return cls(replace(concept, named=()) if concept.named else concept, occurrences, weight)
        in_capitals = inverse_document_frequency(index.resources, len(named)) * emphasized
        return cls(concept, occurrences, in_capitals, LOWER_CASE_WEIGHT * weight)

    def is_named(self, number: int) -> bool:
        """Return whether a resource has the concept, which was typed in capitals, in capitals too."""
        named = self.occurrences.named
        return named is not None and bool(among(np.array([number]), named)[0])

    def weight_in(self, number: int) -> float:
        """Return its weight in one resource."""
        lower = self.lower_case_weight
        return self.weight if lower is None or self.is_named(number) else lower

    def choices_in(self, number: int) -> tuple[Choice, ...]:
        """Return the choices of the concept that count in one resource."""
        return self.concept.named if self.is_named(number) else self.concept.choices

    @property
    def synonym_choices(self) -> tuple[Choice, ...]:
        """The ways in which synonyms of the concept are written."""
        return tuple(choice for synonym in self.concept.synonyms for choice in synonym.choices)

    @property
    def width(self) -> int:
        """How many words of a title or heading it stands for: as many as were typed."""
        return max(1, len(self.concept.choices[0].terms))

    @property
    def ways(self) -> tuple[tuple[tuple[Choice, ...], float, bool | None], ...]:
        """Its choices, and what they weigh: in resources that have it in capitals, and in the others. None: in all."""
        if self.lower_case_weight is None:
            return ((self.concept.choices, self.weight, None),)
        return (
            (self.concept.named, self.weight, True),
            (self.concept.choices, self.lower_case_weight, False),
        )

    def named_among(self, numbers: Numbers) -> Mask:
        """Return which of *numbers* have the concept, which was typed in capitals, in capitals too."""
        named = self.occurrences.named
        return np.zeros(len(numbers), np.bool_) if named is None else among(numbers, named)

    def weights_in(self, numbers: Numbers) -> Scores | float:
        """Return its weight in each of the resources *numbers*; one number where it is the same in all."""
        lower, named = self.lower_case_weight, self.occurrences.named
        if lower is None or named is None:
            return self.weight
        return np.where(among(numbers, named), self.weight, lower)

    def weights_in_passages(self, index: ArrayIndex, passages: Numbers) -> Scores | float:
        """Return its weight in the resource of each of *passages*; one number where it is the same in all."""
        if self.lower_case_weight is None:
            return self.weight
        return self.weights_in(np.searchsorted(index.passage_starts, passages, side="right") - 1)


QueryTerms = tuple[WeightedTerm, ...]


def query_terms(
    index: ArrayIndex, concepts: Sequence[Concept], occurrences: Sequence[Occurrences]
) -> QueryTerms:
    """Return the terms of a query in the order of its *concepts*: sums of floats depend on it."""
    return tuple(
        WeightedTerm.of(index, concept, found) for concept, found in zip(concepts, occurrences, strict=True)
    )
