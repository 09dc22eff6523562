"""Tokens of texts in; those that contain a term out, cached from one text to the next.

A token is the characters between two spaces, as printed. Texts consist of few different ones: once these were seen,
set operations alone find those that matter.
"""

from collections.abc import Iterable
from typing import Final

from indexer.analysis import ENGLISH, MAX_PART, Analyzer

MAX_CACHED_TOKENS: Final = 1 << 15  # some ten megabytes at the worst


class TokenCache:
    """The tokens seen so far, by the terms in them in one language. Safe between threads: nothing is ever taken out."""

    def __init__(self, analyzer: Analyzer = ENGLISH) -> None:
        self._analyzer = analyzer
        self._seen: set[str] = set()
        self._by_term: dict[str, set[str]] = {}

    def __len__(self) -> int:
        return len(self._seen)

    def containing(self, terms: Iterable[str], tokens: set[str]) -> set[str]:
        """Return those of *tokens* that contain one of *terms*."""
        found: set[str] = set()
        for token in tokens - self._seen:
            if len(token) <= MAX_PART:
                self._add(token)
            # Longer tokens are not words, and would fill memory.
            elif not terms_in(token, self._analyzer).isdisjoint(terms):
                found.add(token)
        for term in terms:
            known = self._by_term.get(term)
            if known is not None:
                found |= tokens & known
        return found

    def _add(self, token: str) -> None:
        for term in terms_in(token, self._analyzer):
            self._by_term.setdefault(term, set()).add(token)
        self._seen.add(token)  # last: another thread that finds it here finds it under each of its terms


class _SharedCache:
    """The caches that all queries of a process share, one a language; begun anew when it is full."""

    def __init__(self) -> None:
        self._caches: dict[str, TokenCache] = {}

    def current(self, analyzer: Analyzer = ENGLISH) -> TokenCache:
        """Return a cache with room for more; whoever has an older one may keep using it."""
        cache = self._caches.get(analyzer.language)
        if cache is None or len(cache) >= MAX_CACHED_TOKENS:
            cache = self._caches[analyzer.language] = TokenCache(analyzer)
        return cache


shared_cache: Final = _SharedCache().current


def terms_in(token: str, analyzer: Analyzer = ENGLISH) -> set[str]:
    """Return the terms of the words of *token*, stacked ones too."""
    found: set[str] = set()
    for word in analyzer.words(token):
        found.update(part.term for part in word.parts)
        found.update(one.term for one in word.stacked)
    return found
