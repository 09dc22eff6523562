"""The index lookups of one request: each is made once, however often it is needed."""

from collections.abc import Sequence

from searchapp.engine.arrays.index.reader import ArrayIndex, Entry, Postings
from searchapp.engine.arrays.index.segment import Mask, Numbers, Positions, Segment
from searchapp.engine.arrays.matching.phrase_starts import starts


class Lookups:
    """An index as one request asks it. What it keeps is bounded by the limits of a query's text."""

    def __init__(self, index: ArrayIndex) -> None:
        self.index = index
        self._entries: dict[str, Sequence[Entry]] = {}
        self._containing: dict[tuple[str, str], Postings] = {}
        self._beginning: dict[str, dict[str, Numbers]] = {}
        self._passages_beginning: dict[str, Numbers] = {}
        self._starts: dict[tuple[int, tuple[str, ...]], Positions] = {}
        self._in_facets: dict[tuple[str, tuple[str, ...]], Mask] = {}

    def entries(self, term: str) -> Sequence[Entry]:
        """Return the ordinal of *term* in the dictionary of each segment that has it."""
        found = self._entries.get(term)
        if found is None:
            found = self._entries[term] = self.index.entries("terms", term)
        return found

    def containing(self, field: str, term: str) -> Postings:
        """Return the resources with *term* in *field*, and its frequencies."""
        found = self._containing.get((field, term))
        if found is None:
            found = self._containing[field, term] = self.index.containing(field, self.entries(term))
        return found

    def beginning(self, prefix: str) -> dict[str, Numbers]:
        """Return for each text field the resources with a word in it that begins with *prefix*."""
        found = self._beginning.get(prefix)
        if found is None:
            found = self._beginning[prefix] = self.index.beginning(prefix)
        return found

    def passages_beginning(self, prefix: str) -> Numbers:
        """Return the passages, of resources with several, with a word that begins with *prefix*."""
        found = self._passages_beginning.get(prefix)
        if found is None:
            found = self._passages_beginning[prefix] = self.index.passages_beginning(prefix)
        return found

    def starts(self, segment: Segment, terms: tuple[str, ...]) -> Positions:
        """Return where *terms* begin to follow one another in the stream of *segment*."""
        key = (segment.bases.resources, terms)
        found = self._starts.get(key)
        if found is None:
            found = self._starts[key] = starts(segment, terms)
        return found

    def in_facet_named(self, facet: str, ways: tuple[str, ...]) -> Mask:
        """Return the resources with a value of *facet* of this name in one of the *ways* to read it, else containing one."""
        found = self._in_facets.get((facet, ways))
        if found is None:
            names = self.index.facet_names(facet).meant(ways)
            found = self._in_facets[facet, ways] = self.index.with_any_name(facet, names)
        return found
