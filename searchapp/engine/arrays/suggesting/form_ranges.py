"""A typed word in; the forms of a segment that it may stand for, and which titles or headings have one of them, out."""

from collections.abc import Iterable, Sequence

import numpy as np

from indexer.codec.segment.term_dictionary import key_of
from searchapp.engine.arrays.index.segment import Mask, Segment
from searchapp.engine.suggesting.matching import Level, Match, edits, pieces
from searchapp.engine.suggesting.typed_text import TypedWord

# Follows the folded letters of all forms that have these letters: a form goes on with the separator, which is less, or
# with a letter or a digit, which is greater.
_AFTER_FORMS = b" "


class FormRanges:
    """The forms of one segment that typed words may stand for, each found once for one answer."""

    def __init__(self, segment: Segment) -> None:
        self._file = segment.file
        self._found: dict[tuple[str, Match], list[tuple[int, int]]] = {}
        self._marks: dict[tuple[str, str, Match], Mask | None] = {}

    def having(
        self, posting_list: str, size: int, words: Sequence[TypedWord], level: Level | None
    ) -> Mask | None:
        """Return which of *size* titles or heading lines have all *words* at *level*; None: no one has."""
        found: Mask | None = None
        for word in words:
            marked = self._with_word(posting_list, size, word, level)
            if marked is None:
                return None
            found = marked if found is None else found & marked
        return found

    def _with_word(self, posting_list: str, size: int, word: TypedWord, level: Level | None) -> Mask | None:
        found: Mask | None = None
        for way in pieces(word, level):
            there: Mask | None = None
            for piece, match in way:
                marked = self._marked(posting_list, size, piece, match)
                there = marked if there is None or marked is None else there & marked
                if there is None:
                    break
            if there is not None:
                found = there if found is None else found | there
        return found

    def _ranges(self, piece: str, match: Match) -> list[tuple[int, int]]:
        known = self._found.get((piece, match))
        if known is None:
            dictionary, key = self._file.dictionary("forms"), key_of(piece)
            if match is Match.WHOLE:
                known = [dictionary.between(key, key + _AFTER_FORMS)]
            elif match is Match.BEGINNING:
                known = [dictionary.range(key)]
            else:
                known = _joined(dictionary.ranges(map(key_of, {piece, *edits(piece)})))
            self._found[piece, match] = known
        return known

    def _marked(self, posting_list: str, size: int, piece: str, match: Match) -> Mask | None:
        """Return which titles or heading lines have a folded word; None: no one has. The mask must not be changed."""
        known = posting_list, piece, match
        if known not in self._marks:
            self._marks[known] = self._with_forms(posting_list, size, self._ranges(piece, match))
        return self._marks[known]

    def _with_forms(self, posting_list: str, size: int, ranges: Iterable[tuple[int, int]]) -> Mask | None:
        ptr, ids = self._file[f"{posting_list}.ptr"], self._file[f"{posting_list}.ids"]
        marked: Mask | None = None
        for low, high in ranges:
            begin, end = int(ptr[low]), int(ptr[high])
            if begin < end:
                marked = np.zeros(size, np.bool_) if marked is None else marked
                marked[ids[begin:end]] = True
        return marked


def _joined(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return *ranges*, ascending, without those that others contain."""
    found: list[tuple[int, int]] = []
    for low, high in ranges:
        if not found or high > found[-1][1]:
            found.append((low, high))
    return found
