"""A parsed query in, concepts out: for each thing asked for, every way in which the index may have it.

"de-escalation", "de escalation" and "deescalation" must find each other (docs/query-language.md). The index has what was
printed, part by part, and of words in parts without a hyphen ("JustGrants") also the word joined; so the query asks
for all three. Only spellings whose terms the index has are kept.

Where a library has texts in several languages, each word is looked for in all of them: docs/adr/0019.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise, product
from math import prod
from typing import Final

from indexer.analysis import Word, plain_term, span_of, typed_as
from indexer.indexed_fields import TEXT_FIELDS
from searchapp.engine.messages import Notice
from searchapp.engine.query import notices
from searchapp.engine.query.compounds import CompoundWords
from searchapp.engine.query.query import Either, Prefix, Query, Scope, Unit, Words, asked_for

# A longer text is known by its rarest words: what every other resource contains says little about it. The longest
# query of the judged collections has 92 words that count; the commonest 256 took 40 times an ordinary query.
MAX_ASKED: Final = 100
# Other ways to write a phrase of more parts are not looked for: it is quoted from a text, and each way costs a look at
# all its parts.
MAX_REWRITTEN: Final = 32
# Ways to write a phrase in which several words may each be written in several ways; where there are more, one word at
# a time is written otherwise.
MAX_WAYS: Final = 8

_FIELDS: dict[Scope, tuple[str, ...]] = {"all": TEXT_FIELDS, "title": ("title",)}


@dataclass(frozen=True, slots=True)
class Choice:
    """One way in which a concept can be written in a text: consecutive terms, or a word that begins with a prefix.

    A term may be a stacked one, which may span several places: `indexer/analysis/stacked_terms.py`.
    """

    fields: tuple[str, ...]
    terms: tuple[str, ...] = ()
    prefix: str | None = None


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing asked for, and what counts as its exact form."""

    choices: tuple[Choice, ...]
    forms: tuple[tuple[str, ...], ...] = ()  # exact where all forms of one of these occur
    times: int = 1  # how many times it was typed
    # Where it was typed in capitals and the index has it so: the choices that count in full. As a name it is another
    # word than in small letters; if that is a common one, always.
    named: tuple[Choice, ...] = ()
    common: bool = False
    # The choices that are a word as typed, where there is one for each of several languages; none: it is the first one.
    typed: tuple[Choice, ...] = ()

    @property
    def ways_typed(self) -> tuple[str, ...]:
        """What a reader typed, each of several joined by OR; capitals only where they make it another word."""
        if not self.forms:
            return tuple(dict.fromkeys(f"{choice.prefix}*" for choice in self.choices if choice.prefix))
        typed = tuple(dict.fromkeys(" ".join(map(typed_as, form)) for form in self.forms))
        capitals = self.named and len(typed) == 1 and " " not in typed[0]
        return (typed[0].upper(),) if capitals else typed

    @property
    def as_typed(self) -> str:
        """The same as one text."""
        return " or ".join(self.ways_typed)


@dataclass(frozen=True, slots=True)
class Expanded:
    """The concepts of a query."""

    asked: tuple[Concept, ...]  # most of them must match
    required: tuple[Concept, ...]
    excluded: tuple[Concept, ...]
    cut: tuple[Notice, ...] = ()  # which words were not used, and why

    @property
    def scored(self) -> tuple[Concept, ...]:
        """Those that score, in a fixed order: sums of floats depend on it."""
        return (*self.asked, *self.required)


def expand(query: Query, *known: CompoundWords) -> Expanded:
    """Return the concepts of *query* in the spellings that the index has, in each of the languages that are *known*."""
    languages = sorted(known, key=lambda each: each.analyzer is not query.analyzer)
    asked, cut = _rarest(_asked(query, languages), languages[0])
    return Expanded(
        asked=asked,
        required=tuple(_concept(unit, languages, capitals=query.capitals) for unit in query.required),
        excluded=tuple(_concept(unit, languages) for unit in query.excluded),
        cut=cut,
    )


