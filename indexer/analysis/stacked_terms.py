"""Stacked terms: terms at the positions of other terms (docs/adr/0016).

They record two things that the terms of a word's parts do not:

- *Joined:* "JustGrants" and "Ph.D." are the terms `just` `grant` and `ph` `d`. They are often typed as one word, so the
  term of that word is there too. It spans the parts that it joins and contains their number, so that a phrase can continue
  after them.
- *In capitals:* "IT" and "it" are one term. A second one marks where it is printed in capitals.
"""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from indexer.analysis.folding import KEY_SEPARATOR, MAX_PART

_CAPITALS: Final = KEY_SEPARATOR + "^"
_MAX_JOINED_PARTS: Final = (
    8  # "BlackLivesMatterAtSchool" has five; with more parts, it is a line without spaces rather than a name
)


class StackedTerm(NamedTuple):
    """A term at the position of another."""

    at: int  # which part, or which of the terms of a text; of several parts the first
    term: str

    @property
    def in_capitals(self) -> bool:
        """Whether it marks a part that is printed in capitals."""
        return self.term.endswith(_CAPITALS)


def joined_term(term: str, parts: int) -> str:
    """Return the stacked term of a word with this *term* that is printed in several *parts*."""
    return f"{term}{KEY_SEPARATOR}{parts}"


def capitals_term(term: str) -> str:
    """Return the stacked term of a word with this *term* that is printed in capitals."""
    return term + _CAPITALS


def span_of(term: str) -> int:
    """Return how many positions a term spans, stacked or not."""
    if KEY_SEPARATOR not in term:  # nearly all
        return 1
    behind = term.partition(KEY_SEPARATOR)[2]
    return int(behind) if behind.isdecimal() else 1


def plain_term(term: str) -> str:
    """Return the term of the word that a term, stacked or not, belongs to."""
    return term.partition(KEY_SEPARATOR)[0]


def stacked_terms(
    raw: str,
    parts: Sequence[tuple[int, int, str, str]],
    groups: Sequence[tuple[int, int, str]],
    stemmed: Callable[[str], str],
) -> tuple[StackedTerm, ...]:
    """Return the terms stacked at the *parts* of a word, each given as start, end, folded letters and term.

    *groups* are parts without a hyphen between them: the first, how many, and their folded letters, which *stemmed* makes
    a term of.
    """
    found = [
        StackedTerm(first, joined_term(stemmed(plain), count))
        for first, count, plain in groups
        if count <= _MAX_JOINED_PARTS and 0 < len(plain) < MAX_PART  # a longer one may have been cut
    ]
    found += [
        StackedTerm(at, capitals_term(term))
        for at, (begin, end, _, term) in enumerate(parts)
        if _has_capitals(raw[begin:end])
    ]
    return tuple(found)


def _has_capitals(part: str) -> bool:
    """Return whether a part is written like a name, "IT", "NGOs", "PhD", not just like the first word of a sentence."""
    return sum(map(str.isupper, part)) > 1
