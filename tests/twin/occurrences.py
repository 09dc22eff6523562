"""Concepts in, their occurrences in every field of every resource out."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from indexer.analysis import span_of
from searchapp.engine.model import is_another_word
from searchapp.engine.query.expansion import Concept
from tests.twin.index import TEXT_FIELDS, Positions, TwinIndex

_Held = TypeVar("_Held")


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Where a concept stands."""

    counts: Mapping[str, Mapping[int, int]]  # field -> resource -> how often
    passages: Mapping[int, Mapping[int, int]]  # resource -> passage -> how often it begins there
    lines: Mapping[int, frozenset[int]]  # resource -> the heading lines that hold it
    exact: frozenset[int]  # those of its resources that hold one of its exact forms
    times: int = 1  # how often it was typed
    # Those that have it in capitals, where it was typed so: only these places count there. None: capitals tell nothing.
    named: frozenset[int] | None = None

    @property
    def resources(self) -> frozenset[int]:
        """All resources that have it."""
        return frozenset(number for counts in self.counts.values() for number in counts)


def find(index: TwinIndex, concept: Concept) -> Occurrences:
    """Return the occurrences of *concept*; spellings that meet at one place count once."""
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


def _found(index: TwinIndex, concept: Concept) -> Occurrences:
    starts: dict[str, dict[int, set[int]]] = {field: {} for field in TEXT_FIELDS}
    begun: dict[str, set[int]] = {field: set() for field in TEXT_FIELDS}
    for choice in concept.choices:
        for field in choice.fields:
            if choice.prefix is not None:
                begun[field] |= index.beginning(field, choice.prefix)
            else:
                for number, positions in phrase(index, field, choice.terms).items():
                    starts[field].setdefault(number, set()).update(positions)
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
    for number, places in starts.items():
        facts = index.facts[number]
        begins = [begin for begin, _ in (facts.passages if field == "text" else facts.lines)]
        found.setdefault(number, {}).update(Counter(_piece(begins, place) for place in places))
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
