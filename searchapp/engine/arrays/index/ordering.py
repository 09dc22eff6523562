"""Matching resources in, one page of them in the order asked for out, without sorting the others."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from searchapp.engine.arrays.index.norms import Scores
from searchapp.engine.arrays.index.reader import UNDATED, ArrayIndex
from searchapp.engine.arrays.index.segment import Numbers
from searchapp.engine.model import SCORE_DIGITS
from searchapp.engine.model import rounded as one_rounded
from searchapp.engine.request import Sort

Keys = npt.NDArray[np.float64] | npt.NDArray[np.integer]  # by match: the smallest comes first

_ROUNDING = 2 * 10.0 ** (1 - SCORE_DIGITS)  # more than what rounding changes, relatively
SMALL_RESULT_LIMIT: Final = 16  # resources that Python sorts sooner than NumPy
COMPARED_IDS_LIMIT: Final = 1000  # resources whose ids are sooner compared than those of a build ranked

# Exact, which NumPy's own powers need not be. Scores are far below a million: none is scaled down.
_POWERS = np.array([float(10**power) for power in range(23)])

_LAST_YEAR = np.iinfo(np.int32).max


@dataclass(frozen=True, slots=True)
class Page:
    """A page of resources in order."""

    numbers: list[int]
    scores: list[float | None]  # None: nothing scored


class Ordering:
    """Orders the resources of a build; ties are broken by id, by code point, so that pages never overlap."""

    def __init__(self, index: ArrayIndex) -> None:
        self._index = index

    def page(self, matching: Numbers, scores: Scores | None, sort: Sort, start: int, count: int) -> Page:
        """Return *count* of *matching* from place *start* on.

        *scores* are by match. Without scores, relevance is newest first: nothing else distinguishes resources.
        """
        end = min(start + count, len(matching))
        if start >= end:
            return Page([], [])
        if len(matching) <= SMALL_RESULT_LIMIT:
            return self._short(matching, scores, sort, start, end)
        if sort == "relevance" and scores is not None and end < len(matching):
            # Rounding is expensive: what is too weak even when rounded goes first.
            weakest = np.partition(scores, len(scores) - end)[len(scores) - end]
            kept = np.flatnonzero(scores >= weakest * (1 - _ROUNDING))
            matching, scores = matching[kept], scores[kept]
        places = self._least(matching, self._keys(matching, scores, sort), start, end)
        shown = [None] * len(places) if scores is None else rounded(scores[places]).tolist()
        return Page(matching[places].tolist(), shown)

    def _short(self, matching: Numbers, scores: Scores | None, sort: Sort, start: int, end: int) -> Page:
        """Return the page of so few that Python has sorted them before NumPy has begun."""
        numbers: list[int] = matching.tolist()
        shown = [None] * len(numbers) if scores is None else [one_rounded(score) for score in scores.tolist()]
        order = [0]
        if len(numbers) > 1:
            if sort == "relevance" and scores is not None:
                keys = [-(score or 0.0) for score in shown]
            else:
                keys = self._keys(matching, None, sort).tolist()
            ranks = self._ranked(matching).tolist()
            order = sorted(range(len(numbers)), key=lambda place: (keys[place], ranks[place]))[start:end]
        return Page([numbers[place] for place in order], [shown[place] for place in order])

    def rank(self, matching: Numbers, scores: Scores | None, number: int) -> int:
        """Return the place, from 1, of resource *number* of *matching* by relevance."""
        order = self._least(matching, self._keys(matching, scores, "relevance"), 0, len(matching))
        return int(np.flatnonzero(matching[order] == number)[0]) + 1

    def _keys(self, matching: Numbers, scores: Scores | None, sort: Sort) -> Keys:
        if sort == "relevance" and scores is not None:
            return -rounded(scores)
        if sort == "title":
            return self._titles[matching]
        years = self._index.years[matching]
        if sort == "oldest":
            return np.where(years == UNDATED, _LAST_YEAR, years)  # undated last, whichever way
        return -years

    def _least(self, matching: Numbers, keys: Keys, start: int, end: int) -> Numbers:
        """Return where in *matching* those from place *start* to *end* are, by key, then by id."""
        kept = np.arange(len(matching))
        if end < len(matching):
            # Only what can come up to the last place asked for is sorted; all that ties with it can.
            kept = np.flatnonzero(keys <= np.partition(keys, end - 1)[end - 1])
        return kept[np.lexsort((self._ranked(matching[kept]), keys[kept]))[start:end]]

    def _ranked(self, numbers: Numbers) -> Numbers:
        """Return the order of the ids of *numbers* among each other."""
        if len(self._index.segments) > 1 and len(numbers) <= COMPARED_IDS_LIMIT:
            ids = [self._index.id(number) for number in numbers.tolist()]
            ranks = np.empty(len(ids), np.intp)
            ranks[sorted(range(len(ids)), key=ids.__getitem__)] = np.arange(len(ids))
            return ranks
        return self._ids[numbers]

    @cached_property
    def _ids(self) -> Numbers:
        """The rank of each resource's id over all segments: made once, when ids first decide."""
        return self._ranks("id")

    @cached_property
    def _titles(self) -> Numbers:
        """The rank of each resource's title over all segments."""
        return self._ranks("order")

    def _ranks(self, dictionary: str) -> Numbers:
        index = self._index
        if len(index.segments) == 1:
            return index.segments[0].file[f"{dictionary}.rank"].astype(np.intp)
        keys = sorted({key for segment in index.segments for key in segment.file.dictionary(dictionary)})
        places = {key: place for place, key in enumerate(keys)}
        ranks = [
            np.array([places[key] for key in segment.file.dictionary(dictionary)], np.intp)[
                segment.file[f"{dictionary}.rank"]
            ]
            for segment in index.segments
        ]
        return np.concatenate([*ranks, np.zeros(0, np.intp)])


def rounded(scores: Scores) -> Scores:
    """Return *scores* to 6 significant digits, as `searchapp.engine.model.rounded` does one by one."""
    exponents = np.floor(np.log10(scores, where=scores > 0, out=np.zeros_like(scores)))
    scale = _POWERS[np.clip(SCORE_DIGITS - 1 - exponents, 0, len(_POWERS) - 1).astype(np.intp)]
    nearest: Scores = np.rint(scores * scale) / scale
    return nearest
