"""Blocks of text with their places, made of the headings, lines and pages that a reader finds."""

import textwrap
from dataclasses import dataclass, field
from typing import Final

from indexer.readers.note_marks import separate_marks
from indexer.resource import Place

# A longer "heading" is a paragraph in large type; every passage stores the headings above it.
MAX_HEADING: Final = 300  # characters
MAX_DEPTH: Final = 8
MAX_ANCHOR: Final = 200  # characters; nobody links to a longer id
MAX_LABEL: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One or more lines of text, each a paragraph, list item, table row or, behind a tab, a line that is shown as it stands."""

    text: str
    place: Place = field(default_factory=Place)
    section: int = 0  # counts headings: two consecutive ones may have the same text


def verbatim(text: str) -> str:
    """Return lines of a program or the like as a block has them: a tab, then the line as it stands."""
    return textwrap.indent(textwrap.dedent(text), "\t")


@dataclass(frozen=True, slots=True)
class _Heading:
    level: int
    text: str
    place: Place  # of the heading itself, under its parents


class BlockWriter:
    """Collects what a reader finds, in reading order; `finish` returns the text with its places."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._path: list[_Heading] = []
        self._bare: _Heading | None = None  # the last heading, as long as there is no text below it
        self._section = 0
        self._page: int | None = None
        self._label: str | None = None

    def page(self, number: int, label: str | None) -> None:
        """Begin a page; headings continue."""
        self._page = number
        self._label = label[:MAX_LABEL] if label else None

    def heading(self, level: int, text: str, anchor: str | None = None) -> None:
        """Begin a section; *level* 1 is the outermost."""
        text = " ".join(separate_marks(text).split())
        if not text:
            return
        if len(text) > MAX_HEADING:
            self.text(text, anchor)
            return
        if self._bare is not None and self._bare.level >= level:
            self._keep_bare()
        while self._path and (self._path[-1].level >= level or len(self._path) >= MAX_DEPTH):
            self._path.pop()
        self._section += 1
        self._bare = _Heading(level, text, self._place(anchor))
        self._path.append(self._bare)

    def text(self, text: str, anchor: str | None = None) -> None:
        """Add text of the current section; each of its lines is a paragraph."""
        if text.strip():
            self._bare = None
            self._blocks.append(Block(text=text, place=self._place(anchor), section=self._section))

    def finish(self) -> tuple[Block, ...]:
        """Return all blocks."""
        self._keep_bare()
        return tuple(self._blocks)

    def _keep_bare(self) -> None:
        # A heading with nothing below it becomes text, or its words could not be found.
        if self._bare is not None:
            block = Block(text=self._bare.text, place=self._bare.place, section=self._section)
            self._blocks.append(block)
            self._bare = None

    def _place(self, anchor: str | None) -> Place:
        usable = anchor and len(anchor) <= MAX_ANCHOR and not any(character.isspace() for character in anchor)
        return Place(
            heading=tuple(heading.text for heading in self._path),
            page=self._page,
            page_label=self._label,
            anchor=anchor if usable else None,
        )
