"""What the tests of PDFs share."""

from collections.abc import Callable
from typing import Any

from indexer.readers.outcome import ReadResult
from indexer.readers.pdf.reader import read_pdf

Draw = Callable[..., bytes]

Lines = Callable[..., list[Any]]

BODY = [
    "An officer who arrives first should look before walking up to the",
    "door, and should tell the dispatcher what can be seen from there.",
]


def read(data: bytes) -> ReadResult:
    return read_pdf(data, "guide.pdf")


def texts(data: bytes) -> list[str]:
    return [passage.text for passage in read(data).passages]


def filled(number: int) -> list[str]:
    return [
        f"Page {number} begins with words that read nearly the same on each page,",
        "as the pages of a form do, and goes on with more of them, line after",
        "line in one size and at one distance, so that they are plainly text",
        "and no header or footer at all, although each of them repeats.",
    ]
