"""The name of a topic, or what was typed as one, in; the ways to read it out: "YouTube" as two words and as one."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, product
from math import prod
from typing import Final

from indexer.analysis import ENGLISH, Analyzer, Word, plain_term, span_of

MAX_READINGS: Final = 8  # of one name; one with more has each of its words read the same way


def readings(name: str, languages: Sequence[Analyzer] = (ENGLISH,)) -> tuple[str, ...]:
    """Return the terms of *name* in order, with spaces between them, once for each way to read it in each of *languages*."""
    return tuple(dict.fromkeys(chain.from_iterable(_readings(name, analyzer) for analyzer in languages)))


def _readings(name: str, analyzer: Analyzer) -> Iterable[str]:
    ways = [tuple(dict.fromkeys(_ways(word, analyzer))) for word in analyzer.words(name)]
    if prod(map(len, ways)) > MAX_READINGS:
        return " ".join(way[0] for way in ways), " ".join(way[-1] for way in ways)
    return map(" ".join, product(*ways))


def _ways(word: Word, analyzer: Analyzer) -> Iterator[str]:
    """Yield the terms of a word part by part, then with the parts joined that have no hyphen between them, then joined whole."""
    terms = [part.term for part in word.parts]
    yield " ".join(terms)
    for at, term in word.stacked:
        if span_of(term) > 1:
            yield " ".join((*terms[:at], plain_term(term), *terms[at + span_of(term) :]))
    plains = [part.plain for part in word.parts]
    if len(plains) > 1 and not all(map(str.isdigit, plains)):
        yield analyzer.term_of("".join(plains))