def _asked(query: Query, languages: Sequence[CompoundWords]) -> tuple[Concept, ...]:
    """Return a concept for each word asked for; neighbours may also be written as one."""
    glued: dict[Words, list[Choice]] = {}
    for left, right in pairwise(query.plain):
        for known in languages:
            joined = _joined(_plains(left.words)[-1:] + _plains(right.words)[:1], known)
            if joined is not None and len(left.words[0].parts) == len(right.words[0].parts) == 1:
                for unit in (left, right):
                    glued.setdefault(unit, []).append(Choice(TEXT_FIELDS, (joined,)))
    return tuple(
        _with(_concept(unit, languages, capitals=query.capitals), glued.get(unit, ()), unit.times)
        for unit in asked_for(query)
    )


def _rarest(
    asked: tuple[Concept, ...], known: CompoundWords
) -> tuple[tuple[Concept, ...], tuple[Notice, ...]]:
    """Return the first MAX_ASKED of *asked*, the rarest that the index has, in their order; and a sentence about it."""
    if len(asked) <= MAX_ASKED:
        return asked, ()

    def commonness(place: int) -> tuple[bool, float]:
        concept = asked[place]
        frequency = max(min(map(known.doc_frequency, choice.terms)) for choice in concept.choices)
        return not frequency, frequency / concept.times  # what is typed twice is what the text is about

    kept = sorted(sorted(range(len(asked)), key=commonness)[:MAX_ASKED])
    return (
        tuple(asked[place] for place in kept),
        (notices.rarest_words(MAX_ASKED, len(asked)),),
    )


def _with(concept: Concept, more: Sequence[Choice], times: int) -> Concept:
    if not more and times == 1:
        return concept
    named = (*concept.named, *more) if concept.named else ()
    return replace(
        concept,
        choices=tuple(dict.fromkeys((*concept.choices, *more))),
        named=tuple(dict.fromkeys(named)),
        times=times,
    )


def _concept(unit: Unit, languages: Sequence[CompoundWords], *, capitals: bool = False) -> Concept:
    if isinstance(unit, Either):
        each = [_concept(choice, languages, capitals=capitals) for choice in unit.choices]
        choices = dict.fromkeys(choice for concept in each for choice in concept.choices)
        forms = dict.fromkeys(form for concept in each for form in concept.forms)
        counted = dict.fromkeys(choice for concept in each for choice in concept.named or concept.choices)
        return Concept(
            tuple(choices),
            tuple(forms),
            named=tuple(counted) if any(concept.named for concept in each) else (),
            common=any(concept.common for concept in each),
        )
    if isinstance(unit, Prefix):  # forms are the same in every language
        return Concept((Choice(_FIELDS[unit.scope], prefix=unit.plain),))
    first, *others = languages
    concept = _concept_in(first, unit, capitals=capitals)
    if not others:  # nearly all
        return concept
    return _in_any_language(
        [
            concept,
            *(
                _concept_in(
                    known,
                    replace(unit, words=tuple(map(known.analyzer.reread, unit.words))),
                    capitals=capitals,
                )
                for known in others
            ),
        ]
    )


def _in_any_language(each: Sequence[Concept]) -> Concept:
    """Return one concept of what a word is in each language."""
    typed = [concept.choices[:1] for concept in each]
    named = [concept.named[:1] for concept in each]
    return replace(
        each[0],
        choices=_merged([*typed, *(concept.choices[1:] for concept in each)]),
        named=_merged([*named, *(concept.named[1:] for concept in each)]),
        typed=_merged([*typed, *named]),
    )


def _merged(each: Sequence[Sequence[Choice]]) -> tuple[Choice, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(each)))


def _concept_in(known: CompoundWords, unit: Words, *, capitals: bool) -> Concept:
    """Return what words in the language that is *known* ask for."""
    fields = _FIELDS[unit.scope]
    typed, *others = (Choice(fields, terms) for terms in dict.fromkeys(_spellings(unit.words, known)))
    concept = Concept((typed, *others), (tuple(word.form for word in unit.words),))
    if not (capitals and unit.in_capitals):
        return concept
    named = _named(unit.words)
    if not all(known.has_term(term) for term in named):
        return concept
    common = any(known.analyzer.is_common(plain) for plain in _plains(unit.words))
    return replace(concept, named=(Choice(fields, named), *others), common=common)


