"""Divides blocks of text into passages of about 100 to 250 words."""

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any, Final

from indexer.readers.blocks import Block
from indexer.readers.note_marks import separate_marks
from indexer.readers.paragraphs import paragraphs
from indexer.resource import Passage, Place

MAX_WORDS: Final = 250  # a passage is filled up to this
MAX_JOINED: Final = 300  # … or this, if a short rest would otherwise be a passage of its own
SHORT: Final = 40  # fewer words are too little to quote

# Text without spaces counts as a word for every 100 characters and may be divided there: otherwise base64, or a
# script that is written without spaces, would make one passage of any size.
WORD: Final = re.compile(r"\S{1,100}")
_LONG_LINE: Final = 100_000  # characters of a line
_SENTENCE_END: Final = re.compile(r"[.!?…][\"'”’)\]]*$")


@dataclass(slots=True)
class _PassageBuilder:
    """A passage that is being filled."""

    place: Place
    words: int = 0
    pieces: list[str] = field(
        default_factory=list
    )  # each with the character that separates it from the previous one

    def add(self, piece: str, words: int) -> None:
        self.pieces.append(piece)
        self.words += words

    def passage(self) -> Passage:
        return Passage(text="".join(self.pieces)[1:], place=self.place)


def passages_from_blocks(blocks: Iterable[Block]) -> tuple[Passage, ...]:
    """Divide *blocks* into passages that never cross a heading or a page."""
    groups = groupby(blocks, key=lambda block: (block.section, block.place.page, block.place.heading))
    return tuple(passage for _, group in groups for passage in _passages(group))


def passages_from_text(text: str) -> tuple[Passage, ...]:
    """Divide a record's plain *text* into passages without a place."""
    return passages_from_blocks(Block(text=paragraph) for paragraph in paragraphs(text))


def divided(passage: Passage) -> tuple[Passage, ...]:
    """Return *passage* unchanged, or in parts with the same place if it has more than 300 words; nothing if it is blank."""
    if not passage.text.strip():
        return ()
    text = separate_marks(passage.text)
    if sum(1 for _ in WORD.finditer(text)) <= MAX_JOINED:
        return (passage if text == passage.text else replace(passage, text=text),)
    return passages_from_blocks((Block(text=passage.text, place=passage.place),))


def _passages(blocks: Iterable[Block]) -> Iterator[Passage]:
    builders: list[_PassageBuilder] = []
    for block in blocks:
        for line in separate_marks(block.text).split("\n"):
            for number, (piece, words) in enumerate(_pieces(line.rstrip())):
                if not builders or not _fits(builders[-1], words):
                    builders.append(_PassageBuilder(block.place))
                builders[-1].add((" " if number else "\n") + piece, words)
    if (
        len(builders) > 1
        and builders[-1].words < SHORT
        and builders[-2].words + builders[-1].words <= MAX_JOINED
    ):
        rest = builders.pop()
        builders[-1].add("".join(rest.pieces), rest.words)
    for builder in builders:
        yield builder.passage()


def _fits(builder: _PassageBuilder, words: int) -> bool:
    limit = MAX_JOINED if builder.words < SHORT else MAX_WORDS
    return builder.words + words <= limit


def _pieces(line: str) -> Iterator[tuple[str, int]]:
    """Yield *line* with its number of words, in even parts if it has more than MAX_WORDS."""
    spans = _spans(line)
    if not spans:
        return
    begin, first = 0, 0
    while first < len(spans):
        left = len(spans) - first
        parts = -(-left // MAX_WORDS)
        end = len(spans) if parts == 1 else _cut(line, spans, first, first + -(-left // parts))
        yield line[begin : spans[end - 1][1]], end - first
        if end < len(spans):
            begin = spans[end][0]
        first = end


class _PackedSpans(Sequence[tuple[int, int]]):
    """Where words begin and end, in a tenth of the memory: a text of several megabytes may be one line."""

    def __init__(self, line: str) -> None:
        self._numbers = array("I", (number for match in WORD.finditer(line) for number in match.span()))

    def __len__(self) -> int:
        return len(self._numbers) // 2

    def __getitem__(self, place: Any) -> Any:
        begin, end = self._numbers[2 * place : 2 * place + 2]
        return begin, end


def _spans(line: str) -> Sequence[tuple[int, int]]:
    return [match.span() for match in WORD.finditer(line)] if len(line) < _LONG_LINE else _PackedSpans(line)


def _cut(line: str, spans: Sequence[tuple[int, int]], first: int, aim: int) -> int:
    """Return the end, in words, of a part that should end near *aim*: at the end of a sentence if there is one nearby."""
    last = min(first + MAX_WORDS, len(spans) - 1)
    ends = [
        end
        for end in range(first + (aim - first) // 2, last + 1)
        if end > first and _SENTENCE_END.search(line, *spans[end - 1])
    ]
    return min(ends, key=lambda end: abs(end - aim)) if ends else min(aim, last)
