"""Concepts in, their occurrences in every field of every resource out."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as a_field
from typing import TypeVar

from indexer.analysis import span_of
from searchapp.engine.model import SYNONYM_WEIGHT, is_another_word
from searchapp.engine.query.concepts import Choice, Concept
from tests.twin.index import TEXT_FIELDS, Positions, TwinIndex

_Held = TypeVar("_Held")


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Where a concept stands."""

    counts: Mapping[str, Mapping[int, float]]  # field -> resource -> how often; a synonym less than once
    passages: Mapping[int, Mapping[int, float]]  # resource -> passage -> how often it begins there
    lines: Mapping[int, frozenset[int]]  # resource -> the heading lines that hold it
    exact: frozenset[int]  # those of its resources that hold one of its exact forms
    times: int = 1  # how often it was typed
    # Those that have it in capitals, where it was typed so: only these places count there. None: capitals tell nothing.
    named: frozenset[int] | None = None
    # Field -> resource -> how often only a synonym begins, and how often what was typed does; and the heading lines
    # that hold a synonym alone.
    synonyms: Mapping[str, Mapping[int, int]] = a_field(default_factory=dict)
    typed: Mapping[str, Mapping[int, float]] | None = None
    synonym_lines: Mapping[int, frozenset[int]] = a_field(default_factory=dict)

    @property
    def as_typed(self) -> Mapping[str, Mapping[int, float]]:
        """Field -> resource -> how often what was typed begins."""
        return self.counts if self.typed is None else self.typed

    @property
    def resources(self) -> frozenset[int]:
        """All resources that have it."""
        return frozenset(number for counts in self.counts.values() for number in counts)


def find(index: TwinIndex, concept: Concept) -> Occurrences:
    """Return the occurrences of *concept*; spellings that meet at one place count once, and synonyms where none does."""
    found = _typed(index, concept)
    if not concept.synonyms:
        return found
    starts = _starts(index, concept.choices)
    begun = {
        field: {
            number: places - starts[field].get(number, set())
            for number, places in held.items()
            if places - starts[field].get(number, set())
        }
        for field, held in _starts(index, _synonym_choices(concept)).items()
    }
    having = frozenset(number for held in begun.values() for number in held)
    if not having:
        return found
    named = found.named
    typed, passages, lines = found.counts, found.passages, found.lines
    if named is not None:
        kept = frozenset(range(len(index.facts))) - (having - named)
        typed = {field: _only(kept, held) for field, held in typed.items()}
        passages, lines = _only(kept, passages), _only(kept, lines)
        named |= having
    in_text = _pieces_of(index, "text", begun["text"])
    return replace(
        found,
        counts={
            field: _sum(typed[field], {number: len(places) for number, places in begun[field].items()})
            for field in TEXT_FIELDS
        },
        passages={
            number: _sum(passages.get(number, {}), in_text.get(number, {}))
            for number in {*passages, *in_text}
        },
        lines=lines,
        named=named,
        synonyms={
            field: {number: len(places) for number, places in held.items()} for field, held in begun.items()
        },
        typed=typed,
        synonym_lines={
            number: frozenset(held)
            for number, held in _pieces_of(index, "headings", begun["headings"]).items()
        },
    )


def _synonym_choices(concept: Concept) -> tuple[Choice, ...]:
    return tuple(choice for synonym in concept.synonyms for choice in synonym.choices)


def _only(kept: frozenset[int], found: Mapping[int, _Held]) -> dict[int, _Held]:
    return {number: held for number, held in found.items() if number in kept}


def _sum(typed: Mapping[int, float], synonyms: Mapping[int, int]) -> dict[int, float]:
    """Return how often each key is typed, and SYNONYM_WEIGHT for each time that only a synonym is there."""
    return {key: typed.get(key, 0) + SYNONYM_WEIGHT * synonyms.get(key, 0) for key in {**typed, **synonyms}}


def _typed(index: TwinIndex, concept: Concept) -> Occurrences:
    found = _found(index, concept)
    if not concept.named:
        return found
    named = _found(index, replace(concept, choices=concept.named))
    if not is_another_word(len(named.resources), len(found.resources), common=concept.common):
        return found
    return Occurrences(
        counts={
            field: _but_where_named(named.resources, found.counts[field], named.counts[field])
            for field in TEXT_FIELDS
        },
        passages=_but_where_named(named.resources, found.passages, named.passages),
        lines=_but_where_named(named.resources, found.lines, named.lines),
        exact=found.exact & named.resources,
        times=concept.times,
        named=named.resources,
    )