def _named(words: tuple[Word, ...]) -> tuple[str, ...]:
    """Return the terms as typed, those in capitals as the index keeps them where they are printed so."""
    terms: list[str] = []
    for word in words:
        capitals = {one.at: one.term for one in word.stacked if one.in_capitals}
        terms += [capitals.get(at, part.term) for at, part in enumerate(word.parts)]
    return tuple(terms)


def _spellings(words: tuple[Word, ...], known: CompoundWords) -> Iterator[tuple[str, ...]]:
    """Yield the terms as typed, then with words written otherwise, then with one change across words or within one."""
    parts = [part for word in words for part in word.parts]
    terms = tuple(part.term for part in parts)
    plains = _plains(words)
    yield terms
    if len(words) == 1 and (joined := _joined(plains, known, hyphened=True)) is not None:
        yield (joined,)
    if len(parts) > MAX_REWRITTEN:
        return
    if len(parts) == 1:
        yield from ((joined,) for joined in known.joined(terms[0]))
    else:
        written = tuple(tuple(dict.fromkeys(_written(word, known))) for word in words)
        if any(len(ways) > 1 for ways in written):  # few are: otherwise it is read as typed
            yield from _read(written)
    for number in range(len(parts) - 1):
        joined = _joined(plains[number : number + 2], known)
        if joined is not None:
            yield (*terms[:number], joined, *terms[number + 2 :])
    for number, plain in enumerate(plains):
        for left, right in known.split_word(plain):
            yield (*terms[:number], left, right, *terms[number + 1 :])


def _written(word: Word, known: CompoundWords) -> Iterator[tuple[str, ...]]:
    """Yield the terms of one word as typed, then as the index has it joined: typed so, printed so, or both."""
    terms = tuple(part.term for part in word.parts)
    yield terms
    if len(terms) == 1:  # nearly all
        yield from ((joined,) for joined in known.joined(terms[0]))
        return
    if (whole := _joined(_plains((word,)), known, hyphened=True)) is not None:
        yield (whole,)
    for at, term in word.stacked:
        width = span_of(term)
        if 1 < width < len(terms) and known.has_term(plain_term(term)):
            yield (*terms[:at], plain_term(term), *terms[at + width :])
    for at, term in enumerate(terms):
        for joined in known.joined(term):
            yield (*terms[:at], joined, *terms[at + 1 :])
    # "BlacklivesMatter": whatever has as many parts as were typed is found by these.
    for joined in known.joined(known.analyzer.term_of("".join(_plains((word,))))):
        if span_of(joined) != len(terms):
            yield (joined,)


def _read(written: tuple[tuple[tuple[str, ...], ...], ...]) -> Iterator[tuple[str, ...]]:
    """Yield the readings of a phrase of words that may each be written in several ways."""
    if prod(map(len, written)) <= MAX_WAYS:
        for ways in product(*written):
            yield tuple(chain.from_iterable(ways))
        return
    typed = [ways[0] for ways in written]
    for number, ways in enumerate(written):
        for way in ways[1:]:
            yield tuple(chain.from_iterable((*typed[:number], way, *typed[number + 1 :])))


def _plains(words: tuple[Word, ...]) -> tuple[str, ...]:
    return tuple(part.plain for word in words for part in word.parts)


def _joined(plains: tuple[str, ...], known: CompoundWords, *, hyphened: bool = False) -> str | None:
    """Return the term of the parts written as one word, if the index has it."""
    # "the rapist" does not ask for therapists, nor "9 11" for 911; "on-scene", typed so, does ask for "onscene".
    if len(plains) < 2 or all(plain.isdigit() for plain in plains):
        return None
    if known.analyzer.is_common(plains[0]) and not hyphened:
        return None
    term = known.analyzer.term_of("".join(plains))
    return term if known.has_term(term) else None
