"""A resource in; how often it uses each term where it says what it is about, as a vector, out, cached between queries.

Texts are read, not stored twice: docs/adr/0013. Terms are numbered as they are met; numbers mean nothing outside.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, count
from typing import Final

import numpy as np
import numpy.typing as npt

from indexer.analysis import ANALYZERS, MAX_PART, Analyzer, crosses_spaces
from searchapp.engine.arrays.index.reader import ArrayIndex
from searchapp.engine.arrays.index.resource_reader import ResourceReader
from searchapp.engine.model import inverse_document_frequency

MAX_VECTORS: Final = 1 << 12  # some megabytes at the worst: a text of this length has a hundred terms
MAX_TOKENS: Final = 1 << 16  # as much again
# Characters of a title, and of what follows it: as much as a passage has. A record's summary may be far longer.
MAX_TEXT: Final = 2_000
_MARKS: Final = "\"'()[].,;:!?"  # around a word: no part of it, whatever it is

TermVector = tuple[
    npt.NDArray[np.int32], npt.NDArray[np.float64]
]  # ids of its terms, and 1 + ln of how often it has each


@dataclass(slots=True)
class _Known:
    """What is known of some resources, tokens and terms. Threads share it: what two of them find at once is the same."""

    ids: dict[str, int] = field(default_factory=dict)
    terms: dict[int, str] = field(default_factory=dict)
    idf: dict[str, float] = field(default_factory=dict)
    tokens: "dict[Analyzer, _Tokens]" = field(default_factory=dict)
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


class _Tokens(dict[str, tuple[int, ...]]):
    """Characters without a space -> the ids of their terms, common words left out."""

    def __init__(self, analyzer: Analyzer, known: _Known) -> None:
        super().__init__()
        self._analyzer = analyzer
        self._known = known

    def __missing__(self, token: str) -> tuple[int, ...]:
        ids = tuple(map(self._known.id_of, self._terms(token)))
        if len(token) <= MAX_PART:
            self[token] = ids
        return ids

    def _terms(self, token: str) -> Iterator[str]:
        analyzer, word = self._analyzer, token.strip(_MARKS)
        if word.isascii() and word.isalpha() and (word.islower() or word.istitle() or word.isupper()):
            # Most words. The code below has the same result, but takes ten times as long.
            plain = word.lower()[:MAX_PART]
            if not analyzer.is_common(plain):
                yield analyzer.stemmed(plain)
            return
        for found in analyzer.words(token):
            yield from (part.term for part in found.parts if not analyzer.is_common(part.plain))


class TermVectors:
    """The vectors of an index's resources."""

    def __init__(self, index: ArrayIndex) -> None:
        self._index = index
        self._known = _Known()

    def of(self, numbers: Iterable[int]) -> tuple[list[TermVector], dict[int, str]]:
        """Return the vectors of the resources *numbers*, and the term of each id in them."""
        known = self._known
        # A tuple at once: another thread may add a language meanwhile.
        if len(known.vectors) > MAX_VECTORS or sum(map(len, tuple(known.tokens.values()))) > MAX_TOKENS:
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
        tokens = known.tokens.get(analyzer)
        if tokens is None:
            tokens = known.tokens.setdefault(analyzer, _Tokens(analyzer, known))
        said = chain(_tokens(stored_fields.title), _tokens(begin))
        counts = Counter(chain.from_iterable(map(tokens.__getitem__, said)))
        ids = np.fromiter(counts.keys(), np.int32, len(counts))
        return ids, 1 + np.log(np.fromiter(counts.values(), np.float64, len(counts)))


def _tokens(text: str) -> Iterable[str]:
    text = text[:MAX_TEXT]
    return [text] if crosses_spaces(text) else text.split()
