"""The words of a query in; other words for the same thing, as a file of synonyms has them, out.

Words are met as the index has them, stemmed and however they are joined; several words only side by side, the longest
run of them first: docs/query-language.md, "Synonyms and acronyms".
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from indexer.analysis import ENGLISH, Analyzer, Word, capitals_term
from indexer.synonyms.file import SynonymFile
from searchapp.engine.query.compounds import CompoundWords
from searchapp.engine.query.concepts import Choice
from searchapp.engine.query.query import Query, Typed


@dataclass(frozen=True, slots=True)
class Alternative:
    """A word or phrase of the file."""

    text: str
    words: Mapping[str, tuple[Word, ...]] = field(hash=False, compare=False)  # as each language reads it
    keys: frozenset[str] = field(hash=False, compare=False)  # its terms, once for each way to read it

    @property
    def acronym(self) -> Word | None:
        """The word, if it is a single one in capitals."""
        word, *others = next(iter(self.words.values()))
        return word if not others and any(one.in_capitals for one in word.stacked) else None


@dataclass(frozen=True, slots=True)
class Match:
    """Words of a query that stand in the file."""

    typed: str
    places: tuple[int, ...]  # which of the plain words of the query they are
    lines: tuple[tuple[Alternative, ...], ...]  # what each line of the file has for them
    acronym: bool  # whether the file has them as one word in capitals


class Synonyms:
    """A file of synonyms, read in the languages of a build."""

    def __init__(self, file: SynonymFile, languages: Sequence[Analyzer] = (ENGLISH,)) -> None:
        self.version = file.version
        self._lines: list[tuple[Alternative, ...]] = []
        self._sources: dict[str, list[tuple[int, Alternative]]] = {}
        self._longest: dict[str, int] = {}  # first term -> most terms of what begins with it
        # As what the index has each alternative, in each language of a query; looked up once: both are of one build.
        self.choices: dict[tuple[str, str], tuple[Choice, ...]] = {}
        for number, line in enumerate(file.lines):
            each = {text: _alternative(text, languages) for text in (*line.sources, *line.targets)}
            self._lines.append(tuple(each[text] for text in line.targets))
            for text in line.sources:
                source = each[text]
                for key in sorted(source.keys):
                    self._sources.setdefault(key, []).append((number, source))
                    first, *others = key.split(" ")
                    self._longest[first] = max(self._longest.get(first, 0), 1 + len(others))

    def __bool__(self) -> bool:
        return bool(self._sources)

    def matches(self, query: Query, languages: Sequence[CompoundWords]) -> Iterator[Match]:
        """Yield what of the plain words of *query* stands in the file, in order, the longest first."""
        for run in query.runs if self._sources else ():
            ways = [_ways_typed(run, known.analyzer, query) for known in languages]
            start = 0
            while start < len(run):
                found = self._longest_from(run, start, ways, query, languages)
                if found is not None:
                    yield found
                start += len(found.places) if found is not None else 1

    def _longest_from(
        self,
        run: Sequence[Typed],
        start: int,
        ways: Sequence[Sequence["_Ways"]],
        query: Query,
        languages: Sequence[CompoundWords],
    ) -> Match | None:
        longest = max(
            self._longest.get(term, 0) for words in ways for term in {words[start][0][0], words[start][1][0]}
        )
        for end in range(min(len(run), start + longest), start, -1):
            keys = {
                " ".join(chain.from_iterable(word[joined] for word in words[start:end]))
                for words in ways
                for joined in (0, 1)
            }
            if not keys.isdisjoint(self._sources):
                found = self._match(run[start:end], keys, query, languages)
                if found is not None:
                    return found
        return None

    def _match(
        self, typed: Sequence[Typed], keys: set[str], query: Query, languages: Sequence[CompoundWords]
    ) -> Match | None:
        named = query.capitals and typed[0].words.in_capitals
        sources = [
            (number, source)
            for key in sorted(keys)
            for number, source in self._sources.get(key, ())
            if named or source.acronym is None or not is_another_word(source.acronym, languages)
        ]
        if not sources:
            return None
        lines = (
            tuple(other for other in self._lines[number] if keys.isdisjoint(other.keys))
            for number in dict(sources)
        )
        return Match(
            " ".join(word.raw for one in typed for word in one.words.words),
            tuple(one.place for one in typed),
            tuple(filter(None, lines)),
            acronym=any(source.acronym is not None for _, source in sources),
        )


NO_SYNONYMS: Final = Synonyms(SynonymFile())


def is_another_word(acronym: Word, languages: Iterable[CompoundWords]) -> bool:
    """Return whether an acronym is another word in small letters: "IT", or "LEAD" where most resources only say "lead".

    Then only capitals mean it, in a query and in a text.
    """
    having = named = 0
    for known in languages:
        (part, *others) = known.analyzer.reread(acronym).parts
        if others:
            return False
        if known.analyzer.is_common(part.plain):
            return True
        having += known.doc_frequency(part.term)
        named += known.doc_frequency(capitals_term(part.term))
    return 2 * named < having


def _alternative(text: str, languages: Sequence[Analyzer]) -> Alternative:
    words = {analyzer.language: tuple(analyzer.words(text)) for analyzer in languages}
    keys = {
        " ".join(chain.from_iterable(way))
        for analyzer in languages
        for way in zip(*(_ways(word, analyzer) for word in words[analyzer.language]), strict=True)
    }
    return Alternative(text, words, frozenset(keys))


# Of a word: its terms, and the term of its parts joined.
_Ways = tuple[tuple[str, ...], tuple[str, ...]]


def _ways(word: Word, analyzer: Analyzer) -> _Ways:
    terms = tuple(part.term for part in word.parts)
    if len(terms) == 1:  # nearly all
        return terms, terms
    return terms, (analyzer.term_of("".join(part.plain for part in word.parts)),)


def _ways_typed(run: Sequence[Typed], analyzer: Analyzer, query: Query) -> list[_Ways]:
    words = [word for typed in run for word in typed.words.words]
    if analyzer is not query.analyzer:
        words = list(map(analyzer.reread, words))
    return [_ways(word, analyzer) for word in words]
