"""The words of a query in; other words for the same thing, as a file of synonyms has them, out.

Words are met as the index has them, stemmed and however they are joined; several words only side by side, the longest
run of them first: docs/query-language.md, "Synonyms and acronyms".
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from indexer.analysis import ENGLISH, Analyzer, Word, capitals_term
from indexer.synonyms.file import SynonymFile
from searchapp.engine.query.compounds import CompoundWords
from searchapp.engine.query.query import Query, Typed
from searchapp.engine.query.topic_names import readings


@dataclass(frozen=True, slots=True)
class Alternative:
    """A word or phrase of the file."""

    text: str
    words: Mapping[str, tuple[Word, ...]] = field(hash=False, compare=False)  # as each language reads it

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
        for number, line in enumerate(file.lines):
            self._lines.append(tuple(_alternative(text, languages) for text in line.targets))
            for text in line.sources:
                source = _alternative(text, languages)
                for key in readings(text, languages):
                    self._sources.setdefault(key, []).append((number, source))
                    first, *others = key.split(" ")
                    self._longest[first] = max(self._longest.get(first, 0), 1 + len(others))

    def __bool__(self) -> bool:
        return bool(self._sources)

    def matches(self, query: Query, languages: Sequence[CompoundWords]) -> Iterator[Match]:
        """Yield what of the plain words of *query* stands in the file, in order, the longest first."""
        for run in query.runs if self._sources else ():
            start = 0
            while start < len(run):
                found = self._longest_from(run, start, query, languages)
                if found is not None:
                    yield found
                start += len(found.places) if found is not None else 1

    def _longest_from(
        self, run: Sequence[Typed], start: int, query: Query, languages: Sequence[CompoundWords]
    ) -> Match | None:
        most = max(
            (
                self._longest.get(way[0], 0)
                for known in languages
                for way in _ways(run[start].words.words, known.analyzer)
            ),
            default=0,
        )
        for end in range(min(len(run), start + most), start, -1):
            typed = run[start:end]
            found = self._match(typed, query, languages)
            if found is not None:
                return found
        return None

    def _match(
        self, typed: Sequence[Typed], query: Query, languages: Sequence[CompoundWords]
    ) -> Match | None:
        words = [word for one in typed for word in one.words.words]
        keys = {" ".join(way) for known in languages for way in _ways(words, known.analyzer)}
        named = query.capitals and typed[0].words.in_capitals
        sources = [
            (number, source)
            for key in sorted(keys)
            for number, source in self._sources.get(key, ())
            if named or source.acronym is None or not is_another_word(source.acronym, languages)
        ]
        if not sources:
            return None
        lines = [self._others(number, keys, languages) for number, _ in dict(sources).items()]
        return Match(
            " ".join(word.raw for word in words),
            tuple(one.place for one in typed),
            tuple(filter(None, lines)),
            acronym=any(source.acronym is not None for _, source in sources),
        )

    def _others(
        self, number: int, keys: set[str], languages: Sequence[CompoundWords]
    ) -> tuple[Alternative, ...]:
        """Return what a line has besides that which was typed."""
        analyzers = [known.analyzer for known in languages]
        return tuple(
            other for other in self._lines[number] if keys.isdisjoint(readings(other.text, analyzers))
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
    return Alternative(text, {analyzer.language: tuple(analyzer.words(text)) for analyzer in languages})


def _ways(words: Sequence[Word], analyzer: Analyzer) -> Iterator[tuple[str, ...]]:
    """Yield the terms of *words*, then with the parts of each word joined, if any has several."""
    read = [analyzer.reread(word) for word in words]
    yield tuple(part.term for word in read for part in word.parts)
    if any(len(word.parts) > 1 for word in read):
        yield tuple(analyzer.term_of("".join(part.plain for part in word.parts)) for word in read)
