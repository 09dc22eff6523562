"""What the parent and the child that reads say to each other: JSON behind a length of four bytes, never a pickle.

The parent sends one Request for each file. The child answers with Parts: any number that carry passages or
cards, then one with the end, or with a trouble. Parts are small, so that a child that lies cannot make the
parent build much from few bytes.
"""

import json
import struct
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Final, TypeVar

from pydantic import TypeAdapter

from indexer.readers.outcome import Card, ReadResult
from indexer.resource import Passage

HEADER: Final = struct.Struct(">I")
# A passage is at most 300 words of 100 signs of 6 bytes, under 8 headings of 300: 100 of them fit a part.
MAX_PART: Final = 32 * 1024 * 1024  # bytes
PER_PART: Final = 100
# The largest file a reader takes is 40 MB of text. Whoever sends more than this is not a reader.
MAX_ANSWER: Final = 128 * 1024 * 1024  # bytes, over all parts
# Passages or cards of one file: ten on each page of the longest PDF. Tiny ones cost the parent far more memory than
# their bytes tell.
MAX_ITEMS: Final = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One file to read."""

    path: str  # absolute
    format: str
    token: str  # the answer repeats it: what was said before the question answers another


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Why a file could not be read."""

    what: str
    fix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of an answer; the last one has an end or a trouble."""

    token: str  # the request's
    passages: tuple[Passage, ...] = ()
    cards: tuple[Card, ...] = ()
    end: ReadResult | None = None  # without its passages and cards
    trouble: Trouble | None = None
    peak: int = 0  # bytes of memory that the child has used at most


_PARTS: Final = TypeAdapter(Part)
_Item = TypeVar("_Item")


def request_frame(request: Request) -> bytes:
    """Return *request* as it goes through the pipe."""
    # ASCII, so that names of files that are no text pass unharmed.
    return _frame(json.dumps(asdict(request)).encode("ascii"))


def request_from(body: bytes) -> Request:
    """Return the request in *body*."""
    return Request(**json.loads(body))


def answer_frames(result: ReadResult, token: str, peak: int) -> Iterator[bytes]:
    """Yield *result* part by part."""
    for passages in _batches(result.passages):
        yield part_frame(Part(token=token, passages=passages))
    for cards in _batches(result.cards):
        yield part_frame(Part(token=token, cards=cards))
    yield part_frame(Part(token=token, end=replace(result, passages=(), cards=()), peak=peak))


def part_frame(part: Part) -> bytes:
    """Return *part* as it goes through the pipe."""
    return _frame(_PARTS.dump_json(part))


def part_from(body: bytes) -> Part:
    """Return the part in *body*; a ValueError when it is none."""
    return _PARTS.validate_json(body, strict=True)


def _frame(body: bytes) -> bytes:
    return HEADER.pack(len(body)) + body


def _batches(items: Sequence[_Item]) -> Iterator[tuple[_Item, ...]]:
    for begin in range(0, len(items), PER_PART):
        yield tuple(items[begin : begin + PER_PART])
