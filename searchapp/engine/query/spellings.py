"""Words typed side by side in; the terms of every way in which the index may have them, out.

"de-escalation", "de escalation" and "deescalation" must find each other (docs/query-language.md). Only spellings whose
terms the index has are kept, beside the one that was typed.
"""

from collections.abc import Iterator
from itertools import chain, product
from math import prod
from typing import Final

from indexer.analysis import Word, plain_term, span_of
from searchapp.engine.query.compounds import CompoundWords

# Other ways to write a phrase of more parts are not looked for: it is quoted from a text, and each way costs a look at
# all its parts.
MAX_REWRITTEN: Final = 32
# Ways to write a phrase in which several words may each be written in several ways; where there are more, one word at
# a time is written otherwise.
MAX_WAYS: Final = 8


def spellings(words: tuple[Word, ...], known: CompoundWords) -> Iterator[tuple[str, ...]]:
    """Yield the terms as typed, then with words written otherwise, then with one change across words or within one."""
    parts = [part for word in words for part in word.parts]
    terms = tuple(part.term for part in parts)
    plains = plains_of(words)
    yield terms
    if len(words) == 1 and (joined := joined_word(plains, known, hyphened=True)) is not None:
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
        joined = joined_word(plains[number : number + 2], known)
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
    if (whole := joined_word(plains_of((word,)), known, hyphened=True)) is not None:
        yield (whole,)
    for at, term in word.stacked:
        width = span_of(term)
        if 1 < width < len(terms) and known.has_term(plain_term(term)):
            yield (*terms[:at], plain_term(term), *terms[at + width :])
    for at, term in enumerate(terms):
        for joined in known.joined(term):
            yield (*terms[:at], joined, *terms[at + 1 :])
    # "BlacklivesMatter": whatever has as many parts as were typed is found by these.
    for joined in known.joined(known.analyzer.term_of("".join(plains_of((word,))))):
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


def plains_of(words: tuple[Word, ...]) -> tuple[str, ...]:
    """Return the folded parts of *words*."""
    return tuple(part.plain for word in words for part in word.parts)


def joined_word(plains: tuple[str, ...], known: CompoundWords, *, hyphened: bool = False) -> str | None:
    """Return the term of the parts written as one word, if the index has it."""
    # "the rapist" does not ask for therapists, nor "9 11" for 911; "on-scene", typed so, does ask for "onscene".
    if len(plains) < 2 or all(plain.isdigit() for plain in plains):
        return None
    if known.analyzer.is_common(plains[0]) and not hyphened:
        return None
    term = known.analyzer.term_of("".join(plains))
    return term if known.has_term(term) else None
