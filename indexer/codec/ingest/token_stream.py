"""The token stream of a batch: the position of each term, form, passage and heading line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexer.analysis import is_content_word
from indexer.codec.ingest.inversion import Numbers, spread
from indexer.codec.ingest.token_table import Expansion
from indexer.indexed_fields import GAP, TEXT_FIELDS

FIELDS: Final = len(TEXT_FIELDS)
_TITLE: Final = TEXT_FIELDS.index("title")
_HEADINGS: Final = TEXT_FIELDS.index("headings")
_TEXT: Final = TEXT_FIELDS.index("text")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """The pieces of a batch in stream order. A *slot* is one field of one resource: resource * FIELDS + field."""

    slot_pieces: Numbers  # of each slot: how many pieces
    tokens: Numbers  # of each piece: how many tokens
    joined: NDArray[np.bool_]  # of each piece: no gap before it

    @property
    def slots(self) -> Numbers:
        """The slot of each piece."""
        return np.repeat(np.arange(len(self.slot_pieces), dtype=np.int32), self.slot_pieces)

    def passages(self) -> Numbers:
        """Return the passage of each piece, numbered through the batch; -1 if its resource has fewer than two."""
        text = self.slots % FIELDS == _TEXT
        number = np.cumsum(text, dtype=np.int32) - 1
        multi_passage = np.repeat(self.slot_pieces > 1, self.slot_pieces)
        return np.where(text & multi_passage, number, np.int32(-1))

    def lines(self) -> Numbers:
        """Return the heading line of each piece, numbered through the batch; -1 if it is not one. Empty: there are no headings."""
        headings = self.slots % FIELDS == _HEADINGS
        if not headings.any():  # a catalogue: saves a look-up for each of its words
            return np.zeros(0, np.int32)
        return np.where(headings, np.cumsum(headings, dtype=np.int32) - 1, np.int32(-1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrences:
    """Terms or forms in stream order, each with the slot and the passage of its piece."""

    numbers: Numbers
    slots: Numbers
    passages: Numbers
    ends: Numbers  # of each piece: how many there are up to its end
    begins: Numbers  # of each token: how many there are before it


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """The positions of everything."""

    positions: Numbers  # of each term
    lengths: Numbers  # of each slot: terms
    field_starts: Numbers  # of each slot: where it begins
    lines: Numbers  # of each heading line: where it begins
    line_lengths: Numbers
    starts: Numbers  # of each passage: where it begins
    passage_lengths: Numbers
    title_words: Numbers  # of each resource: how many content words its title has
    line_words: Numbers  # of each heading line
    span: int


def terms_of(tokens: Numbers, pieces: Pieces, expansion: Expansion) -> Occurrences:
    """Return the terms of *tokens*."""
    return _occurrences(pieces, *spread(tokens, expansion.term_ptr, expansion.term_numbers))


def forms_of(tokens: Numbers, pieces: Pieces, expansion: Expansion) -> Occurrences:
    """Return the forms of *tokens*."""
    return _occurrences(pieces, *spread(tokens, expansion.form_ptr, expansion.form_numbers))


def _occurrences(pieces: Pieces, numbers: Numbers, begins: Numbers) -> Occurrences:
    ends = begins[np.cumsum(pieces.tokens)]
    sizes = np.diff(ends, prepend=0)
    return Occurrences(
        numbers=numbers,
        slots=np.repeat(pieces.slots, sizes),
        passages=np.repeat(pieces.passages(), sizes),
        ends=ends,
        begins=begins[:-1],
    )


def with_stacked(
    terms: Occurrences, positions: Numbers, tokens: Numbers, expansion: Expansion
) -> tuple[Occurrences, Numbers]:
    """Return *terms* and their *positions*, followed by those of the stacked terms, also in stream order.

    No key is both stacked and not stacked, so the occurrences of each key stay in stream order.
    """
    sizes = np.diff(expansion.stacked_ptr)[tokens]
    stacking = np.flatnonzero(sizes)  # few tokens have any
    if not len(stacking):
        return terms, positions
    numbers, _ = spread(tokens[stacking], expansion.stacked_ptr, expansion.stacked_numbers)
    places, _ = spread(tokens[stacking], expansion.stacked_ptr, expansion.stacked_places)
    places += np.repeat(terms.begins[stacking], sizes[stacking]).astype(places.dtype)
    with_stacked_terms = Occurrences(
        numbers=np.concatenate((terms.numbers, numbers)),
        slots=np.concatenate((terms.slots, terms.slots[places])),
        passages=np.concatenate((terms.passages, terms.passages[places])),
        ends=terms.ends,
        begins=terms.begins,
    )
    return with_stacked_terms, np.concatenate((positions, positions[places]))


def laid_out(pieces: Pieces, terms: Occurrences, strings: Sequence[str]) -> Stream:
    """Lay the pieces out in one stream, with a gap between pieces that are not joined, and one after each slot.

    *strings* are what the numbers of *terms* stand for.
    """
    ends = terms.ends
    slots = pieces.slots
    begins = np.concatenate(([0], ends))[:-1]
    sizes = ends - begins
    slot_ends = np.concatenate(([0], ends))[np.cumsum(pieces.slot_pieces)]
    slot_begins = np.concatenate(([0], slot_ends))[:-1]
    # There is nothing to separate before the first term of a slot.
    separated = ~pieces.joined & (begins > slot_begins[slots])
    gaps = np.cumsum(separated, dtype=np.int64) * GAP
    starts = begins + gaps + slots * GAP
    gaps_before = np.concatenate(([0], gaps))[np.cumsum(pieces.slot_pieces) - pieces.slot_pieces]
    span = int(ends[-1] + gaps[-1]) if len(ends) else 0
    span += len(slot_ends) * GAP
    # Half the width if that is enough: there is one for every term.
    narrow = np.int32 if span <= np.iinfo(np.int32).max else np.int64
    positions = np.repeat((starts - begins).astype(narrow), sizes)
    positions += np.arange(len(positions), dtype=narrow)
    field = slots % FIELDS
    # Only titles and headings are looked at: they are a small part of most texts.
    title, heading = np.flatnonzero(field == _TITLE), np.flatnonzero(field == _HEADINGS)
    return Stream(
        positions=positions,
        lengths=slot_ends - slot_begins,
        field_starts=slot_begins + gaps_before + np.arange(len(slot_ends)) * GAP,
        lines=starts[heading],
        line_lengths=sizes[heading],
        starts=starts[field == _TEXT],
        passage_lengths=sizes[field == _TEXT],
        title_words=_content_words(terms.numbers, begins[title], ends[title], strings),
        line_words=_content_words(terms.numbers, begins[heading], ends[heading], strings),
        span=span,
    )


def _content_words(numbers: Numbers, begins: Numbers, ends: Numbers, strings: Sequence[str]) -> Numbers:
    """Return how many content words each piece has, whose terms are *numbers* from *begins* to *ends*."""
    sizes = ends - begins
    after = np.cumsum(sizes)
    places = np.arange(int(sizes.sum())) + np.repeat(begins - (after - sizes), sizes)
    distinct, which = np.unique(numbers[places], return_inverse=True)
    is_content = np.array([is_content_word(strings[number]) for number in distinct.tolist()], np.int64)
    counted = np.concatenate(([0], np.cumsum(is_content[which])))
    found: Numbers = counted[after] - counted[after - sizes]
    return found
