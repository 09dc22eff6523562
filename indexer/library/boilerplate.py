"""The passages of a source's web pages in, the paragraphs that repeat from page to page out, and passages without them.

The rule alone stands here, free of any database; docs/adr/0010 gives the reasons. `library_boilerplate` counts.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Final

from indexer.resource import Passage

# A shorter line may be a label, a list item or a row that many pages rightly share ("Where this applies: patrol").
LEAST_WORDS: Final = 8
# Two pages that share a paragraph may be two parts of one text; with three it is a habit.
LEAST_DOCUMENTS: Final = 3
# One page in so many. Not "most": a source holds several kinds of page, and each kind may have a closing paragraph of
# its own. Not fewer: what a third of all pages say tells none of them from the others, what a tenth say may.
ONE_IN: Final = 3
# Editions of one guide share nearly all of their text. An intro and a disclaimer are a passage long, seldom more.
MOST_WORDS: Final = 300

_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraphs:
    """What can be counted of one document."""

    words: int  # in all of its lines
    long: Mapping[int, int]  # {hash of a paragraph that is long enough: words that it takes in the document}


def paragraphs_of(texts: Iterable[str]) -> Paragraphs:
    """Return the paragraphs of a document whose passages have these *texts*."""
    total = 0
    long: dict[int, int] = {}
    for text in texts:
        for line in text.split("\n"):
            key, words = _measured(line)
            total += words
            if key is not None:
                long[key] = long.get(key, 0) + words
    return Paragraphs(words=total, long=long)


def enough(documents: int) -> int:
    """Return in how many of a source's *documents* a paragraph must stand to be boilerplate."""
    return max(LEAST_DOCUMENTS, -(-documents // ONE_IN))


def left_out(paragraphs: Paragraphs, repeated: frozenset[int]) -> frozenset[int]:
    """Return which of the *repeated* paragraphs are left out of a document; none of one that would be lost by it."""
    found = frozenset(repeated.intersection(paragraphs.long))
    gone = sum(paragraphs.long[key] for key in found)
    rest = paragraphs.words - gone
    return frozenset() if rest == 0 or gone > max(rest, MOST_WORDS) else found


def without(passages: Iterable[Passage], hashes: frozenset[int]) -> tuple[Passage, ...]:
    """Return *passages* less the paragraphs with these *hashes*."""
    kept: list[Passage] = []
    for passage in passages:
        lines = passage.text.split("\n")
        own = [line for line in lines if _measured(line)[0] not in hashes]
        if len(own) == len(lines):
            kept.append(passage)
        elif own:
            kept.append(replace(passage, text="\n".join(own)))
    return tuple(kept)


def _measured(line: str) -> tuple[int | None, int]:
    """Return the hash of *line* (None: it is too short for one) and its number of words.

    Case, punctuation and bullets do not tell two copies apart; the hash fits SQLite's whole numbers.
    """
    words = _WORD.findall(line.casefold())
    if len(words) < LEAST_WORDS:
        return None, len(words)
    digest = blake2b(" ".join(words).encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, signed=True), len(words)
