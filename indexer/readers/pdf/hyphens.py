"""Joins words that were hyphenated at the end of a line: "infor-mation", but "de-escalation"."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*")
_HYPHEN: Final = re.compile("[\u2010\u2011]")
_LAST: Final = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*$")
_FIRST: Final = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*")


class Hyphens:
    """The words of one document, which show whether a hyphen at a line end belongs to a word."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._words = Counter(_folded(word) for text in texts for word in _WORD.findall(text))

    def joined(self, before: str, after: str) -> str:
        """Return *before*, without its hyphen at the line end, and *after* as one text."""
        first, second = _LAST.search(before), _FIRST.match(after)
        if first is None or second is None:
            # "9-" and "1-1", "2019-" and "2020": only letters are hyphenated.
            return f"{before}-{after}"
        if self._is_compound(first.group(), second.group()):
            return f"{before}-{after}"
        return before + after

    def _is_compound(self, first: str, second: str) -> bool:
        whole = self._words[_folded(first + second)]
        compound = self._words[_folded(f"{first}-{second}")]
        if whole or compound:
            return compound > whole
        # A capital inside is a name ("Anglo-Saxon"), and a word with one hyphen is not divided at another place.
        return second[0].isupper() or "-" in first


def _folded(word: str) -> str:
    return _HYPHEN.sub("-", word).casefold()
