"""A resource and a concept in; the passages that stand below a heading line with the concept, out."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from indexer.analysis import analyse
from indexer.indexed import SEARCHED
from searchapp.engine.arrays.index.reader import ArrayIndex
from searchapp.engine.arrays.index.segment import NOTHING, Numbers, Positions
from searchapp.engine.arrays.matching.phrase_starts import starts
from searchapp.engine.query.expansion import Choice

_FIELD = SEARCHED.index("headings")


class HeadingLines:
    """The heading lines of one resource; its passages are numbered from 0."""

    def __init__(self, index: ArrayIndex, number: int) -> None:
        self._index = index
        self._number = number
        self._segment, self._local = index.place(number)
        file = self._segment.file
        lines = file["lines.ptr"]
        self._first_line, end_line = int(lines[self._local]), int(lines[self._local + 1])
        self._starts = file["lines.start"][self._first_line : end_line].astype(np.int64)
        passages = file["passages.ptr"]
        first, end = int(passages[self._local]), int(passages[self._local + 1])
        paths = file["path.ptr"][first : end + 1].astype(np.intp)
        self._above = file["path.lines"][paths[0] : paths[-1]].astype(np.intp) - self._first_line
        self._below = np.repeat(np.arange(end - first), np.diff(paths))  # the passage of each of `_above`

    def passages_below(self, choices: Sequence[Choice]) -> Numbers:
        """Return the passages below a line that holds one of *choices*."""
        lines = [NOTHING]
        for choice in choices:
            if "headings" not in choice.fields:
                continue
            if choice.prefix is not None:
                lines.append(self._beginning(choice.prefix))
            else:
                positions = self._within(choice.terms)
                lines.append(np.searchsorted(self._starts, positions, side="right") - 1)
        holding = np.zeros(len(self._starts), np.bool_)
        holding[np.concatenate(lines)] = True
        return np.unique(self._below[holding[self._above]])

    def _within(self, terms: tuple[str, ...]) -> Positions:
        """Return the stream positions where *terms* begin within these lines."""
        segment = self._segment
        run = self._local * len(SEARCHED) + _FIELD
        begin, end = segment.file["run"][run : run + 2].tolist()
        if len(terms) > 1:
            return starts(segment, terms, (begin, end))
        ordinal = segment.find("terms", terms[0])
        if ordinal < 0:
            return NOTHING
        found = segment.positions(ordinal)
        first, last = np.searchsorted(found, np.array([begin, end], found.dtype))
        return found[first:last].astype(np.int64)

    def _beginning(self, prefix: str) -> Numbers:
        """Return the lines that hold a word that begins with *prefix*: of forms the index keeps no positions."""
        return np.array(
            [line for line, forms in self._forms.items() if any(form.startswith(prefix) for form in forms)],
            np.intp,
        )

    @cached_property
    def _forms(self) -> dict[int, frozenset[str]]:
        """The forms of each line: a question may ask for several prefixes."""
        return {line: analyse(text).forms for line, text in self._texts.items()}

    @cached_property
    def _texts(self) -> dict[int, str]:
        """The text of each line, told by a passage below it."""
        texts: dict[int, str] = {}
        for line, passage in zip(self._above.tolist(), self._below.tolist(), strict=True):
            if line not in texts:
                above = self._above[self._below == passage].tolist()
                headings = self._index.passage(self._number, passage).place.heading
                texts.update(zip(above, headings, strict=True))
        return texts
