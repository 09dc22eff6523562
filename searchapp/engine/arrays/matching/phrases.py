"""Phrases in; where they occur, as postings, out."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from indexer.indexed_fields import TEXT_FIELDS
from searchapp.engine.arrays.index.doc_sets import among
from searchapp.engine.arrays.index.reader import Postings, joined
from searchapp.engine.arrays.index.segment import Counts, Numbers, Positions, Segment
from searchapp.engine.arrays.matching.lookups import Lookups

_TEXT = TEXT_FIELDS.index("text")
_ONCE: Counts = np.ones(1, np.uint32)
SMALL_RESULT_LIMIT: Final = 16  # occurrences that Python has counted before NumPy has begun


@dataclass(frozen=True, slots=True)
class Phrase:
    """Terms that follow one another, in certain fields."""

    terms: tuple[str, ...]
    fields: Collection[str]


def phrase_resources(lookups: Lookups, phrase: Phrase) -> Iterator[Numbers]:
    """Yield the resources of each segment where *phrase* occurs, some of them several times."""
    for segment in lookups.index.segments:
        resources, _, _ = _occurrences(lookups, segment, [phrase])
        yield resources + segment.bases.resources


def phrase_postings(
    lookups: Lookups, phrases: Sequence[Phrase], besides: Sequence[Phrase] = ()
) -> tuple[dict[str, Postings], Postings]:
    """Return the resources of each field and the passages where any of *phrases* begin, and the frequencies.

    Phrases that begin at one place count once, and not at all where one of *besides* begins. Passages are those of resources
    with several.
    """
    index = lookups.index
    fields: dict[str, list[Postings]] = {field: [] for field in TEXT_FIELDS}
    passages: list[Postings] = []
    for segment in index.segments:
        resources, places, positions = _occurrences(lookups, segment, phrases, besides)
        if not len(positions):
            continue
        present = (
            set(places.tolist())
            if len(places) <= SMALL_RESULT_LIMIT
            else np.bincount(places).nonzero()[0].tolist()
        )
        for place in present:
            there = resources if len(present) == 1 else resources[places == place]
            fields[TEXT_FIELDS[place]].append(counted(there + segment.bases.resources))
        if not index.any_multi_passage or _TEXT not in present:
            continue
        in_text = positions[(places == _TEXT) & index.multi_passage[resources + segment.bases.resources]]
        if len(in_text):
            passages.append(counted(segment.passages_of(in_text) + segment.bases.passages))
    return {field: joined(found) for field, found in fields.items() if found}, joined(passages)


def _occurrences(
    lookups: Lookups, segment: Segment, phrases: Sequence[Phrase], besides: Sequence[Phrase] = ()
) -> tuple[Numbers, Numbers, Positions]:
    """Return the resource, the field and the position of each place where any of *phrases* begins, and none of *besides*."""
    found = []
    for phrase in phrases:
        begun = lookups.starts(segment, phrase.terms)
        if len(begun) and len(phrase.fields) < len(TEXT_FIELDS):
            allowed = np.array([field in phrase.fields for field in TEXT_FIELDS])
            begun = begun[allowed[segment.fields_of(begun)[1]]]
        found.append(begun)
    positions = found[0] if len(found) == 1 else np.unique(np.concatenate(found))
    for phrase in besides:
        if len(positions):
            positions = positions[~among(positions, lookups.starts(segment, phrase.terms))]
    resources, places = segment.fields_of(positions)
    if segment.live is not None:
        kept = segment.live[resources]
        resources, places, positions = resources[kept], places[kept], positions[kept]
    return resources, places, positions


def counted(numbers: Numbers) -> Postings:
    """Return ascending *numbers*, each once, and how many times each occurs."""
    if len(numbers) == 1:
        return numbers, _ONCE
    first = np.ones(len(numbers), np.bool_)
    first[1:] = numbers[1:] != numbers[:-1]
    (begins,) = first.nonzero()
    ends = np.append(begins[1:], len(numbers))
    return numbers[begins], (ends - begins).astype(np.uint32)
