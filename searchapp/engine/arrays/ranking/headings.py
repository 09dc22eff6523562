"""Heading lines in; which of them contain a concept, and which passages are below them, out."""

from collections.abc import Sequence

import numpy as np

from indexer.indexed_fields import TEXT_FIELDS
from searchapp.engine.arrays.index.doc_sets import among
from searchapp.engine.arrays.index.segment import NOTHING, Numbers, Segment
from searchapp.engine.arrays.matching.stretches import starts_within
from searchapp.engine.query.concepts import Choice

_FIELD = TEXT_FIELDS.index("headings")


class HeadingLines:
    """The heading lines of some resources of a segment, numbered through the segment."""

    def __init__(self, segment: Segment, resources: Numbers) -> None:
        self._segment, self._resources = segment, resources
        runs = resources * len(TEXT_FIELDS) + _FIELD
        starts = segment.file["fields.start"]
        self._begins, self._ends = starts[runs], starts[runs + 1]

    def with_any(self, choices: Sequence[Choice], besides: Sequence[Choice] = ()) -> Numbers:
        """Return, ascending, the lines that contain one of *choices* where none of *besides* begins."""
        lines = [NOTHING]
        for choice in choices:
            if "headings" not in choice.fields:
                continue
            if choice.prefix is not None:
                lines.append(self._beginning(choice.prefix))
                continue
            positions = self._within(choice.terms)
            for other in besides if len(positions) else ():
                positions = positions[~among(positions, self._within(other.terms))]
            starts = self._segment.file["lines.start"]
            lines.append(starts.searchsorted(positions.astype(starts.dtype), side="right") - 1)
        return np.unique(np.concatenate(lines))

    def owners(self, lines: Numbers) -> Numbers:
        """Return the resource, within the segment, of each of *lines*."""
        pointers = self._segment.file["lines.ptr"]
        return pointers.searchsorted(lines.astype(pointers.dtype), side="right") - 1

    def _within(self, terms: tuple[str, ...]) -> Numbers:
        """Return the stream positions where *terms* begin within these lines."""
        return starts_within(self._segment, terms, self._begins, self._ends)

    def _beginning(self, prefix: str) -> Numbers:
        """Return the lines with a word that begins with *prefix*."""
        file = self._segment.file
        low, high = self._segment.beginning("forms", prefix)
        begin, end = (int(file["line_form.ptr"][place]) for place in (low, high))
        lines = file["line_form.ids"][begin:end].astype(np.intp)
        return lines[among(self.owners(lines), self._resources)]


class HeadingPaths:
    """The heading lines above each passage of one resource of a segment; its passages are numbered from 0."""

    def __init__(self, segment: Segment, resource: int) -> None:
        file = segment.file
        first, end = (int(place) for place in file["passages.ptr"][resource : resource + 2])
        paths = file["heading_path.ptr"][first : end + 1].astype(np.intp)
        self._above = file["heading_path.lines"][paths[0] : paths[-1]].astype(np.intp)
        self._depths = np.diff(paths)
        self._below = np.repeat(np.arange(end - first), self._depths)  # the passage of each of `_above`

    def below(self, lines: Numbers) -> Numbers:
        """Return the passages that are below one of *lines*."""
        return np.unique(self._below[among(self._above, lines)])

    @property
    def nearest(self) -> tuple[Numbers, Numbers]:
        """The passages that are below any line, and which line is nearest to each."""
        headed = np.flatnonzero(self._depths)
        return headed, self._above[np.cumsum(self._depths)[headed] - 1]
