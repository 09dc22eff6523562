"""What was typed in; the topics and acronyms of a build that contain it, out."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from heapq import nsmallest
from typing import Final

import numpy as np

from indexer.analysis import ENGLISH, fold
from indexer.codec.segment.term_dictionary import name_of
from indexer.indexed_fields import ACRONYM
from indexer.printed_names import title_key
from searchapp.engine.arrays.index.reader import ArrayIndex
from searchapp.engine.arrays.index.segment import Segment
from searchapp.engine.results import TopicView
from searchapp.engine.suggesting.matching import Level, Match, edits, pieces
from searchapp.engine.suggesting.ranking import MOST_RESOURCES, Candidate, score
from searchapp.engine.suggesting.typed_text import TypedText, TypedWord, entry_words, has_all

# Topics that are suggested: those that most resources have. Their words are kept in memory, a few hundred bytes each.
SUGGESTED_TOPICS: Final = 10_000
_END: Final = "\U0010ffff"


class TopicNames:
    """The topics of a build, and their words in order."""

    def __init__(self, topics: Sequence[TopicView], denied: Sequence[TypedText]) -> None:
        used = sorted((topic for topic in topics if topic.count), key=lambda each: (-each.count, each.name))
        self._topics: list[tuple[TopicView, frozenset[str]]] = []
        words: list[tuple[str, int]] = []
        for topic in used[:SUGGESTED_TOPICS]:
            having = entry_words(topic.name)
            if not any(has_all(having, text) for text in denied):
                words += [(word, len(self._topics)) for word in having]
                self._topics.append((topic, having))
        words.sort()
        self._words = [word for word, _ in words]
        self._having = [place for _, place in words]

    def candidates(self, typed: TypedText, level: Level) -> Iterator[Candidate]:
        """Yield the topics whose names contain what was typed."""
        found = set.intersection(*(self._with_word(word, level) for word in typed.words))
        for place in found:
            topic, having = self._topics[place]
            folded = title_key(topic.name)
            yield Candidate(
                kind="topic",
                level=level,
                score=score(
                    "topic",
                    begins=folded.startswith(typed.beginning),
                    whole=has_all(having, typed),
                    resources=topic.count,
                ),
                words=len(ENGLISH.analyze(topic.name).terms),
                folded=folded,
                tie=topic.name,
            )

    def _with_word(self, word: TypedWord, level: Level) -> set[int]:
        return set[int]().union(
            *(
                set.intersection(*(self._with_piece(piece, match) for piece, match in way))
                for way in pieces(word, level)
            )
        )

    def _with_piece(self, piece: str, match: Match) -> set[int]:
        words = self._words
        if match is not Match.MISSPELT:
            low = bisect_left(words, piece)
            high = bisect_left(words, piece + (_END if match is Match.BEGINNING else "\x00"), low)
            return set(self._having[low:high])
        near = {piece, *edits(piece)}
        low, high = bisect_left(words, piece[0]), bisect_left(words, piece[0] + _END)
        lengths = range(len(piece) - 1, len(piece) + 2)
        return {
            self._having[at]
            for at in range(low, high)
            if any(words[at][:length] in near for length in lengths)
        }


def acronyms(index: ArrayIndex, text: str, limit: int, denied: Sequence[TypedText]) -> Iterator[Candidate]:
    """Yield the best *limit* acronyms that begin with *text*, which is a single word."""
    sought = fold(text.strip())
    if not sought or any(map(str.isspace, sought)):
        return
    counts: Counter[str] = Counter()
    for segment in index.segments:
        low, high = segment.beginning(ACRONYM, sought.upper())
        if low < high:
            keys = segment.file.dictionary(ACRONYM).keys(low, high)
            counts.update(dict(zip(map(name_of, keys), _live_counts(segment, low, high), strict=True)))
    if denied:
        for short in counts:
            if any(has_all(entry_words(short), each) for each in denied):
                counts[short] = 0

    def rank(short: str) -> tuple[object, ...]:
        return fold(short) != sought, -min(counts[short], MOST_RESOURCES), short

    for short in nsmallest(limit, filter(counts.get, counts), key=rank):
        yield Candidate(
            kind="acronym",
            level=Level.TYPED,
            score=score("acronym", begins=True, whole=fold(short) == sought, resources=counts[short]),
            words=1,
            folded=fold(short),
            tie=short,
        )


def _live_counts(segment: Segment, low: int, high: int) -> list[int]:
    """Return how many live resources have each of the acronyms from ordinal *low* up to *high*."""
    ptr = segment.file[f"{ACRONYM}.ptr"][low : high + 1].astype(np.int64)
    if segment.live is not None:
        live = segment.live[segment.file[f"{ACRONYM}.ids"][ptr[0] : ptr[-1]]]
        ptr = np.concatenate(([0], np.cumsum(live)))[ptr - ptr[0]]
    counts: list[int] = np.diff(ptr).tolist()
    return counts
