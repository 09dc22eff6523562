"""Phrases in; where they stand, as postings, out: found from stream positions, the rarest term first."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from indexer.indexed import SEARCHED
from searchapp.engine.arrays.index.reader import ArrayIndex, Postings, joined
from searchapp.engine.arrays.index.segment import Counts, Numbers, Positions, Segment

_TEXT = SEARCHED.index("text")
Held = npt.NDArray[np.unsignedinteger]  # positions as the segment holds them

_NOWHERE: Positions = np.zeros(0, np.int64)
_ONCE: Counts = np.ones(1, np.uint32)
_FEW = 16  # what Python counts sooner than NumPy


@dataclass(frozen=True, slots=True)
class Phrase:
    """Terms that stand one behind the other, in certain fields."""

    terms: tuple[str, ...]
    fields: Collection[str]


def starts(segment: Segment, terms: Sequence[str]) -> Positions:
    """Return where *terms* begin to stand in order in the stream of a segment, each right behind the one before.

    The work is that of the rarest term: the others are looked up in their positions. Empty positions between
    fields, headings and names keep phrases from reaching over.
    """
    stands = []
    for step, term in enumerate(terms):
        ordinal = segment.find("terms", term)
        if ordinal < 0:
            return _NOWHERE
        stands.append((step, segment.positions(ordinal)))
    (first, rarest), *others = sorted(stands, key=lambda stand: len(stand[1]))
    # Positions are unsigned and as short as they can be: what would leave their range is cut off before it is counted.
    found = _not_before(rarest, first) - rarest.dtype.type(first)
    for step, positions in others:
        if not len(found):
            break
        last = int(positions[-1])
        if int(found[-1]) + step > last:
            if last < step:
                return _NOWHERE
            found = found[: int(found.searchsorted(found.dtype.type(last - step), side="right"))]
        wanted = found + found.dtype.type(step)
        found = found[positions.take(positions.searchsorted(wanted), mode="clip") == wanted]
    return found.astype(np.int64)


def _not_before(positions: Held, first: int) -> Held:
    """Return those of *positions* that are not below *first*."""
    if len(positions) and int(positions[0]) < first:
        return positions[int(positions.searchsorted(positions.dtype.type(first))) :]
    return positions


def phrase_postings(index: ArrayIndex, phrases: Sequence[Phrase]) -> tuple[dict[str, Postings], Postings]:
    """Return the resources of each field and the passages where any of *phrases* begin, and how often.

    Phrases that begin at one place count once. Passages are those of resources with several.
    """
    fields: dict[str, list[Postings]] = {field: [] for field in SEARCHED}
    passages: list[Postings] = []
    for segment in index.segments:
        resources, places, positions = _standing(segment, phrases)
        if not len(positions):
            continue
        held = set(places.tolist()) if len(places) <= _FEW else np.bincount(places).nonzero()[0].tolist()
        for place in held:
            there = resources if len(held) == 1 else resources[places == place]
            fields[SEARCHED[place]].append(counted(there + segment.bases.resources))
        if not index.several_any or _TEXT not in held:
            continue
        in_text = positions[(places == _TEXT) & index.several[resources + segment.bases.resources]]
        if len(in_text):
            passages.append(counted(segment.passages_of(in_text) + segment.bases.passages))
    return {field: joined(found) for field, found in fields.items() if found}, joined(passages)


def _standing(segment: Segment, phrases: Sequence[Phrase]) -> tuple[Numbers, Numbers, Positions]:
    """Return the resource, the field and the position of each place where any of *phrases* begins."""
    found = []
    for phrase in phrases:
        begun = starts(segment, phrase.terms)
        if len(begun) and len(phrase.fields) < len(SEARCHED):
            allowed = np.array([field in phrase.fields for field in SEARCHED])
            begun = begun[allowed[segment.fields_of(begun)[1]]]
        found.append(begun)
    positions = found[0] if len(found) == 1 else np.unique(np.concatenate(found))
    resources, places = segment.fields_of(positions)
    if segment.live is not None:
        kept = segment.live[resources]
        resources, places, positions = resources[kept], places[kept], positions[kept]
    return resources, places, positions


def counted(numbers: Numbers) -> Postings:
    """Return ascending *numbers*, each once, and how often each stands there."""
    if len(numbers) == 1:
        return numbers, _ONCE
    first = np.ones(len(numbers), np.bool_)
    first[1:] = numbers[1:] != numbers[:-1]
    (begins,) = first.nonzero()
    ends = np.append(begins[1:], len(numbers))
    return numbers[begins], (ends - begins).astype(np.uint32)
