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
from searchapp.engine.arrays.index.segment import Mask, Segment
from searchapp.engine.results import TopicView
from searchapp.engine.suggesting.matching import Level, Match, edits, pieces
from searchapp.engine.suggesting.ranking import BEGINS, MOST_RESOURCES, WHOLE, Candidate, same_text, score
from searchapp.engine.suggesting.typed_text import TypedText, entry_words, has_all

# Topics that are suggested: those that most resources have. Their words are kept in memory, a few hundred bytes each.
SUGGESTED_TOPICS: Final = 10_000
_END: Final = "\U0010ffff"


class TopicNames:
    """The topics of a build in order, and their words."""

    def __init__(self, topics: Sequence[TopicView], denied: Sequence[TypedText]) -> None:
        used = sorted((topic for topic in topics if topic.count), key=lambda each: (-each.count, each.name))
        entries = [
            (title_key(topic.name), topic, entry_words(topic.name)) for topic in used[:SUGGESTED_TOPICS]
        ]
        kept = [each for each in entries if not any(has_all(each[2], text) for text in denied)]
        kept.sort(key=lambda each: (each[0], each[1].name))
        self._folded = [folded for folded, _, _ in kept]
        self._topics = [topic for _, topic, _ in kept]
        self._values = np.array(
            [score("topic", begins=False, whole=False, resources=topic.count) for topic in self._topics]
        )
        self._lengths = np.array([len(ENGLISH.analyze(topic.name).terms) for topic in self._topics], np.intp)
        words = sorted((word, place) for place, (_, _, having) in enumerate(kept) for word in having)
        self._words = [word for word, _ in words]
        self._having = np.array([place for _, place in words], np.intp)

    def candidates(self, typed: TypedText, level: Level, limit: int) -> Iterator[Candidate]:
        """Yield the best *limit* topics whose names contain what was typed."""
        found = np.flatnonzero(self._with_all(typed, level))
        low = bisect_left(self._folded, typed.beginning)
        high = bisect_left(self._folded, typed.beginning + _END, low)
        begins, whole = (found >= low) & (found < high), self._with_all(typed, None)[found]
        values = self._values[found] + BEGINS * begins + WHOLE * whole
        chosen: set[str] = set()
        for place in np.lexsort((found, self._lengths[found], -values)).tolist():
            topic, folded = self._topics[found[place]], self._folded[found[place]]
            if (text := same_text(folded)) not in chosen:
                chosen.add(text)
                yield Candidate(
                    kind="topic",
                    level=level,
                    score=score(
                        "topic", begins=bool(begins[place]), whole=bool(whole[place]), resources=topic.count
                    ),
                    words=int(self._lengths[found[place]]),
                    folded=folded,
                    tie=topic.name,
                )
            if len(chosen) == limit:
                return

    def _with_all(self, typed: TypedText, level: Level | None) -> Mask:
        found = np.ones(len(self._topics), np.bool_)
        for word in typed.words:
            ways = [self._with_way(way) for way in pieces(word, level)]
            found &= np.logical_or.reduce(ways)
        return found

    def _with_way(self, way: Sequence[tuple[str, Match]]) -> Mask:
        found = np.ones(len(self._topics), np.bool_)
        for piece, match in way:
            there = np.zeros(len(self._topics), np.bool_)
            there[self._having[self._places(piece, match)]] = True
            found &= there
        return found

    def _places(self, piece: str, match: Match) -> slice | list[int]:
        """Return which of the words of all topics may stand for a folded word."""
        words = self._words
        if match is not Match.MISSPELT:
            low = bisect_left(words, piece)
            return slice(low, bisect_left(words, piece + (_END if match is Match.BEGINNING else "\x00"), low))
        near = {piece, *edits(piece)}
        low, high = bisect_left(words, piece[0]), bisect_left(words, piece[0] + _END)
        lengths = range(len(piece) - 1, len(piece) + 2)
        return [at for at in range(low, high) if any(words[at][:length] in near for length in lengths)]


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
