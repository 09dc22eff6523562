"""An index in; the forms of words in it that are near a word as typed, or go on as it does, out: searched as whole arrays."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from indexer.analysis import KEY_SEPARATOR
from indexer.codec.segment.letter_counts import BITS_CHANGED, letter_count
from indexer.codec.segment.term_dictionary import name_of
from searchapp.engine.arrays.index.reader import ArrayIndex
from searchapp.engine.arrays.index.segment import Numbers, Segment


@dataclass(frozen=True, slots=True)
class PrintedForms:
    """The forms of an index. Nothing is kept: what it reads is in the segments."""

    index: ArrayIndex

    @property
    def resources(self) -> int:
        """How many resources there are."""
        return self.index.resources

    def near(self, word: str, most: int, beginning: str, least: int) -> Iterator[tuple[str, int]]:
        """Yield the forms that begin so and have the letters of *word* but for *most* edits; see Forms."""
        wanted, changed = np.uint64(letter_count(word)), BITS_CHANGED * most
        found = []
        for segment in self.index.segments:
            low, high = (
                segment.beginning("forms", beginning) if beginning else (0, segment.file.counts["forms"])
            )
            letters = segment.file["forms.letters"][low:high]
            found.append(low + np.flatnonzero(np.bitwise_count(letters ^ wanted) <= changed))
        return self._printed(found, least)

    def beginning(self, word: str, least: int) -> Iterator[tuple[str, int]]:
        """Yield the forms that begin with *word*; see Forms."""
        found = []
        for segment in self.index.segments:
            low, high = segment.beginning("forms", word)
            found.append(low + np.flatnonzero(segment.file["forms.letters"][low:high]))
        return self._printed(found, least)

    def titled(self, word: str) -> bool:
        """Return whether a title has *word*; see Forms."""
        for segment in self.index.segments:
            alone, others = segment.find("forms", word), segment.beginning("forms", word + KEY_SEPARATOR)
            for low, high in [(alone, alone + 1), others] if alone >= 0 else [others]:
                if len(segment.resources("title_form", low, high)[0]):
                    return True
        return False

    def _printed(self, found: Sequence[Numbers], least: int) -> Iterator[tuple[str, int]]:
        """Yield those of the forms *found*, ordinals in each segment, that *least* resources print, and how many do."""
        segments = self.index.segments
        names: set[str] = set()
        for segment, ordinals in zip(segments, found, strict=True):
            # Deleted resources are counted here, so that all are there that may be printed by enough in all segments together.
            enough = ordinals[_postings(segment, ordinals) * len(segments) >= least]
            names.update(map(name_of, map(segment.file.dictionary("forms").key, enough.tolist())))
        for name in names:
            resources = sum(
                segment.doc_frequency("form", ordinal)
                for segment, ordinal in self.index.entries("forms", name)
            )
            if resources >= least:
                yield name, resources


def _postings(segment: Segment, ordinals: Numbers) -> Numbers:
    ptr = segment.file["form.ptr"]
    return ptr[ordinals + 1].astype(np.intp) - ptr[ordinals].astype(np.intp)
