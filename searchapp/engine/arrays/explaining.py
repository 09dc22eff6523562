"""A resource and a question in, the parts of its score and its rank out."""

from dataclasses import dataclass

import numpy as np

from indexer.indexed import SEARCHED
from searchapp.engine.arrays.matching import Matches
from searchapp.engine.arrays.norms import Scores
from searchapp.engine.arrays.occurrences import Occurrences
from searchapp.engine.arrays.opened import Opened
from searchapp.engine.arrays.passages import best_passage
from searchapp.engine.arrays.telling import Telling
from searchapp.engine.expansion import Concept
from searchapp.engine.model import rounded


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptPart:
    """What one concept adds."""

    asked: str  # its spellings
    resources: int  # how many have it
    telling: float  # inverse document frequency
    counts: dict[str, int]  # field -> occurrences here
    exact: bool
    adds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a resource has its score and rank."""

    id: str
    matches: bool
    rank: int | None  # from 1, unfiltered; None: it does not match
    total: int  # resources that match
    score: float | None
    concepts: tuple[ConceptPart, ...]
    passage: float  # what the best passage adds
    relaxed: str | None


def explain(
    opened: Opened, number: int, telling: Telling, matches: Matches, scores: Scores | None
) -> Explanation:
    """Return the parts of the score of resource *number*; *scores* are those of the matches, in their order."""
    matching = matches.resources
    value, rank = None, None
    if number in matching:
        value = None if scores is None else rounded(float(scores[np.searchsorted(matching, number)]))
        rank = opened.ordering.rank(matching, scores, number)
    return Explanation(
        id=opened.index.id(number),
        matches=rank is not None,
        rank=rank,
        total=len(matching),
        score=value,
        concepts=tuple(
            _part(opened, number, *each)
            for each in zip(telling.concepts, telling.found, telling.weights, strict=True)
        ),
        passage=opened.ranking.passage * best_passage(opened, number, telling),
        relaxed=matches.relaxed,
    )


def _part(opened: Opened, number: int, concept: Concept, found: Occurrences, weight: float) -> ConceptPart:
    exact = bool(np.isin(number, found.exact))
    counts = {field: count for field in SEARCHED if (count := found.count(field, number))}
    bonus = opened.ranking.exact if exact else 0.0
    return ConceptPart(
        asked=_spelled(concept),
        resources=len(found.resources),
        telling=weight,
        counts=counts,
        exact=exact,
        adds=weight * (opened.norms.saturation(counts, number) + bonus),
    )


def _spelled(concept: Concept) -> str:
    spellings = (
        f"{choice.prefix}*" if choice.prefix is not None else " ".join(choice.terms)
        for choice in concept.choices
    )
    return " | ".join(dict.fromkeys(spellings))
