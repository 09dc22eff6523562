"""Words in; what the index has of them and in how many parts each is written, out, cached from query to query."""

from collections.abc import Iterator, Sequence
from typing import Final, Protocol, TypeVar

from indexer.analysis import ENGLISH, Analyzer, form_of

MAX_CACHED_WORDS: Final = 1 << 14  # some megabytes at the worst

Pairs = tuple[tuple[str, str], ...]
_Found = TypeVar("_Found")


class Dictionary(Protocol):
    """What an index says of the words in it."""

    def has_term(self, term: str) -> bool:
        """Return whether any text field has *term*."""
        ...

    def has_form(self, form: str) -> bool:
        """Return whether any text field has a word of this form."""
        ...

    def doc_frequency(self, term: str) -> int:
        """Return how many resources have *term* in the field in which most do."""
        ...

    def joined(self, term: str) -> Sequence[str]:
        """Return the stacked terms of the word of this term where it is printed in several parts."""
        ...


class CompoundWords:
    """How an index writes words of one language: joined, or split in two. Safe between threads: what is lost is looked up again."""

    def __init__(self, dictionary: Dictionary, analyzer: Analyzer = ENGLISH) -> None:
        self._dictionary = dictionary
        self.analyzer = analyzer
        self._pairs: dict[str, Pairs] = {}
        self._joined: dict[str, tuple[str, ...]] = {}

    def __len__(self) -> int:
        return len(self._pairs) + len(self._joined)

    def has_term(self, term: str) -> bool:
        """Return whether any text field has *term*."""
        return self._dictionary.has_term(term)

    def doc_frequency(self, term: str) -> int:
        """Return how many resources have *term* in the field in which most do."""
        return self._dictionary.doc_frequency(term)

    def joined(self, term: str) -> tuple[str, ...]:
        """Return the stacked terms of the word of this term where it is printed in several parts: "JustGrants"."""
        found = self._joined.get(term)
        if found is None:
            found = tuple(self._dictionary.joined(term))
            _cache(self._joined, term, found)
        return found

    def split_word(self, plain: str) -> Pairs:
        """Return the terms of a folded word written as two, where the index has both."""
        pairs = self._pairs.get(plain)
        if pairs is None:
            pairs = tuple(_splits(plain, self._dictionary, self.analyzer))
            _cache(self._pairs, plain, pairs)
        return pairs


def _cache(known: dict[str, _Found], word: str, found: _Found) -> None:
    if len(known) >= MAX_CACHED_WORDS // 2:
        known.clear()  # simpler than forgetting the oldest, and as good: common words are back at once
    known[word] = found


def _splits(plain: str, known: Dictionary, analyzer: Analyzer) -> Iterator[tuple[str, str]]:
    if plain.isdigit():
        return
    term_of = analyzer.term_of
    for cut in range(1, len(plain)):
        left, right = plain[:cut], plain[cut:]
        if len(right) == 1 and plain.isalpha():
            continue  # "e-mail" begins with a letter, "4-H" ends with one; no hyphened word of letters does
        # Most cuts make no words, and of the two halves the longer one is the rarer: it is looked up first.
        shorter, longer = sorted((left, right), key=len)
        if not (known.has_term(term_of(longer)) and known.has_term(term_of(shorter))):
            continue
        # "therapist" does not ask for "the rapist"; "onscene" does ask for "on scene" where "on-scene" is printed.
        if not analyzer.is_common(left) or known.has_form(form_of(f"{left}-{right}")):
            yield term_of(left), term_of(right)
