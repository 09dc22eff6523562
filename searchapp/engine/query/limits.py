"""A query in; the same query without duplicates, and cut to what one request may cost, out.

Whatever may be repeated is bounded here, or by the text's length: docs/speed.md, "The most expensive query". The limits
apply to what is typed, whatever the library and the filters are.
"""

from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from indexer.analysis import ENGLISH, Word
from searchapp.engine.messages import Notice
from searchapp.engine.query import notices
from searchapp.engine.query.query import Either, InYears, Prefix, Query, Restriction, Scope, Unit, Words

# Each at its most expensive, beside an ordinary query over 60,000 records (benchmarks/hostile.py): a prefix takes a third as
# long (one letter), a phrase half as long (of the commonest words), an excluded word and a topic a twentieth. So many
# of each take some 15 times as long together, half of what any text may. Who means it does not type half as many.
MAX_PREFIXES: Final = 16
MAX_PHRASES: Final = 16
MAX_EXCLUSIONS: Final = 32
MAX_RESTRICTIONS: Final = 16

_Any = TypeVar("_Any")


def within_limits(query: Query) -> Query:
    """Return *query* without repetitions and within the limits; `cut` names each that was passed."""
    clauses = (*query.required, *query.excluded, *query.restricted, *query.without)
    if len(clauses) < 2 and not any(isinstance(clause, Either | tuple) for clause in clauses):
        return query  # most are: nothing is repeated
    required = _narrowest(_distinct(map(_simplified, query.required), _key))
    excluded = _widest(_distinct(query.excluded, _key))
    without = _distinct(query.without, _restricts)
    notes = list(query.cut)

    prefixes, phrases = _Quota(MAX_PREFIXES), _Quota(MAX_PHRASES)
    required = list(_fitting(required, prefixes, phrases))
    exclusions = _Quota(MAX_EXCLUSIONS)
    excluded = [unit for unit in _fitting(excluded, prefixes, phrases) if exclusions.take()]
    without = [restriction for restriction in without if exclusions.take()]
    notes += prefixes.note(notices.first_prefixes)
    notes += phrases.note(notices.first_phrases)
    notes += exclusions.note(notices.first_exclusions)

    restrictions = _Quota(MAX_RESTRICTIONS)
    each = (tuple(_distinct(choices, _restricts)) for choices in query.restricted)
    restricted = [
        kept
        for choices in _distinct(each, lambda choices: frozenset(map(_restricts, choices)))
        if (kept := tuple(choice for choice in choices if restrictions.take()))
    ]
    notes += restrictions.note(notices.first_clauses)
    return replace(
        query,
        required=tuple(required),
        excluded=tuple(excluded),
        restricted=tuple(restricted),
        without=tuple(without),
        cut=tuple(notes),
    )


class _Quota:
    """How many of one kind are used."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._count = 0

    def take(self) -> bool:
        """Count one more, and return whether there is room for it."""
        self._count += 1
        return self._count <= self._limit

    def note(self, sentence: Callable[[int], Notice]) -> list[Notice]:
        """Return a sentence for the reader; nothing where all were used."""
        return [sentence(self._limit)] if self._count > self._limit else []


def _distinct(found: Iterable[_Any], key: Callable[[_Any], Hashable]) -> list[_Any]:
    """Return *found* in order, of those with one key the first."""
    kept: dict[Hashable, _Any] = {}
    for each in found:
        kept.setdefault(key(each), each)
    return list(kept.values())


def _key(unit: Unit) -> Hashable:
    """Return what makes two units ask for the same, wherever and with whatever spaces they were typed."""
    if isinstance(unit, Either):
        return frozenset(map(_key, unit.choices))
    if isinstance(unit, Prefix):
        return unit
    return unit.scope, tuple(map(_typed, unit.words))


def _typed(word: Word) -> Hashable:
    return word.form, tuple((part.plain, part.term) for part in word.parts)


def _restricts(restriction: Restriction) -> Hashable:
    if isinstance(restriction, InYears):
        return restriction
    words = ENGLISH.words(restriction.name)
    return restriction.facet, tuple(part.term for word in words for part in word.parts)


def _simplified(unit: Unit) -> Unit:
    """Return *unit* without choices that say what another one says."""
    if not isinstance(unit, Either):
        return unit
    choices = _widest(_distinct(unit.choices, _key))
    return Either(tuple(choices)) if len(choices) > 1 else choices[0]


def _widest(units: Sequence[_Any]) -> list[_Any]:
    """Return *units*, any of which will do, without the prefixes that another one covers."""
    prefixes = {unit for unit in units if isinstance(unit, Prefix)}
    covered = {prefix for prefix in prefixes if any(_wider(prefix, prefixes))}
    return [unit for unit in units if unit not in covered]


def _narrowest(units: Sequence[Unit]) -> list[Unit]:
    """Return *units*, all of which are asked for, without the prefixes that a narrower one implies."""
    prefixes = {unit for unit in units if isinstance(unit, Prefix)}
    implied = {wide for prefix in prefixes for wide in _wider(prefix, prefixes)}
    return [unit for unit in units if unit not in implied]


def _wider(prefix: Prefix, others: Container[Prefix]) -> Iterator[Prefix]:
    """Yield those of *others* that find all that *prefix* finds: "s*" finds what "st*" and "title:s*" do."""
    scopes: tuple[Scope, ...] = ("all",) if prefix.scope == "all" else ("all", prefix.scope)
    for size in range(1, len(prefix.plain) + 1):
        for scope in scopes:
            wide = Prefix(prefix.plain[:size], scope)
            if wide != prefix and wide in others:
                yield wide


def _fitting(units: Iterable[Unit], prefixes: _Quota, phrases: _Quota) -> Iterator[Unit]:
    """Yield *units* as far as there is room; of those joined by OR, the choices that there is room for."""
    for unit in units:
        if isinstance(unit, Either):
            choices = tuple(choice for choice in unit.choices if _fits(choice, prefixes, phrases))
            if choices:
                yield Either(choices) if len(choices) > 1 else choices[0]
        elif _fits(unit, prefixes, phrases):
            yield unit


def _fits(unit: Words | Prefix, prefixes: _Quota, phrases: _Quota) -> bool:
    if isinstance(unit, Prefix):
        return prefixes.take()
    return phrases.take() if sum(len(word.parts) for word in unit.words) > 1 else True
