"""A text and concepts in; where they stand in it, and escaped HTML with those places marked, out."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from html import escape
from itertools import chain
from typing import Final, NamedTuple

from indexer.analysis import MAX_PART, Part, crosses_spaces, words
from searchapp.engine.presenting.token_cache import remembered_runs
from searchapp.engine.query.expansion import Choice, Concept

_RUN: Final = re.compile(r"\S+")
_FEW_RUNS: Final = 16  # that are each looked for in the text sooner than all of its runs are looked at
_ESCAPED: Final = re.compile("[&<>\"']")  # what `escape` writes otherwise


class Mark(NamedTuple):
    """A place in a text where a concept stands."""

    # A tuple, because an answer has some hundreds, made and sorted.
    start: int  # sign offsets
    end: int
    concept: int  # which of the concepts


class Marker:
    """Finds concepts in texts; the concepts are prepared once for all texts of an answer."""

    def __init__(self, concepts: Sequence[Concept], field: str) -> None:
        self._by_term: dict[str, list[tuple[int, Choice]]] = {}
        self._prefixes: list[tuple[int, str]] = []
        for number, concept in enumerate(concepts):
            for choice in concept.choices:
                if field not in choice.fields:
                    continue
                if choice.prefix is not None:
                    self._prefixes.append((number, choice.prefix))
                else:
                    self._by_term.setdefault(choice.terms[0], []).append((number, choice))
        self._beginnings = tuple(prefix for _, prefix in self._prefixes)
        self._runs = remembered_runs()
        # Terms that may be the first of several: what stands behind the run decides.
        self._open = {
            term for term, found in self._by_term.items() if any(len(choice.terms) > 1 for _, choice in found)
        }
        self._within: dict[str, tuple[Mark, ...] | None] = {}  # marks of a run; None: it may open a phrase

    def marks(self, text: str) -> list[Mark]:
        """Return every place in *text* where a concept stands, in order."""
        if not self._by_term and not self._prefixes:
            return []
        if crosses_spaces(text):
            return sorted(self._marks(text, 0, len(text)))
        runs = set(text.split())
        telling = self._runs.holding(self._by_term, runs)
        if self._beginnings:
            telling |= {run for run in runs if any(map(self._begins, _plains(run)))}
        found: set[Mark] = set()
        for run, starts in _places(text, telling):
            within = self._marks_of(run)
            for start in starts:
                if within is None:
                    found |= self._marks(text, start, start + len(run))
                else:
                    found.update(Mark(start + mark.start, start + mark.end, mark.concept) for mark in within)
        return sorted(found)

    def _begins(self, plain: str) -> bool:
        return plain.startswith(self._beginnings)

    def _marks_of(self, run: str) -> tuple[Mark, ...] | None:
        """Return the marks of a run wherever it stands, from its own beginning; None: it may open a phrase."""
        if run not in self._within:
            alone = self._open.isdisjoint(part.term for word in words(run) for part in word.parts)
            self._within[run] = tuple(self._marks(run, 0, len(run))) if alone else None
        return self._within[run]

    def _marks(self, text: str, start: int, end: int) -> set[Mark]:
        """Return every mark that begins in text[start:end]: a run, or the text whole."""
        found = set()
        parts: list[Part] = []
        for word in words(text[start:end]):
            joined = "".join(part.plain for part in word.parts)
            for number, prefix in self._prefixes:
                spots = (word,) if joined.startswith(prefix) else _beginning(word.parts, prefix)
                found |= {Mark(start + spot.start, start + spot.end, number) for spot in spots}
            parts += word.parts
        own = [(start + part.start, start + part.end, part.term) for part in parts]
        for place, (begin, _, term) in enumerate(own):
            for number, choice in self._by_term.get(term, ()):
                # A phrase that begins here may go on behind.
                following = own[place : place + len(choice.terms)]
                finish = _end(choice.terms, chain(following, _terms(text, end)))
                if finish is not None:
                    found.add(Mark(begin, finish, number))
        return found

    def html(self, text: str) -> str:
        """Return *text* whole, escaped and marked."""
        return marked(text, self.marks(text), 0, len(text))


_Spot = tuple[int, int, str]  # where a part begins and ends in the text, and its term


@lru_cache(maxsize=1 << 16)  # some tens of megabytes at the worst
def _remembered_plains(run: str) -> tuple[str, ...]:
    plains = []
    for word in words(run):
        plains += ["".join(part.plain for part in word.parts), *(part.plain for part in word.parts)]
    return tuple(dict.fromkeys(plains))


def _plains(run: str) -> tuple[str, ...]:
    """Return what a prefix may be the beginning of."""
    # Longer runs are not words, and would fill memory.
    return (_remembered_plains if len(run) <= MAX_PART else _remembered_plains.__wrapped__)(run)


def _places(text: str, runs: Collection[str]) -> Iterator[tuple[str, Iterable[int]]]:
    """Yield where each of *runs* stands in *text* with space around it."""
    if len(runs) <= _FEW_RUNS:
        yield from ((run, _places_of(text, run)) for run in runs)
        return
    places: dict[str, list[int]] = {}
    for found in _RUN.finditer(text):
        if found.group() in runs:
            places.setdefault(found.group(), []).append(found.start())
    yield from places.items()


def _places_of(text: str, run: str) -> Iterator[int]:
    """Yield where *run* stands in *text* with space around it."""
    start = text.find(run)
    while start >= 0:
        end = start + len(run)
        if (not start or text[start - 1].isspace()) and (end == len(text) or text[end].isspace()):
            yield start
        start = text.find(run, start + 1)


def _beginning(parts: Sequence[Part], prefix: str) -> Iterator[Part]:
    return (part for part in parts if part.plain.startswith(prefix))


def _terms(text: str, start: int) -> Iterator[_Spot]:
    """Yield the parts of the words of *text* from *start* on, where a run begins."""
    for run in _RUN.finditer(text, start):
        for word in words(run.group()):
            for part in word.parts:
                yield run.start() + part.start, run.start() + part.end, part.term


def _end(terms: Sequence[str], spots: Iterator[_Spot]) -> int | None:
    """Return where *terms* end if the next *spots* hold them."""
    end = None
    for wanted in terms:
        _, end, term = next(spots, (0, None, None))
        if term != wanted:
            return None
    return end


def marked(text: str, marks: Sequence[Mark], start: int, end: int) -> str:
    """Return text[start:end] escaped, with the *marks* inside it; marks that overlap become one."""
    written = escape if _ESCAPED.search(text, start, end) else str
    pieces = []
    at = start
    for begin, finish in _merged(marks, start, end):
        pieces.append(written(text[at:begin]))
        pieces.append(f"<mark>{written(text[begin:finish])}</mark>")
        at = finish
    pieces.append(written(text[at:end]))
    return "".join(pieces)


def _merged(marks: Sequence[Mark], start: int, end: int) -> Iterator[tuple[int, int]]:
    open_start, open_end = -1, -1
    for mark in marks:
        if mark.start < start or mark.end > end:
            continue
        if mark.start >= open_end:
            if open_start >= 0:
                yield open_start, open_end
            open_start, open_end = mark.start, mark.end
        else:
            open_end = max(open_end, mark.end)
    if open_start >= 0:
        yield open_start, open_end
