"""A finished index in; how many resources, documents and passages it holds, and how many resources each facet value has, out."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from indexer.codec.dictionary import name_of
from indexer.codec.flat_index import FlatIndex

FACETS = ("topic", "type", "year")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a manifest says of an index; deleted resources are left out."""

    documents: int
    passages: int
    facets: Mapping[str, Mapping[str, int]]


def figures_of(index: FlatIndex) -> Figures:
    """Count what every segment holds: some operations over whole arrays. Raises BuildError."""
    documents = passages = 0
    facets: dict[str, dict[str, int]] = {facet: {} for facet in FACETS}
    for file, deleted in index.parts():
        live = np.ones(file.counts["documents"], np.int64)
        live[deleted] = 0
        passages += int((np.diff(file["passages.ptr"].astype(np.int64)) * live).sum())
        documents += int(live[file["document.ids"]].sum())
        for facet, values in facets.items():
            # How many of the living stand before each place: their differences are the counts of each key.
            before = np.concatenate([[0], np.cumsum(live[file[f"{facet}.ids"]])])
            counts = np.diff(before[file[f"{facet}.ptr"].astype(np.int64)])
            for key, count in zip(file.dictionary(facet), counts.tolist(), strict=True):
                if count:
                    values[name_of(key)] = values.get(name_of(key), 0) + count
    return Figures(
        documents=documents,
        passages=passages,
        facets={facet: dict(sorted(values.items())) for facet, values in facets.items()},
    )
