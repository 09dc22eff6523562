"""The messages between the parent and the child: JSON with a length prefix of four bytes, never a pickle.

The parent sends one Request for each file. The child answers with AnswerParts: any number with passages, cards or rows, then
a last one with the end of the result, or with a failure. The parent checks each (answers.py). Parts are small, so that a
malicious child cannot make the parent allocate much memory with few bytes.
"""

import json
import struct
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Final, TypeVar

from indexer.json_bytes import json_bytes
from indexer.readers.outcome import Card, ReadResult, SheetRow
from indexer.resource import Passage

HEADER: Final = struct.Struct(">I")
# A passage is at most 300 words of 100 characters of 6 bytes, under 8 headings of 300: 100 of them fit a part.
MAX_PART: Final = 32 * 1024 * 1024  # bytes
PER_PART: Final = 100
# The largest file that is read has 40 MB of text. No reader sends more than this.
MAX_ANSWER: Final = 128 * 1024 * 1024  # bytes, over all parts
# Passages, cards or rows of one file: ten on each page of the longest PDF. Tiny ones take far more memory in the parent than
# their bytes.
MAX_ITEMS: Final = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One file to read."""

    path: str  # absolute
    format: str
    token: str  # the answer repeats it, which proves that it belongs to this request


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFailure:
    """Why a file could not be read."""

    what: str
    fix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPart:
    """A part of an answer; the last one has an end or a failure."""

    token: str  # the request's
    passages: tuple[Passage, ...] = ()
    cards: tuple[Card, ...] = ()
    rows: tuple[SheetRow, ...] = ()
    end: ReadResult | None = None  # without its passages, cards and rows
    failure: ReadFailure | None = None
    peak: int = 0  # bytes: the peak memory of the child


_Item = TypeVar("_Item")


def request_frame(request: Request) -> bytes:
    """Return *request* as bytes for the pipe."""
    # ASCII, so that file names that are not valid text survive.
    return _frame(json.dumps(asdict(request)).encode("ascii"))


def request_from(body: bytes) -> Request:
    """Return the request in *body*."""
    return Request(**json.loads(body))


def answer_frames(result: ReadResult, token: str, peak: int) -> Iterator[bytes]:
    """Yield *result* part by part."""
    for passages in _batches(result.passages):
        yield part_frame(AnswerPart(token=token, passages=passages))
    for cards in _batches(result.cards):
        yield part_frame(AnswerPart(token=token, cards=cards))
    for rows in _batches(result.rows):
        yield part_frame(AnswerPart(token=token, rows=rows))
    end = replace(result, passages=(), cards=(), rows=())
    yield part_frame(AnswerPart(token=token, end=end, peak=peak))


def part_frame(part: AnswerPart) -> bytes:
    """Return *part* as bytes for the pipe."""
    return _frame(json_bytes(part))


def _frame(body: bytes) -> bytes:
    return HEADER.pack(len(body)) + body


def _batches(items: Sequence[_Item]) -> Iterator[tuple[_Item, ...]]:
    for begin in range(0, len(items), PER_PART):
        yield tuple(items[begin : begin + PER_PART])
