"""Why a resource has its score and rank: the parts, as `explain` tells them."""

from dataclasses import dataclass

from indexer.analysis import in_capitals, plain_term
from searchapp.engine.query.expansion import Concept


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptPart:
    """What one concept adds."""

    asked: str  # its spellings
    resources: int  # how many have it
    times: int  # how often it was typed
    telling: float  # inverse document frequency, times the emphasis of what was typed several times
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
    closeness: float  # what it adds that words typed side by side stand side by side
    agreement: float  # what it adds to say what the best answers agree on …
    agreed: tuple[str, ...]  # … the terms of that, the weightiest first
    relaxed: str | None


def spelled(concept: Concept) -> str:
    """Return all spellings of a concept, as staff read them."""
    spellings = (
        f"{choice.prefix}*" if choice.prefix is not None else " ".join(map(_told, choice.terms))
        for choice in (*concept.named[:1], *concept.choices)
    )
    return " | ".join(dict.fromkeys(spellings))


def _told(term: str) -> str:
    plain = plain_term(term)
    return plain.upper() if term == in_capitals(plain) else plain
