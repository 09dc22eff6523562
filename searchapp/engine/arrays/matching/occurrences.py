"""A concept in; where it occurs, as arrays, out: resources by field, passages, exact forms."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

import numpy as np
import numpy.typing as npt

from indexer.analysis import span_of
from indexer.indexed_fields import TEXT_FIELDS
from searchapp.engine.arrays.index.doc_sets import among, union
from searchapp.engine.arrays.index.reader import ArrayIndex, Entry, Postings
from searchapp.engine.arrays.index.segment import NOTHING, Mask, Numbers
from searchapp.engine.arrays.matching.lookups import Lookups
from searchapp.engine.arrays.matching.phrases import Phrase, phrase_postings, phrase_resources
from searchapp.engine.model import SYNONYM_WEIGHT, is_another_word
from searchapp.engine.query.concepts import Choice, Concept

# Frequencies in which a synonym counts for less than one.
Weighted = tuple[Numbers, npt.NDArray[np.unsignedinteger | np.floating]]

_NONE: Postings = (NOTHING, NOTHING.astype(np.uint8))


@dataclass(frozen=True)
class Occurrences:
    """Where a concept occurs."""

    counts: Mapping[str, Weighted]  # field -> resources, and frequencies; a field without it is not named
    passages: Weighted  # passages of resources that have several, and frequencies
    exact: Numbers  # those of its resources that print one of its spellings as typed
    resources: Numbers  # all that have it in any field
    word: Sequence[
        Entry
    ] = ()  # the entries of its term, in each language, where it is a single word asked for in every field
    # Those of its resources that have it in capitals, where it was typed so; counted and exact are these places alone.
    # The other resources have it in small letters. None: capitals make no difference.
    named: Numbers | None = None
    # Field -> resources and frequencies of its synonyms, and of what was typed; `counts` and `passages` have both, the
    # synonyms for less. None: nothing but what was typed.
    synonyms: Mapping[str, Postings] = field(default_factory=dict)
    typed: Mapping[str, Weighted] | None = None

    @property
    def as_typed(self) -> Mapping[str, Weighted]:
        """Field -> resources and frequencies without synonyms."""
        return self.counts if self.typed is None else self.typed

    def count(self, field: str, number: int) -> float:
        """Return its frequency in *field* of one resource, synonyms for less."""
        return frequency(self.counts, field, number)


def frequency(counts: Mapping[str, Weighted], field: str, number: int) -> float:
    """Return the frequency in *field* of one resource."""
    numbers, frequencies = counts.get(field, _NONE)
    place = int(np.searchsorted(numbers, number))
    return float(frequencies[place]) if place < len(numbers) and numbers[place] == number else 0.0


def found_in(lookups: Lookups, concept: Concept) -> Iterator[Numbers]:
    """Return the resources that have *concept*, some perhaps several times: all that an exclusion needs to know."""
    return _found_in(lookups, concept.choices)


def _found_in(lookups: Lookups, choices: Iterable[Choice]) -> Iterator[Numbers]:
    for choice in choices:
        if choice.prefix is not None:
            begun = lookups.beginning(choice.prefix)
            yield from (begun[field] for field in choice.fields)
        elif len(choice.terms) == 1:
            yield from (lookups.containing(field, choice.terms[0])[0] for field in choice.fields)
        else:
            yield from phrase_resources(lookups, Phrase(choice.terms, choice.fields))


def occurs(lookups: Lookups, concept: Concept) -> bool:
    """Return whether any resource has *concept*."""
    return any(len(numbers) for numbers in found_in(lookups, concept))


def find_resources(lookups: Lookups, concept: Concept) -> Occurrences:
    """Return the occurrences of *concept* with its resources alone: all that matching needs, and cheaper by far."""
    ways = chain(concept.choices, *(synonym.choices for synonym in concept.synonyms))
    having = np.zeros(lookups.index.size, np.bool_)
    for numbers in _found_in(lookups, ways):
        having[numbers] = True
    return Occurrences({}, _NONE, NOTHING, np.flatnonzero(having))


def find(lookups: Lookups, concept: Concept) -> Occurrences:
    """Return the occurrences of *concept*; spellings that meet at one place count once."""
    found = _found(lookups, concept)
    if concept.named:
        named = _found(lookups, replace(concept, choices=concept.named))
        if is_another_word(len(named.resources), len(found.resources), common=concept.common):
            found = _split_by_capitals(lookups.index, named, found)
    return _with_synonyms(lookups, concept, found) if concept.synonyms else found


def _with_synonyms(lookups: Lookups, concept: Concept, found: Occurrences) -> Occurrences:
    """Return what is *found*, with the synonyms of *concept* where nothing else of it begins."""
    size, passages = lookups.index.size, lookups.index.passages
    besides = [Phrase(choice.terms, choice.fields) for choice in concept.choices]
    others = [
        Phrase(choice.terms, choice.fields) for synonym in concept.synonyms for choice in synonym.choices
    ]
    counts, in_passages = phrase_postings(lookups, others, besides)
    if not counts:
        return found
    having = union([numbers for numbers, _ in counts.values()], size)
    typed, typed_passages, named = found.counts, found.passages, found.named
    if named is not None:
        # A synonym says that the name is meant: beside it, small letters are another word.
        kept = np.ones(size, np.bool_)
        kept[having] = False
        kept[named] = True
        typed = {field: _kept(postings, kept) for field, postings in typed.items()}
        typed_passages = _kept(typed_passages, np.repeat(kept, np.diff(lookups.index.passage_starts)))
        named = union([named, having], size)
    both = {
        field: _with_less(typed.get(field, _NONE), counts.get(field, _NONE), size) for field in TEXT_FIELDS
    }
    return replace(
        found,
        counts={field: postings for field, postings in both.items() if len(postings[0])},
        passages=_with_less(typed_passages, in_passages, passages),
        resources=union([found.resources, having], size),
        named=named,
        synonyms=counts,
        typed=typed,
    )


def _with_less(typed: Weighted, synonyms: Postings, size: int) -> Weighted:
    """Return the counts of what was typed, and of synonyms for less; all numbers are below *size*."""
    numbers = union([typed[0], synonyms[0]], size)
    total = np.zeros(size)
    total[typed[0]] = typed[1]
    total[synonyms[0]] += SYNONYM_WEIGHT * synonyms[1]
    return numbers, total[numbers]


def _split_by_capitals(index: ArrayIndex, named: Occurrences, found: Occurrences) -> Occurrences:
    """Return what is *found* in the resources where it is not *named*, and what is named in the others."""
    other = np.ones(index.size, np.bool_)
    other[named.resources] = False
    in_other = np.repeat(other, np.diff(index.passage_starts))
    counts = {
        field: _summed([named.counts.get(field, _NONE), _kept(postings, other)], index.size)
        for field, postings in found.counts.items()
    }
    return Occurrences(
        counts={field: postings for field, postings in counts.items() if len(postings[0])},
        passages=_summed([named.passages, _kept(found.passages, in_other)], index.passages),
        exact=found.exact[among(found.exact, named.resources)],
        resources=found.resources,
        word=named.word,
        named=named.resources,
    )


def _kept(postings: Weighted, kept: Mask) -> Weighted:
    numbers, counts = postings
    chosen = kept[numbers]
    return numbers[chosen], counts[chosen]


def _found(lookups: Lookups, concept: Concept) -> Occurrences:
    index = lookups.index
    counts: dict[str, list[Postings]] = {field: [] for field in TEXT_FIELDS}
    passages: list[Postings] = []
    words: set[tuple[str, str]] = set()
    word: Sequence[Entry] = ()
    typed = concept.typed or concept.choices[:1]
    any_phrase = any(len(choice.terms) > 1 for choice in concept.choices)
    for choice in concept.choices:
        if len(choice.terms) == 1:
            term = lookups.entries(choice.terms[0])
            if choice in typed and choice.fields == TEXT_FIELDS:
                word = (*word, *term)
            if any_phrase and span_of(choice.terms[0]) > 1:
                continue  # its places may be those of a phrase
            fields = [field for field in choice.fields if (field, choice.terms[0]) not in words]
            for field in fields:
                counts[field].append(lookups.containing(field, choice.terms[0]))
            if "text" in fields and index.any_multi_passage:
                passages.append(index.passages_with(term))
            words |= {(field, choice.terms[0]) for field in fields}
    # Where its first word counts by itself, a phrase adds no place.
    phrases = [
        Phrase(choice.terms, [field for field in choice.fields if (field, choice.terms[0]) not in words])
        for choice in concept.choices
        if len(choice.terms) > 1 or (any_phrase and any(span_of(term) > 1 for term in choice.terms))
    ]
    if phrases:
        by_field, in_passages = phrase_postings(lookups, phrases)
        for field, found in by_field.items():
            counts[field].append(found)
        passages.append(in_passages)
    summed = {field: _summed(found, index.size) for field, found in counts.items()}
    in_text = _summed(passages, index.passages)
    if any(choice.prefix is not None for choice in concept.choices):
        summed, in_text = _with_prefixes(lookups, concept, summed, in_text)
    summed = {field: found for field, found in summed.items() if len(found[0])}
    resources = union([numbers for numbers, _ in summed.values()], index.size)
    return Occurrences(summed, in_text, _exact(index, concept, resources), resources, word)


def _exact(index: ArrayIndex, concept: Concept, resources: Numbers) -> Numbers:
    """Return those of *resources* that print all forms of one of its spellings."""
    anywhere = all(choice.fields == TEXT_FIELDS for choice in concept.choices)
    found = []
    for forms in concept.forms:
        # Whoever prints a word in any field has it there: only then need nothing be looked up.
        alone = anywhere and len(forms) == 1
        found.append(index.printing(forms[0]) if alone else index.with_all(resources, forms))
    return union(found, index.size)


def _summed(found: Sequence[Weighted], size: int) -> Weighted:
    """Return the counts of several spellings as one; their numbers are below *size*."""
    found = [postings for postings in found if len(postings[0])]
    if not found:
        return _NONE
    if len(found) == 1:
        return found[0]
    numbers = union([each for each, _ in found], size)
    total = np.zeros(size, np.uint32)
    for each, counts in found:
        total[each] += counts  # type: ignore[arg-type]  # none is weighted yet
    return numbers, total[numbers]


def _with_prefixes(
    lookups: Lookups, concept: Concept, counts: dict[str, Weighted], passages: Weighted
) -> tuple[dict[str, Weighted], Weighted]:
    """Count each prefix once where no word counts: the index knows that such a word is there, not how often."""
    index = lookups.index
    begun: dict[str, list[Numbers]] = {field: [] for field in TEXT_FIELDS}
    begun_passages: list[Numbers] = []
    for choice in concept.choices:
        if choice.prefix is not None:
            there = lookups.beginning(choice.prefix)
            for field in choice.fields:
                begun[field].append(there[field])
            if "text" in choice.fields and index.any_multi_passage:
                begun_passages.append(lookups.passages_beginning(choice.prefix))
    counted = {
        field: _with_once(found, union(begun[field], index.size), index.size)
        for field, found in counts.items()
    }
    return counted, _with_once(passages, union(begun_passages, index.passages), index.passages)


def _with_once(found: Weighted, begun: Numbers, size: int) -> Weighted:
    """Add *begun*, once each, where nothing is found; all numbers are below *size*."""
    numbers, counts = found
    if not len(begun):
        return found
    if not len(numbers):
        return begun, np.ones(len(begun), np.uint8)
    total = np.zeros(size, np.uint32)
    total[begun] = 1
    total[numbers] = counts
    every = union([numbers, begun], size)
    return every, total[every]
