"""A build in; its dictionaries, postings and columns as one index out, however many segments it has.

With a single segment everything is a view of the mapped file. What is computed when a build is opened are a few
numbers a resource: lengths against their mean, years, the number of passages.
"""

from collections.abc import Collection, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from indexer.analysis import KEY_SEPARATOR, span_of
from indexer.builds import Build
from indexer.codec.segment.term_dictionary import name_of
from indexer.indexed_fields import TEXT_FIELDS
from searchapp.engine.arrays.index.facet_names import FacetNames
from searchapp.engine.arrays.index.segment import NOTHING, Bases, Counts, Mask, Numbers, Segment, once

Postings = tuple[Numbers, Counts]
Entry = tuple[Segment, int]  # a segment, and the ordinal of a key in one of its dictionaries

UNDATED: Final = 0  # years begin with 1
FEW_NAMES_LIMIT: Final = 16  # so few are looked up one by one sooner than the names of all resources are read


class ArrayIndex:
    """One build, open; resources and passages are numbered from 0 over all segments. Safe between threads."""

    def __init__(self, build: Build) -> None:
        segments, bases = [], Bases()
        for file, deleted in build.segments():
            segment = Segment(file, deleted, bases)
            segments.append(segment)
            bases = Bases(bases.resources + segment.size, bases.passages + file.counts["passages"])
        self.languages = build.languages  # of its texts, first that of the site
        self.segments: Sequence[Segment] = tuple(segments)
        self.size = bases.resources  # numbers in use, deleted resources included
        self.passages = bases.passages
        self._starts = [segment.bases.resources for segment in segments]
        masks = [np.ones(s.size, np.bool_) if s.live is None else s.live for s in segments]
        whole = all(segment.live is None for segment in segments)
        self.live: Mask | None = None if whole else np.concatenate(masks)
        self.resources = self.size if self.live is None else int(self.live.sum())
        self._facet_names: dict[str, FacetNames] = {}

    def everything(self) -> Mask:
        """Return a mask of all resources, for the caller to narrow."""
        return np.ones(self.size, np.bool_) if self.live is None else self.live.copy()

    # -- words ---------------------------------------------------------------------------------------------

    def has_term(self, term: str) -> bool:
        """Return whether any text field of any resource has *term*."""
        return self._any("terms", TEXT_FIELDS, term)

    def has_form(self, form: str) -> bool:
        """Return whether any text field of any resource has a word of this form."""
        return self._any("forms", ("form",), form)

    def joined(self, term: str) -> list[str]:
        """Return the stacked terms of the word of this *term* where it is printed in several parts."""
        stacked: set[str] = set()
        for segment in self.segments:
            keys = segment.file.dictionary("terms").keys(*segment.beginning("terms", term + KEY_SEPARATOR))
            stacked.update(map(name_of, keys))
        return sorted(name for name in stacked if span_of(name) > 1 and self.has_term(name))

    def _any(self, dictionary: str, posting_lists: Sequence[str], key: str) -> bool:
        for segment in self.segments:
            ordinal = segment.find(dictionary, key)
            if ordinal >= 0 and (
                segment.live is None
                or any(len(segment.resources(name, ordinal)[0]) for name in posting_lists)
            ):
                return True
        return False

    # -- postings ------------------------------------------------------------------------------------------

    def entries(self, dictionary: str, key: str) -> list[Entry]:
        """Return the ordinal of *key* in the dictionary of each segment that has it."""
        found = [(segment, segment.find(dictionary, key)) for segment in self.segments]
        return [entry for entry in found if entry[1] >= 0]

    def containing(self, field: str, term: Sequence[Entry]) -> Postings:
        """Return the resources with a term, given by its entries, in *field*, and its frequencies."""
        return joined([segment.resources(field, low, value="tf") for segment, low in term])

    def doc_frequency(self, term: str) -> int:
        """Return how many resources have *term* in the field in which most do: cheaper than in any field, and close to it."""
        entries = self.entries("terms", term)
        return max(
            sum(segment.doc_frequency(field, low) for segment, low in entries) for field in TEXT_FIELDS
        )

    def passages_with(self, term: Sequence[Entry]) -> Postings:
        """Return the passages that have a term, of resources with several, and its frequencies."""
        return joined([segment.passages("passage", low, value="tf") for segment, low in term])

    def printing(self, form: str) -> Numbers:
        """Return the resources that have a word of this form in any field."""
        return joined([segment.resources("form", low) for segment, low in self.entries("forms", form)])[0]

    def beginning(self, prefix: str) -> dict[str, Numbers]:
        """Return for each text field the resources with a word in it that begins with *prefix*."""
        found = [segment.by_field(*segment.beginning("forms", prefix)) for segment in self.segments]
        return {
            field: np.concatenate([NOTHING, *(numbers[place] for numbers in found)])
            for place, field in enumerate(TEXT_FIELDS)
        }

    def passages_beginning(self, prefix: str) -> Numbers:
        """Return the passages, of resources with several, with a word that begins with *prefix*."""
        found = [NOTHING]
        for segment in self.segments:
            low, high = segment.beginning("forms", prefix)
            numbers, _ = segment.passages("passage_form", low, high)
            found.append(once(numbers, segment.bases.passages, segment.file.counts["passages"]))
        return np.concatenate(found)

    def with_all(self, resources: Numbers, forms: Sequence[str]) -> Numbers:
        """Return those of *resources* that have a word of each of these forms in any field."""
        for form in forms:
            there = np.zeros(len(resources), np.bool_)
            for segment, ordinal in self.entries("forms", form):
                there |= segment.contains("form", ordinal, resources)
            resources = resources[there]
        return resources

    def with_name(self, dictionary: str, name: str) -> Numbers:
        """Return the resources that have *name*: a topic, a type, a document, an id."""
        return joined(
            [segment.resources(dictionary, low) for segment, low in self.entries(dictionary, name)]
        )[0]

    # -- columns -------------------------------------------------------------------------------------------

    def column(self, name: str) -> npt.NDArray[np.integer]:
        """Return a column with one value a resource or a passage, over all segments."""
        columns = [segment.file[name] for segment in self.segments]
        return columns[0] if len(columns) == 1 else np.concatenate([*columns, np.zeros(0, np.uint8)])

    @cached_property
    def passage_starts(self) -> Numbers:
        """The number of the first passage of each resource, and the number of passages at the end."""
        parts = [
            segment.file["passages.ptr"][:-1].astype(np.intp) + segment.bases.passages
            for segment in self.segments
        ]
        return np.concatenate([*parts, np.array([self.passages], np.intp)])

    @cached_property
    def multi_passage(self) -> Mask:
        """Which resources have several passages."""
        return np.diff(self.passage_starts) > 1

    @cached_property
    def any_multi_passage(self) -> bool:
        """Whether any resource has several passages."""
        return bool(self.multi_passage.any())

    def has_facet(self, facet: str) -> bool:
        """Tell whether the build has a facet of this name."""
        return any(facet in segment.file.layout.facets for segment in self.segments)

    def facet_names(self, facet: str) -> FacetNames:
        """Return the names of a facet's values, in the ways to read them."""
        found = self._facet_names.get(facet)
        if found is None:
            names = (name for name in self.names(facet) if len(self.with_name(facet, name)))
            found = self._facet_names[facet] = FacetNames(names, self.languages)
        return found

    def with_any_name(self, facet: str, names: Collection[str]) -> Mask:
        """Return which resources have any of *names*, values of a facet."""
        found = np.zeros(self.size, np.bool_)
        if len(names) <= FEW_NAMES_LIMIT:
            for name in names:
                found[self.with_name(facet, name)] = True
            return found
        for segment in self.segments:
            begin = segment.bases.resources
            found[begin : begin + segment.size] = segment.having_any(facet, names)
        return found

    def names(self, dictionary: str) -> list[str]:
        """Return every name that any resource has, or had before it was deleted, sorted by code points."""
        return sorted({name for segment in self.segments for name in segment.names(dictionary)})

    @cached_property
    def years(self) -> npt.NDArray[np.int32]:
        """The year of each resource; UNDATED: none."""
        found = np.full(self.size, UNDATED, np.int32)
        for segment in self.segments:
            values = [int(key) for key in segment.file.dictionary("year")]
            ptr = segment.file["year.of.ptr"]
            dated = np.flatnonzero(ptr[1:] != ptr[:-1])
            ordinals = segment.file["year.of.values"]
            found[segment.bases.resources + dated] = np.array(values, np.int32)[ordinals]
        return found

    # -- single resources ----------------------------------------------------------------------------------

    def place(self, number: int) -> tuple[Segment, int]:
        """Return the segment of a resource, and its number there."""
        for segment in reversed(self.segments):
            if segment.bases.resources <= number:
                return segment, number - segment.bases.resources
        raise IndexError(number)

    def number(self, resource_id: str) -> int | None:
        """Return the number of a resource; None: no such id."""
        found = self.with_name("id", resource_id)
        return int(found[0]) if len(found) else None

    def id(self, number: int) -> str:
        """Return the id of a resource."""
        segment, local = self.place(number)
        return name_of(segment.file.dictionary("id").key(int(segment.file["id.rank"][local])))

    def passage_count(self, number: int) -> int:
        """Return how many passages a resource has."""
        first, end = self.passage_starts[number : number + 2].tolist()
        return int(end - first)

    # -- segments ------------------------------------------------------------------------------------------

    def by_segment(self, numbers: Numbers) -> list[tuple[Segment, Numbers]]:
        """Return *numbers*, ascending, divided by segment and numbered within it."""
        if len(self.segments) == 1:
            return [(self.segments[0], numbers)]
        cuts = [*np.searchsorted(numbers, self._starts), len(numbers)]
        return [
            (segment, numbers[begin:end] - segment.bases.resources)
            for segment, (begin, end) in zip(self.segments, pairwise(cuts), strict=True)
        ]


def joined(found: Sequence[Postings]) -> Postings:
    """Return the postings of one key in several segments as one."""
    if len(found) == 1:
        return found[0]
    if not found:
        return NOTHING, NOTHING.astype(np.uint8)
    return np.concatenate([numbers for numbers, _ in found]), np.concatenate([counts for _, counts in found])
