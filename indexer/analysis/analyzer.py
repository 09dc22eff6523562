"""The analyzer of one language: what the index keeps of a text. Queries and documents are analyzed in the same way.

Nothing is dropped: common words are indexed like any other (docs/adr/0009). A term names its language, unless that is
English, so that the words of several languages share one index without being taken for one another (docs/adr/0019).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from indexer.analysis.folding import KEY_SEPARATOR, MAX_PART, cached, form_of, plain_of
from indexer.analysis.stacked_terms import (
    StackedTerm,
    capitals_term,
    span_of,
    stacked_terms,
)
from indexer.analysis.tokens import WORD, Part, Word, is_all_caps, parts_of, raw_words

# Raise it with any change of words, parts and forms, which all languages share: older builds are then built again.
ANALYSIS_VERSION: Final = 4

PART_OF_WORD: Final = (
    KEY_SEPARATOR + "-"
)  # follows a form that is only part of a word: "escalation" of "de-escalation"

LANGUAGE_SEPARATOR: Final = "\x1e"  # between the language of a term and its stem; no word contains it


@dataclass(frozen=True, slots=True)
class AnalyzedText:
    """The terms of a text in order, its forms, and its stacked terms."""

    terms: tuple[str, ...]
    forms: frozenset[str]
    stacked: tuple[StackedTerm, ...] = ()


class SplitWord(NamedTuple):
    """A word as printed, split into parts."""

    parts: tuple[tuple[int, int, str, str], ...]  # of each: start, end, plain, term
    joined: tuple[str, ...]  # folded: what is between its hyphens, if that has several parts
    stacked: tuple[StackedTerm, ...]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Analyzer:
    """Analyzes the words of one language. Only stems and common words depend on it."""

    language: str  # as in "lang" attributes: "en"
    version: int  # raise it with any change of stems or common words: builds with this language are then built again
    stem: Callable[[str], str]  # of a folded part
    common_words: frozenset[str]  # folded
    tag: str = ""  # what its terms begin with
    # Of a question word, folded: the words that only ask with it ("what goes in …"). Queries read them, texts do not.
    fillers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    stemmed: Callable[[str], str] = field(init=False, repr=False)  # of a folded part: its term
    split_word: Callable[[str], SplitWord] = field(init=False, repr=False)
    term_of: Callable[[str], str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        # Each distinct word of a library is stemmed: a language without a tag needs no call more than its stem.
        object.__setattr__(self, "stemmed", self._tagged if self.tag else self.stem)
        object.__setattr__(self, "split_word", cached(self._split_word))
        object.__setattr__(self, "term_of", cached(self._term_of))

    def is_common(self, plain: str) -> bool:
        """Return whether a folded word is too common to be required in a match: "the", "of", "with"."""
        return plain in self.common_words

    def words(self, text: str) -> Iterator[Word]:
        """Yield the words of *text* in order, with offsets."""
        for match in WORD.finditer(text):
            raw, start = match.group(), match.start()
            cut = self.split_word(raw)
            if cut.parts:
                parts = tuple(
                    Part(start + begin, start + end, plain, term) for begin, end, plain, term in cut.parts
                )
                yield Word(start, match.end(), form_of(raw), parts, cut.stacked, raw)

    def reread(self, word: Word) -> Word:
        """Return a word that another analyzer returned, or its beginning, as this one would."""
        cut, count = self.split_word(word.raw), len(word.parts)
        return replace(
            word,
            parts=tuple(
                replace(part, term=term) for part, (*_, term) in zip(word.parts, cut.parts, strict=False)
            ),
            stacked=tuple(one for one in cut.stacked if one.at + span_of(one.term) <= count),
        )

    def analyze(self, text: str) -> AnalyzedText:
        """Return the terms and forms that the index keeps of *text*."""
        terms: list[str] = []
        forms: set[str] = set()
        found: list[StackedTerm] = []
        all_caps = is_all_caps(text)
        for raw in raw_words(text):
            word_terms, word_forms, word_stacked = self.analyze_word(raw, all_caps=all_caps)
            found += [StackedTerm(len(terms) + at, term) for at, term in word_stacked]
            terms += word_terms
            forms.update(word_forms)
        return AnalyzedText(tuple(terms), frozenset(forms), tuple(found))

    def analyze_word(
        self, raw: str, *, all_caps: bool = False
    ) -> tuple[tuple[str, ...], tuple[str, ...], tuple[StackedTerm, ...]]:
        """Return the terms, the forms and the stacked terms of one word as printed.

        In a text that is all in capitals, the capitals of common words are ignored.
        """
        if raw.isalpha() and raw.isascii() and (raw.islower() or raw.istitle() or raw.isupper()):
            # Most words. The code below has the same result, but takes ten times as long.
            plain = raw.lower()[:MAX_PART]
            term = self.stemmed(plain)
            named = raw[1:].isupper() and not (all_caps and self.is_common(plain))
            return (term,), (plain,), (StackedTerm(0, capitals_term(term)),) if named else ()
        word = self.split_word(raw)
        forms = [form_of(raw)] if word.parts else []
        if len(word.parts) > 1:
            forms += [plain + PART_OF_WORD for _, _, plain, _ in word.parts]
            forms += [plain + PART_OF_WORD for plain in word.joined]
        stacked = word.stacked
        if all_caps:
            stacked = tuple(
                one for one in stacked if not (one.in_capitals and self.is_common(word.parts[one.at][2]))
            )
        return tuple(term for *_, term in word.parts), tuple(forms), stacked

    def _tagged(self, plain: str) -> str:
        return self.tag + self.stem(plain)

    def _term_of(self, part: str) -> str:
        """Return the term of one part as printed: without possessive, folded, stemmed."""
        return self.stemmed(plain_of(part))

    def _split_word(self, raw: str) -> SplitWord:
        """Return the parts of one word as printed."""
        bounds, groups = parts_of(raw)
        parts = tuple((begin, end, plain, self.stemmed(plain)) for begin, end, plain in bounds)
        inner = tuple(plain for _, width, plain in groups if width < len(parts))
        return SplitWord(parts, inner, stacked_terms(raw, parts, groups, self.stemmed))


def untagged(term: str) -> str:
    """Return a term without its language, as people may read it."""
    return term.rpartition(LANGUAGE_SEPARATOR)[2]
