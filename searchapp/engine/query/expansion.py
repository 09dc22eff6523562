"""A parsed question in, concepts out: for each thing asked for, every way in which the index may hold it.

"de-escalation", "de escalation" and "deescalation" must find each other (docs/query-language.md). The index holds only what
was printed, part by part; so the question asks for all three. Only spellings whose terms the index knows are kept.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from indexer.analysis import Word, is_common, term_of
from indexer.indexed import SEARCHED
from searchapp.engine.query.compounds import Spellings
from searchapp.engine.query.query import Either, Prefix, Query, Scope, Unit, Words, asked_for

# A text of more words is known by its rarest: what stands in every other resource tells little of it. The longest
# question of the judged collections has 92 words that count; the commonest 256 took 40 times an ordinary question.
MAX_ASKED: Final = 100
# Other ways to write a phrase of more parts are not looked for: it is quoted from a text, and each way costs a look at
# all its parts.
MAX_RESPELLED: Final = 32

_FIELDS: dict[Scope, tuple[str, ...]] = {"all": SEARCHED, "title": ("title",)}


@dataclass(frozen=True, slots=True)
class Choice:
    """One way in which a concept can stand in a text: consecutive terms, or a word that begins with a prefix."""

    fields: tuple[str, ...]
    terms: tuple[str, ...] = ()
    prefix: str | None = None


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing asked for, and what counts as its exact form."""

    choices: tuple[Choice, ...]
    forms: tuple[tuple[str, ...], ...] = ()  # exact where all forms of one of these stand
    times: int = 1  # how often it was typed


@dataclass(frozen=True, slots=True)
class Expanded:
    """The concepts of a question."""

    asked: tuple[Concept, ...]  # most of them must match
    required: tuple[Concept, ...]
    excluded: tuple[Concept, ...]
    cut: str | None = None  # which words were not used, and why

    @property
    def scored(self) -> tuple[Concept, ...]:
        """Those that score, in a fixed order: sums of floats depend on it."""
        return (*self.asked, *self.required)


def expand(query: Query, known: Spellings) -> Expanded:
    """Return the concepts of *query* in the spellings that the index knows."""
    asked, cut = _rarest(_asked(asked_for(query), query.plain, known), known)
    return Expanded(
        asked=asked,
        required=tuple(_concept(unit, known) for unit in query.required),
        excluded=tuple(_concept(unit, known) for unit in query.excluded),
        cut=cut,
    )


def _asked(asked: tuple[Words, ...], typed: tuple[Words, ...], known: Spellings) -> tuple[Concept, ...]:
    """Return a concept for each word asked for; neighbours may also stand written as one."""
    glued: dict[Words, list[Choice]] = {}
    for left, right in pairwise(typed):
        joined = _joined(_plains(left.words)[-1:] + _plains(right.words)[:1], known)
        if joined is not None and len(left.words[0].parts) == len(right.words[0].parts) == 1:
            for unit in (left, right):
                glued.setdefault(unit, []).append(Choice(SEARCHED, (joined,)))
    return tuple(_with(_concept(unit, known), glued.get(unit, ()), unit.times) for unit in asked)


def _rarest(asked: tuple[Concept, ...], known: Spellings) -> tuple[tuple[Concept, ...], str | None]:
    """Return the first MAX_ASKED of *asked*, the rarest that the index knows, in their order; and what is told of it."""
    if len(asked) <= MAX_ASKED:
        return asked, None

    def commonness(place: int) -> tuple[bool, float]:
        concept = asked[place]
        held = max(min(map(known.resources_with, choice.terms)) for choice in concept.choices)
        return not held, held / concept.times  # what is typed twice is what the text is about

    kept = sorted(sorted(range(len(asked)), key=commonness)[:MAX_ASKED])
    return (
        tuple(asked[place] for place in kept),
        f"Only the {MAX_ASKED} rarest of these {len(asked)} words were used.",
    )


def _with(concept: Concept, more: Sequence[Choice], times: int) -> Concept:
    if not more and times == 1:
        return concept
    return replace(concept, choices=tuple(dict.fromkeys((*concept.choices, *more))), times=times)


def _concept(unit: Unit, known: Spellings) -> Concept:
    if isinstance(unit, Either):
        each = [_concept(choice, known) for choice in unit.choices]
        choices = dict.fromkeys(choice for concept in each for choice in concept.choices)
        forms = dict.fromkeys(form for concept in each for form in concept.forms)
        return Concept(tuple(choices), tuple(forms))
    fields = _FIELDS[unit.scope]
    if isinstance(unit, Prefix):
        return Concept((Choice(fields, prefix=unit.plain),))
    spellings = dict.fromkeys(_spellings(unit.words, known))
    return Concept(
        tuple(Choice(fields, terms) for terms in spellings),
        (tuple(word.form for word in unit.words),),
    )


def _spellings(words: tuple[Word, ...], known: Spellings) -> Iterator[tuple[str, ...]]:
    """Yield the terms as typed, then with one change: two parts written as one, or one as two."""
    parts = [part for word in words for part in word.parts]
    terms = tuple(part.term for part in parts)
    plains = _plains(words)
    yield terms
    if len(words) == 1 and len(parts) > 1 and (joined := _joined(plains, known, hyphened=True)) is not None:
        yield (joined,)
    if len(parts) > MAX_RESPELLED:
        return
    for number in range(len(parts) - 1):
        joined = _joined(plains[number : number + 2], known)
        if joined is not None:
            yield (*terms[:number], joined, *terms[number + 2 :])
    for number, plain in enumerate(plains):
        for left, right in known.as_two(plain):
            yield (*terms[:number], left, right, *terms[number + 1 :])


def _plains(words: tuple[Word, ...]) -> tuple[str, ...]:
    return tuple(part.plain for word in words for part in word.parts)


def _joined(plains: tuple[str, ...], known: Spellings, *, hyphened: bool = False) -> str | None:
    """Return the term of the parts written as one word, if the index knows it."""
    # "the rapist" does not ask for therapists, nor "9 11" for 911; "on-scene", typed so, does ask for "onscene".
    if len(plains) < 2 or all(plain.isdigit() for plain in plains):
        return None
    if is_common(plains[0]) and not hyphened:
        return None
    term = term_of("".join(plains))
    return term if known.knows(term) else None
