"""Entries that contain what was typed in; those that are suggested, best first and each once, out.

    score = 4 if it begins with what was typed + 2 if it has all typed words whole + its kind + 0.5 log10(resources)

The numbers are first guesses with reasons, not measured: there is no log of what people choose, and there will be none.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from searchapp.engine.suggesting.matching import Level
from searchapp.engine.suggesting.suggestion import Kind

# Whoever types the beginning of a name goes on with it: nothing outweighs that.
BEGINS: Final = 4.0
# "art" is rather "The art of …" than "Articles": worth more than any kind.
WHOLE: Final = 2.0
# A title is one resource, and most searches are for one. A topic leads to several, a heading to a place in some: below
# all titles that match as well. An acronym is short, and as good a name as the title that prints it.
KINDS: Final[dict[Kind, float]] = {"title": 1.5, "acronym": 1.25, "topic": 1.0, "heading": 0.0}
# A topic or an acronym that ten resources have is as good as a title, one of a hundred better.
RESOURCES: Final = 0.5  # for each factor of ten
MOST_RESOURCES: Final = 100
_ENDS: Final = " .:,;!?…"
_KIND_ORDER: Final = {kind: place for place, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An entry that contains what was typed."""

    kind: Kind
    level: Level
    score: float
    words: int  # the fewer, the more of the entry was typed
    folded: str  # what it is sorted by
    tie: str  # the id of a title's resource, the key of a heading, else the text as printed
    number: int = -1  # of a title's resource

    @property
    def order(self) -> tuple[object, ...]:
        """What candidates are sorted by."""
        return (self.level, -self.score, self.words, self.folded, _KIND_ORDER[self.kind], self.tie)


def score(kind: Kind, *, begins: bool, whole: bool, resources: int = 1) -> float:
    """Return the score of an entry that so many *resources* have."""
    frequency = RESOURCES * math.log10(min(max(resources, 1), MOST_RESOURCES))
    return round(BEGINS * begins + WHOLE * whole + KINDS[kind] + frequency, 6)


def same_text(folded: str) -> str:
    """Return what two entries have in common that are one suggestion: "Foreign key clause" and "foreign-key-clause:"; not "C" and "C++"."""
    return folded.replace("-", " ").rstrip(_ENDS) or folded


def best(candidates: Iterable[Candidate], limit: int) -> list[Candidate]:
    """Return the best *limit* candidates in order, each text once."""
    chosen: dict[str, Candidate] = {}
    for candidate in sorted(candidates, key=lambda each: each.order):
        chosen.setdefault(same_text(candidate.folded), candidate)
    return list(chosen.values())[:limit]
