"""A resource in; how often it uses each term where it says what it is about, as a vector, out, cached between queries.

Texts are read, not stored twice: docs/adr/0013. Terms are numbered as they are met; numbers mean nothing outside.
"""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, count
from typing import Final

import numpy as np
import numpy.typing as npt

from indexer.analysis import ANALYZERS, MAX_PART, Analyzer, crosses_spaces
from searchapp.engine.arrays.index.reader import ArrayIndex
from searchapp.engine.arrays.index.resource_reader import ResourceReader
from searchapp.engine.model import inverse_document_frequency

MAX_VECTORS: Final = 1 << 12  # some megabytes at the worst: a text of this length has a hundred terms
MAX_TERMS: Final = 1 << 15
# Characters of a title, and of what follows it: as much as a passage has. A record's summary may be far longer.
MAX_TEXT: Final = 2_000

Ids = npt.NDArray[np.int32]
Frequencies = npt.NDArray[np.float64]
TermVector = tuple[
    Ids, Frequencies
]  # the ids of its terms, in no particular order, and 1 + ln of how often it has each


@dataclass(slots=True)
class _Known:
    """What is known of some resources and terms. Threads share it: what two of them find at once is the same."""

    ids: dict[str, int] = field(default_factory=dict)
    terms: dict[int, str] = field(default_factory=dict)
    idf: dict[str, float] = field(default_factory=dict)
    vectors: dict[int, TermVector] = field(default_factory=dict)
    unused: "count[int]" = field(default_factory=count)

    def id_of(self, term: str) -> int:
        """Return the number of *term*; a new one if it is not known."""
        known = self.ids.get(term)
        if known is None:
            new = next(self.unused)
            self.terms[new] = term  # first: whoever finds the id also finds its term
            known = self.ids.setdefault(term, new)
        return known


class TermVectors:
    """The vectors of an index's resources."""

    def __init__(self, index: ArrayIndex) -> None:
        self._index = index
        self._known = _Known()

    def of(self, numbers: Iterable[int]) -> tuple[list[TermVector], dict[int, str]]:
        """Return the vectors of the resources *numbers*, and the term of each id in them."""
        known = self._known
        if len(known.vectors) > MAX_VECTORS or len(known.terms) > MAX_TERMS:
            known = self._known = _Known()  # simpler than forgetting the oldest, and as good
        vectors = []
        for number in numbers:
            vector = known.vectors.get(number)
            if vector is None:
                vector = known.vectors[number] = self._vector(number, known)
            vectors.append(vector)
        return vectors, known.terms

    def idf(self, term: str) -> float:
        """Return how rare *term* is."""
        idf = self._known.idf.get(term)
        if idf is None:
            idf = inverse_document_frequency(self._index.resources, self._index.doc_frequency(term))
            self._known.idf[term] = idf
        return idf

    def _vector(self, number: int, known: _Known) -> TermVector:
        """Return the vector of a resource's title and its summary, or else its first passage."""
        resource = ResourceReader(self._index, number)
        stored_fields = resource.stored_fields
        begin = stored_fields.summary or (resource.passage(0).text if resource.passage_count else "")
        language = stored_fields.language
        analyzer = self._index.languages[0] if language is None else ANALYZERS[language]
        counts: Counter[str] = Counter()
        # Each distinct run of characters is analyzed once, and most are known from other texts.
        for token, times in Counter(chain(_tokens(stored_fields.title), _tokens(begin))).items():
            terms = _cached_terms if len(token) <= MAX_PART else _cached_terms.__wrapped__
            for term in terms(token, analyzer):
                counts[term] += times
        ids = np.array([known.id_of(term) for term in counts], np.int32)
        return ids, np.array([1 + math.log(times) for times in counts.values()])


def _tokens(text: str) -> Iterable[str]:
    text = text[:MAX_TEXT]
    return [text] if crosses_spaces(text) else text.split()


@lru_cache(maxsize=1 << 14)  # some megabytes at the worst
def _cached_terms(token: str, analyzer: Analyzer) -> tuple[str, ...]:
    """Return the terms of characters without a space, common words left out."""
    return tuple(
        part.term
        for word in analyzer.words(token)
        for part in word.parts
        if not analyzer.is_common(part.plain)
    )
