"""A resource and a concept in; the passages below a heading line with the concept, out."""

from collections.abc import Sequence

import numpy as np

from indexer.indexed_fields import TEXT_FIELDS
from searchapp.engine.arrays.index.doc_sets import among
from searchapp.engine.arrays.index.reader import ArrayIndex
from searchapp.engine.arrays.index.segment import NOTHING, Numbers, Positions
from searchapp.engine.arrays.matching.phrase_starts import starts
from searchapp.engine.query.concepts import Choice

_FIELD = TEXT_FIELDS.index("headings")


class HeadingLines:
    """The heading lines of one resource; its passages are numbered from 0."""

    def __init__(self, index: ArrayIndex, number: int) -> None:
        self._segment, self._local = index.place(number)
        file = self._segment.file
        lines = file["lines.ptr"]
        self._first_line, end_line = int(lines[self._local]), int(lines[self._local + 1])
        self._starts = file["lines.start"][self._first_line : end_line].astype(np.int64)
        passages = file["passages.ptr"]
        first, end = int(passages[self._local]), int(passages[self._local + 1])
        paths = file["heading_path.ptr"][first : end + 1].astype(np.intp)
        self._above = file["heading_path.lines"][paths[0] : paths[-1]].astype(np.intp) - self._first_line
        self._below = np.repeat(np.arange(end - first), np.diff(paths))  # the passage of each of `_above`

    def passages_below(self, choices: Sequence[Choice], besides: Sequence[Choice] = ()) -> Numbers:
        """Return the passages below a line that contains one of *choices*, where none of *besides* begins."""
        lines = [NOTHING]
        for choice in choices:
            if "headings" not in choice.fields:
                continue
            if choice.prefix is not None:
                lines.append(self._beginning(choice.prefix))
            else:
                positions = self._within(choice.terms)
                for other in besides if len(positions) else ():
                    positions = positions[~among(positions, self._within(other.terms))]
                lines.append(np.searchsorted(self._starts, positions, side="right") - 1)
        matching = np.zeros(len(self._starts), np.bool_)
        matching[np.concatenate(lines)] = True
        return np.unique(self._below[matching[self._above]])

    def _within(self, terms: tuple[str, ...]) -> Positions:
        """Return the stream positions where *terms* begin within these lines."""
        segment = self._segment
        run = self._local * len(TEXT_FIELDS) + _FIELD
        begin, end = segment.file["fields.start"][run : run + 2].tolist()
        if len(terms) > 1:
            return starts(segment, terms, (begin, end))
        ordinal = segment.find("terms", terms[0])
        if ordinal < 0:
            return NOTHING
        found = segment.positions(ordinal)
        first, last = np.searchsorted(found, np.array([begin, end], found.dtype))
        return found[first:last].astype(np.int64)

    def _beginning(self, prefix: str) -> Numbers:
        """Return the lines with a word that begins with *prefix*."""
        segment = self._segment
        low, high = segment.beginning("forms", prefix)
        begin, end = (int(segment.file["line_form.ptr"][place]) for place in (low, high))
        lines = segment.file["line_form.ids"][begin:end].astype(np.intp) - self._first_line
        return lines[(lines >= 0) & (lines < len(self._starts))]
