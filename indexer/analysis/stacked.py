"""The parts of a printed word in; the terms that are stacked at their places, out (docs/adr/0016).

Two things that the terms of the parts do not say:

- *Joined:* "JustGrants" and "Ph.D." are the terms `just` `grant` and `ph` `d`. They are often typed as one word, so the
  term of that word stands there too. It spans the parts that it joins, and says how many, so that a phrase goes on behind.
- *In capitals:* "IT" and "it" are one term. A second one says where it is printed in capitals.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from indexer.analysis.folding import MARK, MAX_PART, stemmed

_CAPITALS: Final = MARK + "^"
_MOST_PARTS: Final = (
    8  # "BlackLivesMatterAtSchool" has five; what has more is no name, but a line without its spaces
)


class Stacked(NamedTuple):
    """A term at the place of another."""

    at: int  # which part, or which of the terms of a text; of several parts the first
    term: str

    @property
    def in_capitals(self) -> bool:
        """Whether it says that the part is printed in capitals."""
        return self.term.endswith(_CAPITALS)


def joined(term: str, parts: int) -> str:
    """Return what is stacked where the word with this *term* is printed in so many *parts*."""
    return f"{term}{MARK}{parts}"


def in_capitals(term: str) -> str:
    """Return what is stacked where the word with this *term* is printed in capitals."""
    return term + _CAPITALS


def span_of(term: str) -> int:
    """Return over how many places a term reaches, stacked or not."""
    if MARK not in term:  # nearly all
        return 1
    behind = term.partition(MARK)[2]
    return int(behind) if behind.isdecimal() else 1


def plain_term(term: str) -> str:
    """Return the term of the word, of one that is stacked or not."""
    return term.partition(MARK)[0]


def stacked_terms(
    raw: str, parts: Sequence[tuple[int, int, str, str]], groups: Sequence[tuple[int, int, str]]
) -> tuple[Stacked, ...]:
    """Return what is stacked at the *parts* of a word: each a start, an end, its folded letters and its term.

    *groups* are those that stand together without a hyphen: the first, how many, and their letters, folded.
    """
    found = [
        Stacked(first, joined(stemmed(plain), count))
        for first, count, plain in groups
        if count <= _MOST_PARTS and 0 < len(plain) < MAX_PART  # a longer one may have been cut
    ]
    found += [
        Stacked(at, in_capitals(term))
        for at, (begin, end, _, term) in enumerate(parts)
        if _has_capitals(raw[begin:end])
    ]
    return tuple(found)


def _has_capitals(part: str) -> bool:
    """Tell whether a part is written as names are, "IT", "NGOs", "PhD", and not as words at the beginning of a sentence."""
    return sum(map(str.isupper, part)) > 1