def _but_where_named(
    resources: frozenset[int], found: Mapping[int, _Held], named: Mapping[int, _Held]
) -> dict[int, _Held]:
    """Return what is *found* of each resource, but of these *resources* what is *named*."""
    return {**{number: held for number, held in found.items() if number not in resources}, **named}


def _starts(index: TwinIndex, choices: Sequence[Choice]) -> dict[str, dict[int, set[int]]]:
    """Return for each field and resource the positions where any of *choices* begins."""
    starts: dict[str, dict[int, set[int]]] = {field: {} for field in TEXT_FIELDS}
    for choice in choices:
        for field in choice.fields if choice.prefix is None else ():
            for number, positions in phrase(index, field, choice.terms).items():
                starts[field].setdefault(number, set()).update(positions)
    return starts


def _found(index: TwinIndex, concept: Concept) -> Occurrences:
    starts = _starts(index, concept.choices)
    begun: dict[str, set[int]] = {field: set() for field in TEXT_FIELDS}
    for choice in concept.choices:
        if choice.prefix is not None:
            for field in choice.fields:
                begun[field] |= index.beginning(field, choice.prefix)
    counts = {}
    for field in TEXT_FIELDS:
        # A prefix is counted once in a field: the index knows that such a word stands there, not how often.
        extra = dict.fromkeys(begun[field], 1)
        counts[field] = {**extra, **{number: len(places) for number, places in starts[field].items()}}
    lines = _in_pieces(index, concept, "headings", starts["headings"])
    return Occurrences(
        counts=counts,
        passages=_in_pieces(index, concept, "text", starts["text"]),
        lines={number: frozenset(held) for number, held in lines.items()},
        exact=_exact(index, concept) & frozenset(number for held in counts.values() for number in held),
        times=concept.times,
    )


def _in_pieces(
    index: TwinIndex, concept: Concept, field: str, starts: Mapping[int, set[int]]
) -> dict[int, dict[int, int]]:
    """Return how often a concept begins in each piece of a field; by a prefix alone, once."""
    found: dict[int, dict[int, int]] = {}
    for choice in concept.choices:
        if choice.prefix is not None and field in choice.fields:
            for number, pieces in index.pieces_beginning(field, choice.prefix).items():
                found.setdefault(number, {}).update(dict.fromkeys(pieces, 1))
    for number, counted in _pieces_of(index, field, starts).items():
        found.setdefault(number, {}).update(counted)
    return found


def _pieces_of(index: TwinIndex, field: str, starts: Mapping[int, set[int]]) -> dict[int, dict[int, int]]:
    """Return how many of the positions *starts* of each resource are in each piece of a field."""
    found: dict[int, dict[int, int]] = {}
    for number, places in starts.items():
        facts = index.facts[number]
        begins = [begin for begin, _ in (facts.passages if field == "text" else facts.lines)]
        found[number] = dict(Counter(_piece(begins, place) for place in places))
    return found


def _piece(begins: Sequence[int], place: int) -> int:
    """Return which of the pieces that begin at *begins* holds a position."""
    return bisect_right(begins, place) - 1


def phrase(index: TwinIndex, field: str, terms: tuple[str, ...]) -> Positions:
    """Return where *terms* stand one behind the other; of a single term, where it stands."""
    first, *others = (index.positions(field, term) for term in terms)
    steps = [sum(map(span_of, terms[:place])) for place in range(1, len(terms))]
    found = {}
    for number, positions in first.items():
        later = [frozenset(other.get(number, ())) for other in others]
        places = [
            start
            for start in positions
            if all(start + step in stands for step, stands in zip(steps, later, strict=True))
        ]
        if places:
            found[number] = tuple(places)
    return found


def _exact(index: TwinIndex, concept: Concept) -> frozenset[int]:
    found: set[int] = set()
    for forms in concept.forms:
        each = [
            frozenset(number for field in TEXT_FIELDS for number in index.printing(field, form))
            for form in forms
        ]
        found |= frozenset.intersection(*each)
    return frozenset(found)
