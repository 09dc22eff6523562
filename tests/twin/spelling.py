"""A word as typed and all forms that are printed in, what was perhaps meant out: every form is looked at, letter by letter."""

import math
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from indexer.analysis import KEY_SEPARATOR, Analyzer
from indexer.facets import FacetTable
from searchapp.engine.arrays.spelling.corrections import WELL_KNOWN
from searchapp.engine.query.concepts import Concept
from searchapp.engine.spelling.suggestion import (
    DOUBLED_LETTER,
    EDIT_RATIO,
    FIRST_LETTER,
    KNOWN_EDIT_RATIO,
    KNOWN_SHORTENED_RATIO,
    MIN_LETTERS_KNOWN,
    MIN_LETTERS_KNOWN_SHORTENED,
    MIN_LETTERS_SHORTENED,
    MIN_LETTERS_TWO_EDITS,
    RARE_FORM,
    SHORTEST,
)
from searchapp.engine.spelling.typed_words import reworded, typed_words
from tests.twin.index import TEXT_FIELDS, TwinIndex

# What is asked for, where each thing occurs, and which resources are found.
Found = tuple[tuple[Concept, ...], tuple[frozenset[int], ...], frozenset[int]]


@cache
def distance(typed: str, meant: str) -> int:
    """Return how many letters are added, left out, replaced, or swapped with the next: the definition, word for word."""
    if not typed or not meant:
        return len(typed) + len(meant)
    ways = [
        distance(typed[:-1], meant) + 1,
        distance(typed, meant[:-1]) + 1,
        distance(typed[:-1], meant[:-1]) + (typed[-1] != meant[-1]),
    ]
    if len(typed) > 1 and len(meant) > 1 and typed[-2:] == meant[-1] + meant[-2]:
        ways.append(distance(typed[:-2], meant[:-2]) + 1)
    return min(ways)


def printed_forms(index: TwinIndex) -> dict[str, int]:
    """Return each form that is a word of letters, and how many resources print it."""
    every: dict[str, set[int]] = {}
    for name in TEXT_FIELDS:
        for form in index.forms(name):
            every.setdefault(form, set()).update(index.printing(name, form))
    return {form: len(printing) for form, printing in every.items() if is_word(form)}


def is_word(form: str) -> bool:
    """Tell whether a form is of letters alone, however it is typed."""
    plain, _, typed = form.partition(KEY_SEPARATOR)
    return len(plain) > 3 and plain.isalpha() and all(map(str.isalpha, typed.replace("-", "")))


def suggested(
    forms: Mapping[str, int],
    typed: str,
    printed: int,
    resources: int,
    *,
    titled: bool,
    same: Callable[[str], bool],
) -> str | None:
    """Return what was perhaps meant by *typed*, which *printed* of all *resources* have; None: itself."""
    words: dict[str, tuple[int, str]] = {}
    for form, count in forms.items():
        plain, _, as_typed = form.partition(KEY_SEPARATOR)
        words[plain] = max(words.get(plain, (0, "")), (count, plain if as_typed in {"", "-"} else as_typed))
    found = []
    for plain, (count, text) in words.items():
        if plain != typed and not same(plain) and count > resources // RARE_FORM:
            found += [
                (math.log(count) - cost * math.log(EDIT_RATIO), count, plain, text)
                for cost in _costs(typed, plain, count, printed, resources, titled=titled)
            ]
    return max(found)[-1] if found else None


def _costs(  # all of it decides
    typed: str, plain: str, count: int, printed: int, resources: int, *, titled: bool
) -> Iterable[float]:
    """Yield in edits what it takes to have meant *plain*, once for each reason to think so."""
    shortened = plain.startswith(typed) and len(typed) + 1 < len(plain) <= 2 * len(typed)
    apart = distance(typed, plain) if abs(len(typed) - len(plain)) < 3 else 3
    first = plain[0] == typed[0]
    if printed:
        if (
            shortened
            and len(typed) >= MIN_LETTERS_KNOWN_SHORTENED
            and count >= KNOWN_SHORTENED_RATIO * printed
        ):
            yield 1
        near = apart == 1 and first and len(typed) >= MIN_LETTERS_KNOWN
        if near and not titled and count >= KNOWN_EDIT_RATIO * printed:
            yield _one_edit(typed, plain)
        return
    if shortened and len(typed) >= MIN_LETTERS_SHORTENED:
        yield 1
    if apart == 1 and (first or len(typed) > SHORTEST):
        yield _one_edit(typed, plain) if first else 1 + FIRST_LETTER
    common = count >= EDIT_RATIO * (1 + resources // RARE_FORM)
    if apart == 2 and first and common and len(typed) >= MIN_LETTERS_TWO_EDITS:
        yield 2


def _one_edit(typed: str, plain: str) -> float:
    def single(word: str) -> str:
        return "".join(letter for at, letter in enumerate(word) if word[at - 1 : at] != letter)

    return 1 - DOUBLED_LETTER if single(typed) == single(plain) else 1


def corrected(index: TwinIndex, table: FacetTable, text: str, ask: Callable[[str], Found]) -> str | None:
    """Return *text* with its misspelt words corrected, if that finds more of them; *ask* searches for a text."""
    found, resources = ask(text), len(index.facts)
    if all(len(each) > resources // WELL_KNOWN for each in found[1]):
        return None
    forms, words = printed_forms(index), typed_words(text, table)
    meant: dict[str, str] = {}
    for plain in {word.plain for word in words}:
        terms = _terms(plain, index.languages)
        has = _asking(found, terms)
        if has is not None and len(found[0][has].choices[0].terms) == 1:
            printed = len(found[1][has])
        else:
            printed = max(map(index.doc_frequency, terms))
        if printed <= resources // WELL_KNOWN:
            other = suggested(
                forms,
                plain,
                printed,
                resources,
                titled=any(
                    form.partition(KEY_SEPARATOR)[0] == plain and index.printing("title", form)
                    for form in index.forms("title")
                ),
                same=lambda other, terms=terms: bool(terms & _terms(other, index.languages)),  # type: ignore[misc]
            )
            if other is not None:
                meant[plain] = other
    while meant:
        other_text = reworded(text, words, meant)
        other_found = ask(other_text)
        helped = {
            plain: word
            for plain, word in meant.items()
            if _having(index, table, other_found, word) > _having(index, table, found, plain)
        }
        if helped == meant:
            return other_text
        meant = helped
    return None


def _terms(word: str, languages: Iterable[Analyzer]) -> frozenset[str]:
    return frozenset(analyzer.term_of(word) for analyzer in languages)


def _asking(found: Found, terms: frozenset[str]) -> int | None:
    for place, concept in enumerate(found[0] if found[1] else ()):
        if any(terms & set(choice.terms) for choice in concept.choices):
            return place
    return None


def _having(index: TwinIndex, table: FacetTable, found: Found, text: str) -> int:
    every = [_terms(word.plain, index.languages) for word in typed_words(text, table)]
    place = _asking(found, frozenset[str]().union(*every))
    return 0 if place is None else len(found[1][place] & found[2])
