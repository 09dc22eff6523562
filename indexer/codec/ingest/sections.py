"""The sections of a segment that describe terms, forms and names, made from their occurrences."""

from collections.abc import Collection, Sequence
from typing import Final, TypeAlias

import numpy as np

from indexer.codec.ingest.inversion import Numbers, Postings, inverted, ptr_of
from indexer.codec.ingest.keywords import Names
from indexer.codec.ingest.token_stream import FIELDS, Occurrences, Pieces, Stream
from indexer.codec.segment.layout import HEADING
from indexer.codec.segment.letter_counts import letter_counts
from indexer.codec.segment.term_dictionary import dictionary_sections
from indexer.indexed_fields import TEXT_FIELDS
from indexer.printed_names import heading_key

Sections: TypeAlias = list[tuple[str, Numbers]]

_TITLE: Final = TEXT_FIELDS.index("title")


def stream_sections(pieces: Pieces, stream: Stream) -> Sections:
    """Return the sections about resources, passages and heading lines that need no dictionary."""
    lengths = stream.lengths.reshape(-1, FIELDS)
    by_field = pieces.slot_pieces.reshape(-1, FIELDS)
    return [
        *((f"length.{field}", lengths[:, place]) for place, field in enumerate(TEXT_FIELDS)),
        ("title.content_words", stream.title_words),
        ("fields.start", stream.field_starts),
        ("passages.ptr", ptr_of(by_field[:, TEXT_FIELDS.index("text")])),
        ("lines.ptr", ptr_of(by_field[:, TEXT_FIELDS.index("headings")])),
        ("passages.start", stream.starts),
        ("passages.length", stream.passage_lengths),
        ("lines.start", stream.lines),
        ("lines.length", stream.line_lengths),
        ("lines.content_words", stream.line_words),
    ]


def term_sections(terms: Occurrences, positions: Numbers, strings: Sequence[str]) -> tuple[int, Sections]:
    """Return the number of terms, and the sections of their dictionary and posting lists."""
    found = inverted(terms.numbers, strings)
    sections: Sections = list(dictionary_sections("terms", found.keys))
    sections += _posting_sections("position", found.postings.at(positions))
    slots, begins = found.postings.at(terms.slots).runs()
    times = np.diff(begins, append=len(positions))
    for place, field in enumerate(TEXT_FIELDS):
        postings, chosen = slots.where(slots.ids % FIELDS == place)
        sections += _posting_sections(field, Postings(ptr=postings.ptr, ids=postings.ids // FIELDS))
        sections.append((f"{field}.tf", times[chosen]))
    inside = found.postings.at(terms.passages)
    inside, _ = inside.where(inside.ids >= 0)
    passages, begins = inside.runs()
    sections += _posting_sections("passage", passages)
    sections.append(("passage.tf", np.diff(begins, append=len(inside.ids))))
    return len(found.keys), sections


def form_sections(forms: Occurrences, lines: Numbers, strings: Sequence[str]) -> tuple[int, Sections]:
    """Return the number of forms, and the sections of their dictionary and posting lists.

    *lines* is the heading line of each piece.
    """
    found = inverted(forms.numbers, strings)
    sections: Sections = list(dictionary_sections("forms", found.keys))
    sections.append(("forms.letters", letter_counts(found.keys)))
    slots, _ = found.postings.at(forms.slots).runs()
    documents, begins = Postings(ptr=slots.ptr, ids=slots.ids // FIELDS).runs()
    in_titles, _ = slots.where(slots.ids % FIELDS == _TITLE)
    sections += _posting_sections("title_form", Postings(ptr=in_titles.ptr, ids=in_titles.ids // FIELDS))
    bits = np.left_shift(1, slots.ids % FIELDS).astype(np.uint8)
    sections += _posting_sections("form", documents)
    sections.append(("form.fields", np.bitwise_or.reduceat(bits, begins) if len(begins) else bits))
    inside = found.postings.at(forms.passages)
    inside, _ = inside.where(inside.ids >= 0)
    sections += _posting_sections("passage_form", inside.runs()[0])
    if lines.size:
        above = found.postings.at(np.repeat(lines, np.diff(forms.ends, prepend=0)))
        above, _ = above.where(above.ids >= 0)
        sections += _posting_sections("line_form", above.runs()[0])
    else:
        sections += _posting_sections("line_form", Postings(ptr=np.zeros_like(found.postings.ptr), ids=lines))
    return len(found.keys), sections


def name_sections(name: str, names: Names, facets: Collection[str]) -> tuple[int, Sections]:
    """Return the number of names in the dictionary *name*, and its sections: those of *facets* also list each resource's names."""
    found = names.inverted()
    sections: Sections = list(dictionary_sections(name, found.keys))
    sections += _posting_sections(name, names.documents(found.postings))
    ordinals = names.ordinals(found.rank)
    if name in facets:
        sections += [(f"{name}.of.ptr", names.ptr), (f"{name}.of.values", ordinals)]
    elif name in ("id", "order"):  # one per resource
        sections.append((f"{name}.rank", ordinals))
    return len(found.keys), sections


def heading_sections(lines: Sequence[str]) -> tuple[int, Sections]:
    """Return the number of distinct headings, and the sections of their dictionary; *lines* are all heading lines."""
    names = Names()
    for line in lines:
        names.add((heading_key(line),))
    found = names.inverted()
    sections: Sections = list(dictionary_sections(HEADING, found.keys))
    sections += _posting_sections(HEADING, names.documents(found.postings))
    sections.append(("lines.heading", names.ordinals(found.rank)))
    return len(found.keys), sections


def _posting_sections(name: str, postings: Postings) -> Sections:
    return [(f"{name}.ptr", postings.ptr), (f"{name}.ids", postings.ids)]
