"""A build's lengths in; how much one occurrence counts in each field of each resource, out."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from indexer.config import RankingConfig
from indexer.indexed_fields import TEXT_FIELDS
from searchapp.engine.arrays.index.reader import ArrayIndex
from searchapp.engine.arrays.index.segment import Numbers
from searchapp.engine.model import PASSAGE_B

Scores = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Norms:
    """How much a single occurrence counts in each field of each resource, and how soon passages saturate."""

    boosts: (
        Scores  # by field in the order of TEXT_FIELDS, then by resource: the field's weight over its length
    )
    normalized_boost: dict[str, Scores]  # the same by name; a field that no resource has is not named
    # By resource: k1 times the length norm of its only passage; infinite where it has several or none.
    single_passage: Scores
    passages: Scores  # by passage: k1 times its length norm
    multi_passage: Numbers  # resources with several passages …
    starts: Numbers  # … and the first passage of each
    navigation: Numbers  # resources that only lead to others
    k1: float

    @classmethod
    def of(cls, index: ArrayIndex, ranking: RankingConfig) -> "Norms":
        """Compute them for a build; some operations over whole columns."""
        live = slice(None) if index.live is None else index.live
        boosts = np.zeros((len(TEXT_FIELDS), index.size))  # nothing occurs in an empty field
        by_name = {}
        total_text = 0
        for row, field in zip(boosts, TEXT_FIELDS, strict=True):
            lengths = index.column(f"length.{field}")
            total, nonempty = int(lengths[live].sum(dtype=np.int64)), int(np.count_nonzero(lengths[live]))
            if nonempty:
                b = getattr(ranking.b, field)
                length_norm = 1 - b + b * lengths / (total / nonempty)
                by_name[field] = np.divide(getattr(ranking, field), length_norm, out=row, where=lengths > 0)
            total_text = total if field == "text" else total_text
        counts = np.diff(index.passage_starts)
        mean = total_text / max(1, int(counts[live].sum()))
        relative_length = index.column("passages.length").astype(np.float64) / (mean or 1.0)
        passages: Scores = ranking.k1 * (1 - PASSAGE_B + PASSAGE_B * relative_length)
        single_passage = np.full(index.size, np.inf)
        single = np.flatnonzero(counts == 1)
        single_passage[single] = passages[index.passage_starts[single]]
        several = np.flatnonzero(index.multi_passage)
        return cls(
            boosts=boosts,
            normalized_boost=by_name,
            single_passage=single_passage,
            passages=passages,
            multi_passage=several,
            starts=index.passage_starts[several],
            navigation=np.flatnonzero(index.column("navigation")),
            k1=ranking.k1,
        )

    def saturation(self, counts: Mapping[str, float], number: int) -> float:
        """Return how much these occurrences by field count together in one resource, from 0 to 1."""
        boosts = self.normalized_boost
        frequency = sum(count * float(boosts[field][number]) for field, count in counts.items() if count)
        return frequency / (self.k1 + frequency)
