"""A text and concepts in; where they occur in it, and escaped HTML with those places marked, out."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from html import escape
from itertools import chain, islice
from typing import Final, NamedTuple

from indexer.analysis import ENGLISH, MAX_PART, Analyzer, Word, crosses_spaces, span_of
from searchapp.engine.presenting.token_cache import shared_cache, terms_in
from searchapp.engine.query.concepts import Choice, Concept

_TOKEN: Final = re.compile(r"\S+")
# So few are each looked for in the text sooner than all of its tokens are looked at.
FEW_TOKENS_LIMIT: Final = 16
_EDGES: Final = ".,;:!?()[]'\""  # what stands around words
_ESCAPED: Final = re.compile("[&<>\"']")  # what `escape` writes otherwise


class Mark(NamedTuple):
    """A place in a text where a concept occurs."""

    # A tuple, because an answer has some hundreds, made and sorted.
    start: int  # character offsets
    end: int
    concept: int  # which of the concepts
    synonym: int = 0  # which of its synonyms, from 1; 0: it is what was typed


class Marker:
    """Finds concepts in texts of one language; the concepts are prepared once for all texts of an answer."""

    def __init__(self, concepts: Sequence[Concept], field: str, analyzer: Analyzer = ENGLISH) -> None:
        self._analyzer = analyzer
        self._by_term: dict[str, list[_Sequence]] = {}
        self._prefixes: list[tuple[int, str]] = []
        # What was typed in capitals, marked as such: under a number of its own, below all others.
        self._named = [number for number, concept in enumerate(concepts) if concept.named]
        for number, concept in enumerate(concepts):
            for key, choices in ((number, concept.choices), (~number, concept.named)):
                self._add(key, [choice for choice in choices if field in choice.fields])
            for place, synonym in enumerate(concept.synonyms, start=1):
                self._add(number, synonym.choices, place)
        self._beginnings = tuple(prefix for _, prefix in self._prefixes)
        self._tokens = shared_cache(analyzer)
        # Terms that may be the first of several: what follows the token decides.
        self._open = {
            term
            for term, found in self._by_term.items()
            if any(len(sequence.terms) > 1 for sequence in found)
        }
        self._within: dict[str, tuple[Mark, ...] | None] = {}  # marks of a token; None: it may begin a phrase

    def _add(self, number: int, choices: Sequence[Choice], synonym: int = 0) -> None:
        for choice in choices:
            if choice.prefix is not None:
                self._prefixes.append((number, choice.prefix))
            else:
                spans = tuple(map(span_of, choice.terms))
                sequence = _Sequence(
                    number, tuple(zip(choice.terms, spans, strict=True)), sum(spans), synonym
                )
                self._by_term.setdefault(choice.terms[0], []).append(sequence)

    def marks(self, text: str) -> list[Mark]:
        """Return every place in *text* where a concept occurs, in order."""
        if not self._by_term and not self._prefixes:
            return []
        found = self._everywhere(text)
        for number in self._named:
            named = {Mark(mark.start, mark.end, number) for mark in found if mark.concept == ~number}
            # Where a text has it in capitals, its small letters are another word.
            found = {
                mark
                for mark in found
                if mark.concept != ~number and not (named and mark.concept == number and not mark.synonym)
            }
            found |= named
        return sorted(found)

    def _everywhere(self, text: str) -> set[Mark]:
        if crosses_spaces(text):
            return self._marks(text, 0, len(text))
        tokens = set(text.split())
        matching = self._tokens.containing(self._by_term, tokens)
        if self._beginnings:
            matching |= {token for token in tokens if _begins(token, self._beginnings)}
        found: set[Mark] = set()
        for token, starts in _places(text, matching):
            within = self._marks_of(token)
            for start in starts:
                if within is None:
                    found |= self._marks(text, start, start + len(token))
                else:
                    found.update(
                        Mark(start + mark.start, start + mark.end, mark.concept, mark.synonym)
                        for mark in within
                    )
        return found

    def _marks_of(self, token: str) -> tuple[Mark, ...] | None:
        """Return the marks of a token wherever it occurs, from its own beginning; None: it may begin a phrase."""
        if token not in self._within:
            alone = self._open.isdisjoint(terms_in(token, self._analyzer))
            self._within[token] = tuple(self._marks(token, 0, len(token))) if alone else None
        return self._within[token]

    def _marks(self, text: str, start: int, end: int) -> set[Mark]:
        """Return every mark that begins in text[start:end]: a token, or the text whole."""
        found = set()
        own: list[_Spot] = []
        for word in self._analyzer.words(text[start:end]):
            for number, prefix in self._prefixes:
                found |= {
                    Mark(start + first, start + last, number) for first, last in _beginning(word, prefix)
                }
            own += _spots(word, start)
        for place, spot in enumerate(own):
            for term in spot.terms:
                for sequence in self._by_term.get(term, ()):
                    finish: int | None = spot.end
                    if sequence.reach > 1:
                        # A phrase that begins here may go on behind.
                        following = own[place : place + sequence.reach]
                        finish = _end(sequence.terms, chain(following, self._behind(text, end)))
                    if finish is not None:
                        found.add(Mark(spot.start, finish, sequence.concept, sequence.synonym))
        return found

    def _behind(self, text: str, start: int) -> Iterator["_Spot"]:
        """Yield the parts of the words of *text* from *start* on, where a token begins."""
        for token in _TOKEN.finditer(text, start):
            for word in self._analyzer.words(token.group()):
                yield from _spots(word, token.start())

    def html(self, text: str) -> str:
        """Return *text* whole, escaped and marked."""
        return marked(text, self.marks(text), 0, len(text))


class _Sequence(NamedTuple):
    """Terms that must follow one another."""

    concept: int
    terms: tuple[tuple[str, int], ...]  # each with the places that it spans
    reach: int  # how many places all of them span
    synonym: int = 0  # which of the concept's synonyms they are; 0: none


class _Spot(NamedTuple):
    """One part of a word in the text."""

    start: int
    end: int
    terms: tuple[str, ...]  # its own, and those stacked there


def _spots(word: Word, start: int) -> Iterator[_Spot]:
    """Yield the parts of a word of the text that begins at *start*."""
    if not word.stacked:  # nearly all
        for part in word.parts:
            yield _Spot(start + part.start, start + part.end, (part.term,))
        return
    for at, part in enumerate(word.parts):
        stacked = (one.term for one in word.stacked if one.at == at)
        yield _Spot(start + part.start, start + part.end, (part.term, *stacked))


@lru_cache(maxsize=1 << 14)  # some megabytes at the worst
def _cached_plains(token: str) -> tuple[str, ...]:
    # The letters of words are the same in every language.
    plains = [plain for word in ENGLISH.words(token) for _, _, plain in _readings(word)]
    return tuple(dict.fromkeys(plains))


def _begins(token: str, beginnings: tuple[str, ...]) -> bool:
    """Return whether a word of *token*, or anything that may be read as one in it, begins like one of *beginnings*."""
    letters = token.strip(_EDGES)
    if (
        letters.isascii()
        and letters.isalpha()
        and (letters.islower() or letters.istitle() or letters.isupper())
    ):
        # Most tokens: one word of one part. Analyzing them has the same result, and texts have more of them than a
        # cache holds.
        return letters.lower()[:MAX_PART].startswith(beginnings)
    return _may_hold(token, beginnings) and any(plain.startswith(beginnings) for plain in _plains(token))


def _may_hold(token: str, beginnings: Iterable[str]) -> bool:
    """Return whether anything in *token* may begin so; most tokens of most texts are told at once that nothing does."""
    small = token.lower()
    # Of letters and digits alone, a reading is what stands there, or a part of it.
    return not (small.isascii() and small.strip(_EDGES).isalnum()) or any(
        beginning in small for beginning in beginnings
    )


def _plains(token: str) -> tuple[str, ...]:
    """Return what a prefix may be the beginning of."""
    # Longer tokens are not words, and would fill memory.
    return (_cached_plains if len(token) <= MAX_PART else _cached_plains.__wrapped__)(token)


def _readings(word: Word) -> Iterator[tuple[int, int, str]]:
    """Yield the word, those of its parts that may be joined, and each part: where it begins and ends, and its letters."""
    parts = word.parts
    yield word.start, word.end, "".join(part.plain for part in parts)
    for at, term in word.stacked:
        joined = parts[at : at + span_of(term)]
        if len(joined) > 1:
            yield joined[0].start, joined[-1].end, "".join(part.plain for part in joined)
    for part in parts:
        yield part.start, part.end, part.plain


def _places(text: str, tokens: Collection[str]) -> Iterator[tuple[str, Iterable[int]]]:
    """Yield where each of *tokens* occurs in *text* with space around it."""
    if len(tokens) <= FEW_TOKENS_LIMIT:
        yield from ((token, _places_of(text, token)) for token in tokens)
        return
    places: dict[str, list[int]] = {}
    for found in _TOKEN.finditer(text):
        if found.group() in tokens:
            places.setdefault(found.group(), []).append(found.start())
    yield from places.items()


def _places_of(text: str, token: str) -> Iterator[int]:
    """Yield where *token* occurs in *text* with space around it."""
    start = text.find(token)
    while start >= 0:
        end = start + len(token)
        if (not start or text[start - 1].isspace()) and (end == len(text) or text[end].isspace()):
            yield start
        start = text.find(token, start + 1)


def _beginning(word: Word, prefix: str) -> Iterator[tuple[int, int]]:
    """Yield what of a word is to be marked for a prefix: the word whole, or else whatever in it begins so."""
    begun = [(start, end) for start, end, plain in _readings(word) if plain.startswith(prefix)]
    yield from begun[:1] if (word.start, word.end) in begun else begun


def _end(terms: Iterable[tuple[str, int]], spots: Iterator[_Spot]) -> int | None:
    """Return where *terms* end if the next *spots* have them."""
    end = None
    for wanted, span in terms:
        spot = next(spots, None)
        if spot is None or wanted not in spot.terms:
            return None
        end = spot.end
        if span > 1:
            end = max((passed.end for passed in islice(spots, span - 1)), default=end)
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
