"""What was typed in; the titles and headings of one segment that contain it, the best of each, out."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Final

import numpy as np

from indexer.codec.segment.layout import HEADING
from indexer.codec.segment.term_dictionary import Dictionary, key_of, name_of
from indexer.printed_names import printed_heading
from searchapp.engine.arrays.index.segment import Counts, Mask, Numbers, Segment
from searchapp.engine.arrays.suggesting.form_ranges import FormRanges
from searchapp.engine.suggesting.matching import Level
from searchapp.engine.suggesting.ranking import Candidate, same_text, score
from searchapp.engine.suggesting.suggestion import Kind
from searchapp.engine.suggesting.typed_text import TypedText

_MOST_WORDS: Final = (1 << 16) - 1
# A rank is one number, the least of the best: how the entry matches, how many words it has, and which of the sorted
# entries it is.
_WORDS: Final = 32
_MATCH: Final = 48
_NONE: Final = np.iinfo(np.int64).max


class PrintedEntries:
    """The titles and headings of one segment, but for those that are *denied*."""

    def __init__(self, segment: Segment, denied: Sequence[TypedText]) -> None:
        self._segment = segment
        self._file = segment.file
        self._denied = denied

    def forms(self) -> FormRanges:
        """Return the forms of the segment, for one answer."""
        return FormRanges(self._segment)

    def candidates(
        self, forms: FormRanges, typed: TypedText, level: Level, limit: int
    ) -> Iterator[Candidate]:
        """Yield the best *limit* titles and the best *limit* headings that contain what was typed."""
        yield from self._titles(forms, typed, level, limit)
        yield from self._headings(forms, typed, level, limit)

    def _titles(self, forms: FormRanges, typed: TypedText, level: Level, limit: int) -> Iterator[Candidate]:
        size = self._segment.size
        found = forms.having("title_form", size, typed.words, level)
        if found is None or not size:
            return
        numbers = np.flatnonzero(found & self._suggested_titles)
        order, dictionary = self._file["order.rank"][numbers], self._file.dictionary("order")
        ranks = _ranks(
            order,
            dictionary.range(key_of(typed.beginning)),
            _chosen(forms.having("title_form", size, typed.words, None), numbers),
            self._file["length.title"][numbers],
        )
        for rank, folded in _least(ranks, limit, lambda entry: name_of(dictionary.key(entry))):
            # Of several resources with the same title, the first by id.
            having = numbers[ranks == rank]
            number = int(having[np.argmin(self._file["id.rank"][having])])
            resource_id = name_of(self._file.dictionary("id").key(int(self._file["id.rank"][number])))
            yield _candidate(
                "title", level, rank, folded, resource_id, number + self._segment.bases.resources
            )

    def _headings(self, forms: FormRanges, typed: TypedText, level: Level, limit: int) -> Iterator[Candidate]:
        size = self._file.counts["lines"]
        found = forms.having("line_form", size, typed.words, level) if size else None
        if found is None:
            return
        lines = np.flatnonzero(found & self._suggested_lines)
        entries, dictionary = self._file["lines.heading"][lines], self._file.dictionary(HEADING)
        ranks = _ranks(
            entries,
            dictionary.range(key_of(typed.beginning)),
            _chosen(forms.having("line_form", size, typed.words, None), lines),
            self._file["lines.length"][lines],
        )

        def folded_of(entry: int) -> str:
            return printed_heading(name_of(dictionary.key(entry)))[0]

        for rank, folded in _least(ranks, limit, folded_of):
            yield _candidate("heading", level, rank, folded, name_of(dictionary.key(_entry(rank))))

    @cached_property
    def _suggested_titles(self) -> Mask:
        segment = self._segment
        live = np.ones(segment.size, np.bool_) if segment.live is None else segment.live
        return live & ~self._denied_in("title_form", segment.size)

    @cached_property
    def _suggested_lines(self) -> Mask:
        size = self._file.counts["lines"]
        live = np.ones(size, np.bool_)
        if self._segment.live is not None:
            live = np.repeat(self._segment.live, np.diff(self._file["lines.ptr"]))
        # Headings that are too long to be any have no text.
        unnamed = _lookup(self._file.dictionary(HEADING), "")
        named: Mask = self._file["lines.heading"] != unnamed
        return live & ~self._denied_in("line_form", size) & named

    def _denied_in(self, posting_list: str, size: int) -> Mask:
        forms, denied = FormRanges(self._segment), np.zeros(size, np.bool_)
        for text in self._denied:
            found = forms.having(posting_list, size, text.words, None)
            if found is not None:
                denied |= found
        return denied


def _chosen(mask: Mask | None, numbers: Numbers) -> Mask:
    return np.zeros(len(numbers), np.bool_) if mask is None else mask[numbers]


def _ranks(entries: Counts, beginning: tuple[int, int], whole: Mask, words: Numbers | Counts) -> Numbers:
    """Return the rank of each of *entries*, given the range of those that begin with what was typed."""
    begins = (entries >= beginning[0]) & (entries < beginning[1])
    ranks = (3 - 2 * begins.astype(np.int64) - whole) << _MATCH
    ranks |= np.minimum(words.astype(np.int64), _MOST_WORDS) << _WORDS
    ranks |= entries.astype(np.int64)
    return ranks


def _least(ranks: Numbers, limit: int, folded_of: Callable[[int], str]) -> list[tuple[int, str]]:
    """Return the least *limit* of *ranks* with what their entries are sorted by, each text once."""
    count = 4 * limit
    while True:
        part = np.partition(ranks, count)[:count] if count < len(ranks) else ranks
        found: dict[str, tuple[int, str]] = {}
        for rank in np.unique(part).tolist():
            folded = folded_of(_entry(rank))
            found.setdefault(same_text(folded), (rank, folded))
            if len(found) == limit:
                break
        if len(found) == limit or count >= len(ranks):
            return list(found.values())
        count *= 16  # many have the same title


def _entry(rank: int) -> int:
    return rank & ((1 << _WORDS) - 1)


def _candidate(  # noqa: PLR0913, PLR0917  # all of it says what it is
    kind: Kind, level: Level, rank: int, folded: str, tie: str, number: int = -1
) -> Candidate:
    misses = rank >> _MATCH
    return Candidate(
        kind=kind,
        level=level,
        score=score(kind, begins=misses < 2, whole=not misses & 1),
        words=(rank >> _WORDS) & _MOST_WORDS,
        folded=folded,
        tie=tie,
        number=number,
    )


def _lookup(dictionary: Dictionary, name: str) -> int:
    return dictionary.find(key_of(name))
