"""The layout of a segment file as data: every section with its name, its length and the meaning of its numbers.

The single source of truth for the writer, the reader, the merge and docs/index-format.md.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from indexer.facets import STANDARD_TABLE
from indexer.indexed_fields import TEXT_FIELDS, keyword_fields

Numbers: TypeAlias = npt.NDArray[np.unsignedinteger[Any]]

# Id spaces: what a segment numbers. Each name is a key of its counts.
RESOURCES: Final = "resources"
PASSAGES: Final = "passages"
LINES: Final = "lines"
DOCUMENTS: Final = "documents"  # those behind the resources; Whoosh calls a resource a document
POSITIONS: Final = "positions"
ID_SPACES: Final = (RESOURCES, PASSAGES, LINES, DOCUMENTS, POSITIONS)

HEADING: Final = "printed_heading"  # the dictionary of heading lines as printed

BLOCK: Final = 64  # keys of a dictionary between two recorded offsets: 1 µs per look-up, for 1 % of its size

# What the numbers of a section are, unless they are ids of a space or ordinals of a dictionary.
BYTES: Final = "bytes"
OFFSETS: Final = "offsets"
AMOUNTS: Final = "amounts"
LETTERS: Final = "letters"  # indexer/codec/segment/letter_counts.py

WIDTHS: Final = tuple(np.dtype(f"<u{size}") for size in (1, 2, 4, 8))
FIXED_WIDTHS: Final = {BYTES: WIDTHS[0], LETTERS: WIDTHS[3]}  # the others depend on what is counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One array of a segment file."""

    name: str
    holds: str  # BYTES, OFFSETS, AMOUNTS, LETTERS, or the count that limits its numbers
    per: str | None = None  # the count that determines its length; None: any length
    times: int = 1  # entries per item
    block: int = 1  # … or items per entry
    ends: bool = False  # whether a last entry gives the end of the last item
    like: str | None = None  # the section that it has one entry for each entry of

    def length(self, counts: Mapping[str, int]) -> int | None:
        """Return how many entries it must have; None: any number."""
        if self.per is None:
            return None
        return -(-counts[self.per] * self.times // self.block) + self.ends

    def dtype(self, counts: Mapping[str, int], greatest: int) -> np.dtype[Any]:
        """Return its type: wide enough for the whole id space, if it has one, else for the *greatest* entry.

        The space decides, not the entries, so that a merge knows the type before it has seen them.
        """
        if self.holds in FIXED_WIDTHS:
            return FIXED_WIDTHS[self.holds]
        return dtype_for(counts.get(self.holds, greatest))


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingList:
    """Postings: for each key of *dictionary* the sorted ids of *id_space*, possibly each with a value."""

    name: str
    dictionary: str
    id_space: str
    value: str | None = None  # the name of the section of values
    value_holds: str = AMOUNTS

    @property
    def sections(self) -> tuple[Section, ...]:
        """Its sections: offsets, ids, and values."""
        ids = Section(name=f"{self.name}.ids", holds=self.id_space)
        pointers = Section(name=f"{self.name}.ptr", holds=OFFSETS, per=self.dictionary, ends=True)
        if self.value is None:
            return (pointers, ids)
        return (pointers, ids, Section(name=self.value, holds=self.value_holds, like=ids.name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A fixed number of entries for each id of *id_space*."""

    name: str
    id_space: str
    holds: str
    times: int = 1

    @property
    def section(self) -> Section:
        """Its only section."""
        return Section(name=self.name, holds=self.holds, per=self.id_space, times=self.times)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """A list for each id of *id_space*: offsets, and all lists one after another."""

    pointers: str
    id_space: str
    holds: str
    values: str | None  # None: the lists are consecutive ranges of the space *holds*

    @property
    def sections(self) -> tuple[Section, ...]:
        """Its sections: offsets, and values unless the lists are ranges of a space."""
        pointers = Section(name=self.pointers, holds=OFFSETS, per=self.id_space, ends=True)
        return (pointers,) if self.values is None else (pointers, Section(name=self.values, holds=self.holds))


def _of(name: str) -> Lists:
    return Lists(pointers=f"{name}.of.ptr", values=f"{name}.of.values", id_space=RESOURCES, holds=name)


class Layout:
    """The arrays of a segment whose resources have certain facets: each facet is a dictionary, postings and lists more."""

    def __init__(self, facets: tuple[str, ...]) -> None:
        self.facets: Final = facets
        keywords = keyword_fields(facets)
        # The keys of each dictionary are counted under its name.
        self.dictionaries: Final = ("terms", "forms", *keywords, HEADING)
        self.counts: Final = (*ID_SPACES, *self.dictionaries)
        self.posting_lists: Final = (
            *_TEXT_POSTINGS,
            *(PostingList(name=name, dictionary=name, id_space=RESOURCES) for name in keywords),
            PostingList(name=HEADING, dictionary=HEADING, id_space=LINES),
        )
        self.columns: Final = _COLUMNS
        self.lists: Final = (*_RANGES, *map(_of, facets), *_BLOBS)
        self.sections: Final[Mapping[str, Section]] = {section.name: section for section in self._sections()}
        # Dictionaries whose ordinals are also used outside their own posting lists.
        self.referenced: Final = {column.holds for column in self.columns} | {
            lists.holds for lists in self.lists
        }

    def __reduce__(self) -> tuple[Any, ...]:
        return layout_of, (self.facets,)

    def _sections(self) -> Iterator[Section]:
        for name in self.dictionaries:
            yield from _dictionary(name)
        yield Section(name="forms.letters", holds=LETTERS, per="forms")
        for posting_list in self.posting_lists:
            yield from posting_list.sections
        for column in self.columns:
            yield column.section
        for lists in self.lists:
            yield from lists.sections


def layout_of(facets: Iterable[str] = STANDARD_TABLE.names) -> Layout:
    """Return the layout of segments with these *facets*, in whatever order they are given."""
    return _layout_of(tuple(sorted(facets)))


@cache
def _layout_of(facets: tuple[str, ...]) -> Layout:
    return Layout(facets)


_TEXT_POSTINGS: Final = (
    *(
        PostingList(name=name, dictionary="terms", id_space=RESOURCES, value=f"{name}.tf")
        for name in TEXT_FIELDS
    ),
    PostingList(name="passage", dictionary="terms", id_space=PASSAGES, value="passage.tf"),
    PostingList(name="position", dictionary="terms", id_space=POSITIONS),
    PostingList(name="form", dictionary="forms", id_space=RESOURCES, value="form.fields", value_holds=BYTES),
    PostingList(name="title_form", dictionary="forms", id_space=RESOURCES),
    PostingList(name="passage_form", dictionary="forms", id_space=PASSAGES),
    PostingList(name="line_form", dictionary="forms", id_space=LINES),
)
_COLUMNS: Final = (
    *(Column(name=f"length.{name}", id_space=RESOURCES, holds=AMOUNTS) for name in TEXT_FIELDS),
    Column(name="title.content_words", id_space=RESOURCES, holds=AMOUNTS),
    Column(name="navigation", id_space=RESOURCES, holds=AMOUNTS),
    Column(name="fields.start", id_space=RESOURCES, holds=POSITIONS, times=len(TEXT_FIELDS)),
    Column(name="id.rank", id_space=RESOURCES, holds="id"),
    Column(name="order.rank", id_space=RESOURCES, holds="order"),
    Column(name="passages.start", id_space=PASSAGES, holds=POSITIONS),
    Column(name="passages.length", id_space=PASSAGES, holds=AMOUNTS),
    Column(name="passages.page", id_space=PASSAGES, holds=AMOUNTS),
    Column(name="passages.part", id_space=PASSAGES, holds=AMOUNTS),
    Column(name="lines.start", id_space=LINES, holds=POSITIONS),
    Column(name="lines.length", id_space=LINES, holds=AMOUNTS),
    Column(name="lines.heading", id_space=LINES, holds=HEADING),
    Column(name="lines.content_words", id_space=LINES, holds=AMOUNTS),
)
_RANGES: Final = (
    Lists(pointers="passages.ptr", values=None, id_space=RESOURCES, holds=PASSAGES),
    Lists(pointers="lines.ptr", values=None, id_space=RESOURCES, holds=LINES),
    Lists(pointers="documents.ptr", values=None, id_space=RESOURCES, holds=DOCUMENTS),
    Lists(pointers="documents.passages.ptr", values=None, id_space=DOCUMENTS, holds=PASSAGES),
)
_BLOBS: Final = (
    Lists(pointers="stored_fields.ptr", values="stored_fields.bytes", id_space=RESOURCES, holds=BYTES),
    Lists(pointers="metadata.ptr", values="metadata.bytes", id_space=RESOURCES, holds=BYTES),
    Lists(pointers="stored_document.ptr", values="stored_document.bytes", id_space=DOCUMENTS, holds=BYTES),
    Lists(pointers="heading_path.ptr", values="heading_path.lines", id_space=PASSAGES, holds=LINES),
    Lists(pointers="stored_text.ptr", values="stored_text.bytes", id_space=PASSAGES, holds=BYTES),
)


def _dictionary(name: str) -> tuple[Section, ...]:
    return (
        Section(name=f"{name}.bytes", holds=BYTES),
        Section(name=f"{name}.blocks", holds=OFFSETS, per=name, block=BLOCK, ends=True),
    )


def dtype_for(greatest: int) -> np.dtype[Any]:
    """Return the narrowest type for numbers from 0 to *greatest*."""
    return next(dtype for dtype in WIDTHS if greatest <= np.iinfo(dtype).max)


STANDARD_LAYOUT: Final = layout_of()
