"""What a query asks for, parsed: words, phrases, prefixes, choices, clauses; `searchapp.engine.query.parser` makes it."""

from dataclasses import dataclass
from typing import Literal

from indexer.analysis import ENGLISH, Analyzer, Word
from searchapp.engine.messages import Notice

Scope = Literal["all", "title"]


@dataclass(frozen=True, slots=True)
class Words:
    """Words as typed side by side: one is a word to look for, several are a phrase."""

    words: tuple[Word, ...]
    scope: Scope = "all"
    quoted: bool = False  # a phrase: its words in order, whatever they are
    times: int = 1  # how many times it was typed

    @property
    def in_capitals(self) -> bool:
        """Whether a word of it was typed as a name in capitals is."""
        return any(one.in_capitals for word in self.words for one in word.stacked)


@dataclass(frozen=True, slots=True)
class Prefix:
    """The beginning of a word, folded."""

    plain: str
    scope: Scope = "all"


@dataclass(frozen=True, slots=True)
class Either:
    """Any of these will do."""

    choices: tuple[Words | Prefix, ...]


@dataclass(frozen=True, slots=True)
class InFacet:
    """Restricts to resources with a value of a facet: its name as typed."""

    facet: str
    name: str


@dataclass(frozen=True, slots=True)
class InYears:
    """Restricts to resources of these years; None is open."""

    first: int | None
    last: int | None
    facet: str = "year"


@dataclass(frozen=True, slots=True)
class Typed:
    """A plain word where it was typed: typed again, it is asked for once."""

    words: Words
    place: int  # which of the plain words of the query it counts as


Unit = Words | Prefix | Either
Restriction = InFacet | InYears


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A query, parsed."""

    plain: tuple[Words, ...] = ()  # single words without syntax, in order: most of them must match
    required: tuple[Unit, ...] = ()  # phrases, prefixes, title: and OR: all must match
    excluded: tuple[Unit, ...] = ()
    restricted: tuple[tuple[Restriction, ...], ...] = ()  # any of each, all of them
    without: tuple[Restriction, ...] = ()
    blank: bool = False  # nothing was typed: no query at all
    capitals: bool = False  # what is in capitals was typed so on purpose: not all of the text is
    cut: tuple[Notice, ...] = ()  # what of the text was not used, and why
    analyzer: Analyzer = ENGLISH  # of the language that it is read in
    runs: tuple[
        tuple[Typed, ...], ...
    ] = ()  # the plain words as typed, in each run with nothing between them

    @property
    def scored(self) -> bool:
        """Whether anything in it can be found, and so scored."""
        return bool(self.plain or self.required)

    @property
    def empty(self) -> bool:
        """Whether there is text, but no word in it to search for."""
        return not (self.blank or self.scored or self.excluded or self.restricted or self.without)


def asked_for(query: Query) -> tuple[Words, ...]:
    """Return the plain words that count in "most of the words": the common ones only if there are no others.

    Nor do the words count that only ask, such as "goes" in "what goes in …".
    """
    fillers = filler_places(query)
    distinctive = tuple(
        unit for place, unit in enumerate(query.plain) if place not in fillers and not _is_common(query, unit)
    )
    return distinctive if distinctive or query.required else query.plain


def filler_places(query: Query) -> frozenset[int]:
    """Return which of the plain words only ask: with a question word before them, and with no other word outside them."""
    forms = list(map(_plain_form, query.plain))
    only_ask: set[str] = set()
    places: set[int] = set()
    begin = 0
    for begin, unit in enumerate(query.plain):
        form = forms[begin]
        if form in only_ask and not _in_capitals(query, unit):
            places.add(begin)
        elif not _is_common(query, unit):
            break
        only_ask |= query.analyzer.fillers.get(form, frozenset())
    for place in range(len(forms) - 1, begin, -1):
        unit = query.plain[place]
        if forms[place] in only_ask and not _in_capitals(query, unit):
            places.add(place)
        elif not _is_common(query, unit):
            break
    return frozenset(places)


def _is_common(query: Query, unit: Words) -> bool:
    return query.analyzer.is_common(_plain_form(unit)) and not _in_capitals(query, unit)


def _in_capitals(query: Query, unit: Words) -> bool:
    return query.capitals and unit.in_capitals


def _plain_form(unit: Words) -> str:
    parts = unit.words[0].parts
    return parts[0].plain if len(parts) == 1 else ""
