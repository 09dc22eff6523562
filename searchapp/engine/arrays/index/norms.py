"""A build's lengths in; what one occurrence is worth in each field of each resource, out."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from indexer.config import RankingConfig
from indexer.indexed import TEXT_FIELDS
from searchapp.engine.arrays.index.reader import ArrayIndex
from searchapp.engine.arrays.index.segment import Numbers
from searchapp.engine.model import PASSAGE_LENGTH

Scores = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Norms:
    """What a single occurrence is worth in each field of each resource, and how soon passages saturate."""

    matrix: Scores  # by field in the order of TEXT_FIELDS, then by resource: the field's weight against its length
    worth: dict[str, Scores]  # the same by name; a field that no resource has is not named
    only: Scores  # by resource: saturation of its only passage; infinite where there are several or none
    passages: Scores  # by passage: saturation
    several: Numbers  # resources with several passages …
    starts: Numbers  # … and the first passage of each
    k1: float

    @classmethod
    def of(cls, index: ArrayIndex, ranking: RankingConfig) -> "Norms":
        """Compute them for a build; some operations over whole columns."""
        live = slice(None) if index.live is None else index.live
        matrix = np.zeros((len(TEXT_FIELDS), index.size))  # where a field is empty nothing can stand
        worth = {}
        total_text = 0
        for row, field in zip(matrix, TEXT_FIELDS, strict=True):
            lengths = index.column(f"length.{field}")
            total, holding = int(lengths[live].sum(dtype=np.int64)), int(np.count_nonzero(lengths[live]))
            if holding:
                b = getattr(ranking.b, field)
                against = 1 - b + b * lengths / (total / holding)
                worth[field] = np.divide(getattr(ranking, field), against, out=row, where=lengths > 0)
            total_text = total if field == "text" else total_text
        counts = np.diff(index.passage_starts)
        mean = total_text / max(1, int(counts[live].sum()))
        against_mean = index.column("passages.length").astype(np.float64) / (mean or 1.0)
        passages: Scores = ranking.k1 * (1 - PASSAGE_LENGTH + PASSAGE_LENGTH * against_mean)
        only = np.full(index.size, np.inf)
        single = np.flatnonzero(counts == 1)
        only[single] = passages[index.passage_starts[single]]
        several = np.flatnonzero(index.several)
        return cls(matrix, worth, only, passages, several, index.passage_starts[several], ranking.k1)

    def saturation(self, counts: Mapping[str, int], number: int) -> float:
        """Return what these occurrences by field are worth together in one resource, from 0 to 1."""
        frequency = sum(count * float(self.worth[field][number]) for field, count in counts.items() if count)
        return frequency / (self.k1 + frequency)
