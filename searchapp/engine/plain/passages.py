"""A matching resource in; the passages that answer the question best, with their marks, out."""

from collections.abc import Sequence
from dataclasses import dataclass

from indexer.schema import Stored
from searchapp.engine.expansion import Concept
from searchapp.engine.marking import Marker
from searchapp.engine.model import HEADING, WEAKEST, inverse_document_frequency, rounded
from searchapp.engine.plain.index import PlainIndex
from searchapp.engine.plain.occurrences import Occurrences
from searchapp.engine.plain.scoring import passage_scores


@dataclass(frozen=True, slots=True)
class Telling:
    """The concepts that score, where they stand, and how telling each is."""

    concepts: tuple[Concept, ...] = ()
    found: tuple[Occurrences, ...] = ()
    weights: tuple[float, ...] = ()

    @classmethod
    def of(cls, index: PlainIndex, concepts: Sequence[Concept], found: Sequence[Occurrences]) -> "Telling":
        """Weigh *concepts* by how few resources have them."""
        total = len(index.facts)
        weights = [inverse_document_frequency(total, len(each.resources)) for each in found]
        return cls(tuple(concepts), tuple(found), tuple(weights))


def chosen_passages(  # noqa: PLR0913  # what is stored is handed in: reading it twice would double the work
    index: PlainIndex, number: int, stored: Stored, telling: Telling, limit: int, *, weakest: float = WEAKEST
) -> list[int]:
    """Return the ordinals of up to *limit* passages, best first; none where no passage has a concept."""
    scores = passage_scores(index, telling.found, telling.weights, number)
    _add_prefixes(scores, stored, telling)
    _add_headings(scores, stored, telling)
    best = max(scores.values(), default=0.0)
    kept = [ordinal for ordinal, value in scores.items() if value >= weakest * best]
    return sorted(kept, key=lambda ordinal: (-rounded(scores[ordinal]), ordinal))[:limit]


def _add_prefixes(scores: dict[int, float], stored: Stored, telling: Telling) -> None:
    """Count prefixes too: the index knows no positions of them, but the texts are at hand."""
    prefixed = {
        number
        for number, concept in enumerate(telling.concepts)
        if any(choice.prefix is not None for choice in concept.choices)
    }
    if not prefixed:
        return
    marker = Marker(telling.concepts, "text")
    for ordinal, passage in enumerate(stored.passages):
        held = {mark.concept for mark in marker.marks(passage.text)} & prefixed
        if held:
            scores[ordinal] = scores.get(ordinal, 0.0) + sum(
                telling.weights[number] for number in sorted(held)
            )


def _add_headings(scores: dict[int, float], stored: Stored, telling: Telling) -> None:
    marker = Marker(telling.concepts, "headings")
    worth: dict[tuple[str, ...], float] = {}
    for ordinal, passage in enumerate(stored.passages):
        heading = passage.place.heading
        if heading not in worth:
            held = {mark.concept for line in heading for mark in marker.marks(line)}
            worth[heading] = HEADING * sum(telling.weights[number] for number in sorted(held))
        if worth[heading]:
            scores[ordinal] = scores.get(ordinal, 0.0) + worth[heading]
