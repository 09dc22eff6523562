"""Where a phrase begins is found whatever type its positions have, up to the ends of what the type holds."""

import random
from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np
import numpy.typing as npt
import pytest

from searchapp.engine.arrays.index.segment import Segment
from searchapp.engine.arrays.matching.phrase_starts import starts


class Stream(Segment):
    """A segment that has nothing but a stream of terms, which may begin late in it."""

    def __init__(self, stream: Mapping[int, str], kept_as: npt.DTypeLike) -> None:
        self._terms = sorted(set(stream.values()))
        self._positions = [
            np.array(sorted(place for place, held in stream.items() if held == term), kept_as)
            for term in self._terms
        ]

    def find(self, dictionary: str, key: str) -> int:
        return self._terms.index(key) if dictionary == "terms" and key in self._terms else -1

    def positions(self, low: int) -> npt.NDArray[np.unsignedinteger]:
        return self._positions[low]


def slowly(stream: Mapping[int, str], terms: Sequence[str]) -> list[int]:
    return [
        place
        for place in sorted(stream)
        if all(stream.get(place + step) == term for step, term in enumerate(terms))
    ]


@pytest.mark.parametrize(("kept_as", "first"), [(np.uint8, 0), (np.uint8, 206), (np.uint32, 2**32 - 50)])
@pytest.mark.parametrize("seed", range(20))
def test_phrases_begin_where_a_slow_search_finds_them(kept_as: npt.DTypeLike, first: int, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # a test must repeat itself
    # Given: a stream up to the last number of its type, with gaps, of few terms: phrases are many.
    terms = chance.choices("aaab" if seed % 2 else "abc", k=50)
    stream = {first + place: term for place, term in enumerate(terms) if chance.random() < 0.9}

    segment = Stream(stream, kept_as)

    for asked in (*product("abcd", repeat=2), *product("abc", repeat=3)):
        assert starts(segment, asked).tolist() == slowly(stream, asked)
