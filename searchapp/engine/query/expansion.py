"""A parsed query in, concepts out: for each thing asked for, every way in which the index may have it.

"de-escalation", "de escalation" and "deescalation" must find each other (docs/query-language.md). The index has what was
printed, part by part, and of words in parts without a hyphen ("JustGrants") also the word joined; so the query asks
for all three. Only spellings whose terms the index has are kept.

Where a library has texts in several languages, each word is looked for in all of them: docs/adr/0019.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from typing import Final

from indexer.analysis import Word, capitals_term
from indexer.indexed_fields import TEXT_FIELDS
from searchapp.engine.messages import Notice
from searchapp.engine.query import notices
from searchapp.engine.query.compounds import CompoundWords
from searchapp.engine.query.concepts import Choice, Concept, Synonym
from searchapp.engine.query.hyphens import apart_where_needed, words_apart
from searchapp.engine.query.query import Either, Prefix, Query, Scope, Unit, Words, asked_for
from searchapp.engine.query.spellings import joined_word, plains_of, spellings
from searchapp.engine.query.synonyms import NO_SYNONYMS, Alternative, Match, Synonyms, is_another_word

# A longer text is known by its rarest words: what every other resource contains says little about it. The longest
# query of the judged collections has 92 words that count; the commonest 256 took 40 times an ordinary query.
MAX_ASKED: Final = 100
# Other words for all that was typed. Each costs about as much as a phrase; who types a few words meets a few of them.
MAX_SYNONYMS: Final = 32

_FIELDS: dict[Scope, tuple[str, ...]] = {"all": TEXT_FIELDS, "title": ("title",)}


@dataclass(frozen=True, slots=True)
class SynonymsUsed:
    """Something typed that a file of synonyms has other words for."""

    typed: str
    also: tuple[str, ...]  # these words, of those that the index has
    meanings: tuple[str, ...] = ()  # of an acronym that stands for several things: each of them


@dataclass(frozen=True, slots=True)
class Expanded:
    """The concepts of a query."""

    asked: tuple[Concept, ...]  # most of them must match
    required: tuple[Concept, ...]
    excluded: tuple[Concept, ...]
    cut: tuple[Notice, ...] = ()  # which words were not used, and why
    synonyms: tuple[
        SynonymsUsed, ...
    ] = ()  # what there is for the words asked for, whether it is used or not

    @property
    def scored(self) -> tuple[Concept, ...]:
        """Those that score, in a fixed order: sums of floats depend on it."""
        return (*self.asked, *self.required)

    def with_words_apart(self, occurs: Callable[[Concept], bool]) -> "Expanded":
        """Return it with the words of each hyphenated word that nowhere *occurs*."""
        if not any(concept.apart for concept in self.asked):  # nearly all
            return self
        return replace(self, asked=apart_where_needed(self.asked, occurs))


def expand(
    query: Query, *known: CompoundWords, synonyms: Synonyms = NO_SYNONYMS, use_synonyms: bool = True
) -> Expanded:
    """Return the concepts of *query* in the spellings that the index has, in each of the languages that are *known*."""
    languages = sorted(known, key=lambda each: each.analyzer is not query.analyzer)
    others = _Synonyms(query, languages, synonyms.choices)
    for match in synonyms.matches(query, languages):
        others.add(match)
    asked, cut = _rarest(
        _asked(query, languages, others.by_place if use_synonyms else {}),
        languages[0],
    )
    if use_synonyms and others.left_out:
        cut = (*cut, notices.first_synonyms(MAX_SYNONYMS))
    return Expanded(
        asked=asked,
        required=tuple(_concept(unit, languages, capitals=query.capitals) for unit in query.required),
        excluded=tuple(_concept(unit, languages) for unit in query.excluded),
        cut=cut,
        synonyms=tuple(others.used),
    )


class _Synonyms:
    """The synonyms of a query, gathered up to MAX_SYNONYMS."""

    def __init__(
        self,
        query: Query,
        languages: Sequence[CompoundWords],
        known: dict[tuple[str, str], tuple[Choice, ...]],
    ) -> None:
        self._query = query
        self._languages = languages
        self._known = known
        self._asked = {query.plain.index(unit) for unit in asked_for(query)} if query.runs else set()
        self._count = 0
        self.by_place: dict[int, list[Synonym]] = {}
        self.used: list[SynonymsUsed] = []
        self.left_out = False

    def add(self, match: Match) -> None:
        """Add what the file has for words that are asked for."""
        places = [place for place in match.places if place in self._asked]
        also: dict[str, None] = {}
        meanings: dict[str, None] = {}
        for line in match.lines if places else ():
            there = {each.text: choices for each in line if (choices := self._choices(each))}
            for text, choices in there.items():
                if text not in also:
                    self._count += 1
                    if self._count > MAX_SYNONYMS:
                        self.left_out = True
                        continue
                    also[text] = None
                    for place in dict.fromkeys(places):
                        self.by_place.setdefault(place, []).append(Synonym(match.typed, text, choices))
            meanings.update(
                dict.fromkeys([each.text for each in line if each.text in there and each.acronym is None][:1])
            )
        if also:
            several = match.acronym and len(meanings) > 1
            used = SynonymsUsed(match.typed, tuple(also), tuple(meanings) if several else ())
            self.used += [used] if used not in self.used else []

    def _choices(self, other: Alternative) -> tuple[Choice, ...]:
        """Return the ways in which the index has it."""
        key = (other.text, self._query.analyzer.language)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._looked_up(other)
        return found

    def _looked_up(self, other: Alternative) -> tuple[Choice, ...]:
        acronym = other.acronym
        if acronym is not None and is_another_word(acronym, self._languages):
            terms = [known.analyzer.reread(acronym).parts[0].term for known in self._languages]
            choices = tuple(Choice(TEXT_FIELDS, (capitals_term(term),)) for term in terms)
        else:
            words = other.words[self._query.analyzer.language]
            choices = _concept(Words(words, quoted=True), self._languages).choices
        known = self._languages[0]  # whatever the language of a term is, it says so itself
        return tuple(choice for choice in choices if all(map(known.has_term, choice.terms)))


def _asked(
    query: Query, languages: Sequence[CompoundWords], synonyms: Mapping[int, Sequence[Synonym]]
) -> tuple[Concept, ...]:
    """Return a concept for each word asked for; neighbours may also be written as one."""
    glued: dict[Words, list[Choice]] = {}
    for left, right in pairwise(query.plain):
        for known in languages:
            joined = joined_word(plains_of(left.words)[-1:] + plains_of(right.words)[:1], known)
            if joined is not None and len(left.words[0].parts) == len(right.words[0].parts) == 1:
                for unit in (left, right):
                    glued.setdefault(unit, []).append(Choice(TEXT_FIELDS, (joined,)))
    asked = tuple(
        _with(_concept(unit, languages, capitals=query.capitals), glued.get(unit, ()), unit.times)
        for unit in asked_for(query)
    )
    asked = tuple(
        _with_words_apart(concept, unit, query, languages)
        for concept, unit in zip(asked, asked_for(query), strict=True)
    )
    if not synonyms:  # nearly all
        return asked
    places = map(query.plain.index, asked_for(query))
    return tuple(
        replace(concept, synonyms=tuple(dict.fromkeys(synonyms.get(place, ()))))
        for concept, place in zip(asked, places, strict=True)
    )


def _with_words_apart(
    concept: Concept, unit: Words, query: Query, languages: Sequence[CompoundWords]
) -> Concept:
    apart = tuple(
        _with(_concept(word, languages, capitals=query.capitals), (), word.times)
        for word in words_apart(unit, query.analyzer)
    )
    return replace(concept, apart=apart) if apart else concept


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
    typed, *others = (Choice(fields, terms) for terms in dict.fromkeys(spellings(unit.words, known)))
    concept = Concept((typed, *others), (tuple(word.form for word in unit.words),))
    if not (capitals and unit.in_capitals):
        return concept
    named = _named(unit.words)
    if not all(known.has_term(term) for term in named):
        return concept
    common = any(known.analyzer.is_common(plain) for plain in plains_of(unit.words))
    return replace(concept, named=(Choice(fields, named), *others), common=common)


def _named(words: tuple[Word, ...]) -> tuple[str, ...]:
    """Return the terms as typed, those in capitals as the index keeps them where they are printed so."""
    terms: list[str] = []
    for word in words:
        capitals = {one.at: one.term for one in word.stacked if one.in_capitals}
        terms += [capitals.get(at, part.term) for at, part in enumerate(word.parts)]
    return tuple(terms)
