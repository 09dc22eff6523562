"""Text to numbers: each distinct token between spaces is analyzed once a language, and numbered with its terms and forms."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexer.analysis import ANALYZERS, Analyzer, StackedTerm, crosses_spaces, is_all_caps, raw_words

AnalyzeWord = Callable[..., tuple[tuple[str, ...], tuple[str, ...], tuple[StackedTerm, ...]]]

_MAX_CACHED_LENGTH: Final = 128  # characters: longer tokens rarely occur twice, and would fill memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Expansion:
    """What each number stands for: terms, forms and stacked terms, as numbers of their own."""

    terms: tuple[str, ...]
    forms: tuple[str, ...]
    term_ptr: NDArray[np.int32]  # where the terms of a token begin in …
    term_numbers: NDArray[np.int32]
    form_ptr: NDArray[np.int32]
    form_numbers: NDArray[np.int32]
    stacked_ptr: NDArray[np.int32]  # the stacked terms
    stacked_numbers: NDArray[np.int32]  # stacked and other terms share one numbering
    stacked_places: NDArray[np.int32]  # which of the token's terms each is stacked on


class _Numbers(dict[str, int]):
    """The number of each string, assigned by *number* when it is first looked up."""

    def __init__(self, number: Callable[[str], int]) -> None:
        super().__init__()
        self._number = number

    def __missing__(self, key: str) -> int:
        found = self._number(key)
        if len(key) <= _MAX_CACHED_LENGTH:
            self[key] = found
        return found


class _TokenForms:
    """The terms and forms of all tokens so far."""

    def __init__(self) -> None:
        self.terms: dict[str, int] = {}
        self.forms: dict[str, int] = {}
        self.term_ptr = array("i", [0])
        self.term_numbers = array("i")
        self.form_ptr = array("i", [0])
        self.form_numbers = array("i")
        self.stacked_ptr = array("i", [0])
        self.stacked_numbers = array("i")
        self.stacked_places = array("i")

    def add(self, words: list[str], analyze_word: AnalyzeWord, *, all_caps: bool) -> int:
        """Add the token that consists of these words, and return its number."""
        terms, forms = self.terms, self.forms
        for word in words:
            word_terms, word_forms, stacked = analyze_word(word, all_caps=all_caps)
            if stacked:  # few have any
                first = len(self.term_numbers) - self.term_ptr[-1]
                self.stacked_places.extend([first + at for at, _ in stacked])
                self.stacked_numbers.extend([terms.setdefault(term, len(terms)) for _, term in stacked])
            for term in word_terms:
                self.term_numbers.append(terms.setdefault(term, len(terms)))
            for form in word_forms:
                self.form_numbers.append(forms.setdefault(form, len(forms)))
        self.term_ptr.append(len(self.term_numbers))
        self.form_ptr.append(len(self.form_numbers))
        self.stacked_ptr.append(len(self.stacked_numbers))
        return len(self.term_ptr) - 2


class _LanguageTokens:
    """The tokens of texts in one language; their numbers are shared with those of other languages."""

    def __init__(self, found: _TokenForms, analyzer: Analyzer) -> None:
        # Nothing below refers to this object, so that a dropped table is freed at once, without the cycle collector.
        add, analyze = found.add, analyzer.analyze_word
        self.token = _Numbers(lambda token: add(raw_words(token), analyze, all_caps=False)).__getitem__
        self._caps_token = _Numbers(lambda token: add(raw_words(token), analyze, all_caps=True)).__getitem__
        # A word from a text that was split across spaces stays one word, though alone it might be split differently.
        self._word = _Numbers(lambda word: add([word], analyze, all_caps=False)).__getitem__
        self._caps_word = _Numbers(lambda word: add([word], analyze, all_caps=True)).__getitem__

    def numbers(self, text: str) -> Iterator[int]:
        """Return the numbers of the tokens of *text*, in order."""
        all_caps = is_all_caps(text)
        if crosses_spaces(text):
            return map(self._caps_word if all_caps else self._word, raw_words(text))
        return map(self._caps_token if all_caps else self.token, text.split())


class TokenTable:
    """The tokens between spaces seen so far; it finds exactly what `Analyzer.analyze` finds in a text."""

    def __init__(self) -> None:
        self._found = _TokenForms()
        self._languages: dict[str, _LanguageTokens] = {}

    def __len__(self) -> int:
        return len(self._found.term_ptr) - 1

    def numbers(self, text: str, language: str) -> Iterator[int]:
        """Return the numbers of the tokens of *text*, in order."""
        return self._tokens(language).numbers(text)

    def numbered(
        self, texts: Sequence[str], languages: Iterable[tuple[str, int]]
    ) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Return the numbers of the tokens of all *texts*, one after another, and how many each text has.

        *languages* are those of the texts in order: each with how many of the texts that follow are in it.
        """
        found, sizes = array("i"), array("i")
        before = begin = 0
        for language, count in languages:
            tokens = self._tokens(language)
            token = tokens.token
            for text in texts[begin : begin + count]:
                # Like `numbers`, but without a call for each text: most are only a few words.
                apart = crosses_spaces(text) or text.isupper()
                found.extend(tokens.numbers(text) if apart else map(token, text.split()))
                sizes.append(len(found) - before)
                before = len(found)
            begin += count
        return np.array(found, np.int32), np.array(sizes, np.int32)

    def _tokens(self, language: str) -> _LanguageTokens:
        found = self._languages.get(language)
        if found is None:
            found = self._languages[language] = _LanguageTokens(self._found, ANALYZERS[language])
        return found

    def expansion(self) -> Expansion:
        """Return the terms and forms that the numbers assigned so far stand for."""
        found = self._found
        return Expansion(
            terms=tuple(found.terms),
            forms=tuple(found.forms),
            term_ptr=np.array(found.term_ptr, np.int32),
            term_numbers=np.array(found.term_numbers, np.int32),
            form_ptr=np.array(found.form_ptr, np.int32),
            form_numbers=np.array(found.form_numbers, np.int32),
            stacked_ptr=np.array(found.stacked_ptr, np.int32),
            stacked_numbers=np.array(found.stacked_numbers, np.int32),
            stacked_places=np.array(found.stacked_places, np.int32),
        )
