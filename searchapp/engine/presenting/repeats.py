"""Two passages with their excerpts in; whether one excerpt shows nothing but what the other passage says, out.

A guide is often there as HTML and as PDF, and one resource quotes another. The two are cut into passages at different
places, so whole texts are seldom equal: what counts is whether the excerpt would show a reader anything new.
"""

import re
from html import unescape
from typing import Final

# About a sentence. Less is a caption or a table's cell, and folding it away saves nothing.
MIN_WORDS: Final = 12
SEQUENCE: Final = 5  # words in a row that two texts share only where one has them from the other
MIN_SHARE: Final = 2 / 3  # of the excerpt's sequences: references and quotation marks differ between formats

# Characters of an excerpt's HTML, from its beginning or from a mark on, that two of the same text have in common somewhere. It tells
# nearly all others apart at a hundredth of the cost of comparing words: "force</mark> is a last resort t".
KEY: Final = 32

# Passages with the same key that a passage is compared with. Where every page of a library begins with the same line, it would be all of them.
MAX_ALIKE: Final = 16

_WORD: Final = re.compile(r"[^\W_]+")

Sequences = frozenset[tuple[str, ...]]


class Quoted:
    """A passage and its excerpt."""

    __slots__ = ("_html", "_said", "_shown", "_text", "keys")

    def __init__(self, text: str, html: str) -> None:
        self._text = text
        self._html = html
        self._said: Sequences | None = None
        self._shown: Sequences | None = None
        self.keys = frozenset(keys_of(html))

    @property
    def said(self) -> Sequences:
        """What the passage says, in sequences: few are ever asked for them."""
        if self._said is None:
            self._said = _sequences(self._text)
        return self._said

    @property
    def shown(self) -> Sequences:
        """What its excerpt shows, in sequences."""
        if self._shown is None:
            self._shown = _sequences(unescape(self._html.replace("<mark>", "").replace("</mark>", "")))
        return self._shown

    def repeats(self, other: "Quoted") -> bool:
        """Return whether *other*, which has one of its keys, says what its excerpt shows."""
        least = MIN_SHARE * len(self.shown)
        return len(self.shown) > MIN_WORDS - SEQUENCE and len(self.shown & other.said) >= least


def keys_of(html: str) -> list[str]:
    """Return the keys of an excerpt."""
    return [piece[:KEY] for piece in html.split("<mark>") if len(piece) >= KEY]


def _sequences(text: str) -> Sequences:
    words = _WORD.findall(text.casefold())
    return frozenset(zip(*(words[start:] for start in range(SEQUENCE)), strict=False))
