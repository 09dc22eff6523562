"""Why a resource has its score and rank: the parts, as `explain` shows them."""

from dataclasses import dataclass

from indexer.analysis import capitals_term, plain_term, untagged
from searchapp.engine.query.concepts import Concept


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptPart:
    """What one concept adds."""

    asked: str  # its spellings
    resources: int  # how many have it
    times: int  # how many times it was typed
    idf_weight: float  # inverse document frequency, times the emphasis of what was typed more than once
    counts: dict[str, int]  # field -> occurrences here
    synonyms: dict[str, int]  # field -> occurrences of other words for it here, which count for less
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
    named: float  # what its title and a heading add, if they are what was asked for
    navigation: float  # what it loses by all of these, 0 or less, if it only leads to other pages
    proximity: float  # what words typed side by side add where they occur side by side
    similarity: float  # what being like the other top results adds
    relaxed: str | None


def spelled(concept: Concept) -> str:
    """Return all spellings of a concept, as staff read them."""
    spellings = (
        f"{choice.prefix}*" if choice.prefix is not None else " ".join(map(_readable, choice.terms))
        for choice in (
            *concept.named[:1],
            *concept.choices,
            *(choice for synonym in concept.synonyms for choice in synonym.choices),
        )
    )
    return " | ".join(dict.fromkeys(spellings))


def _readable(term: str) -> str:
    plain = plain_term(term)
    return untagged(plain).upper() if term == capitals_term(plain) else untagged(plain)
