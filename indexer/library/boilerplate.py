"""Which paragraphs repeat from page to page in a source's web pages, and passages without them.

Only the rule is here, without any database; docs/adr/0010 gives the reasons. `boilerplate_counts` counts.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Final

from indexer.resource import Passage

# A shorter line may be a label, a list item or a table row that many pages share ("Where this applies: patrol").
MIN_WORDS: Final = 8
# Two pages that share a paragraph may be two parts of one text; with three it is a pattern.
MIN_DOCUMENTS: Final = 3
# One page in three. Not "most pages": a source has several kinds of page, and each kind may have its own closing
# paragraph. Not fewer: text on a third of all pages distinguishes none of them; text on a tenth may.
ONE_PAGE_IN: Final = 3
# Editions of one guide share nearly all of their text. An introduction and a disclaimer are rarely longer than a passage.
MAX_WORDS_LEFT_OUT: Final = 300

_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraphs:
    """The word counts of one document."""

    words: int  # in all of its lines
    countable: Mapping[int, int]  # {hash of a paragraph that is long enough: its words in the document}


def paragraphs_of(texts: Iterable[str]) -> Paragraphs:
    """Return the paragraphs of a document whose passages have these *texts*."""
    total = 0
    countable: dict[int, int] = {}
    for text in texts:
        for line in text.split("\n"):
            key, words = _hash_and_words(line)
            total += words
            if key is not None:
                countable[key] = countable.get(key, 0) + words
    return Paragraphs(words=total, countable=countable)


def min_repeats(documents: int) -> int:
    """Return in how many of a source's *documents* a paragraph must occur to be boilerplate."""
    return max(MIN_DOCUMENTS, -(-documents // ONE_PAGE_IN))


def paragraphs_to_remove(paragraphs: Paragraphs, repeated: frozenset[int]) -> frozenset[int]:
    """Return which of the *repeated* paragraphs to remove from a document; none if too little would remain."""
    found = frozenset(repeated.intersection(paragraphs.countable))
    removed = sum(paragraphs.countable[key] for key in found)
    rest = paragraphs.words - removed
    return frozenset() if rest == 0 or removed > max(rest, MAX_WORDS_LEFT_OUT) else found


def without_paragraphs(passages: Iterable[Passage], hashes: frozenset[int]) -> tuple[Passage, ...]:
    """Return *passages* without the paragraphs that have these *hashes*."""
    kept: list[Passage] = []
    for passage in passages:
        lines = passage.text.split("\n")
        own = [line for line in lines if _hash_and_words(line)[0] not in hashes]
        if len(own) == len(lines):
            kept.append(passage)
        elif own:
            kept.append(replace(passage, text="\n".join(own)))
    return tuple(kept)


def _hash_and_words(line: str) -> tuple[int | None, int]:
    """Return the hash of *line* (None: it is too short) and its number of words.

    Case, punctuation and bullets are ignored. The hash fits SQLite's integers.
    """
    words = _WORD.findall(line.casefold())
    if len(words) < MIN_WORDS:
        return None, len(words)
    digest = blake2b(" ".join(words).encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, signed=True), len(words)
