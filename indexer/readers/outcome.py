"""What reading one file gave, as a value and as JSON: passages with places, or a listing page's cards."""

from dataclasses import dataclass
from typing import Any, Final

from pydantic import TypeAdapter

from indexer.resource import Passage

# What a file says of itself is cut here: a title of megabytes would be copied into every answer.
MAX_TITLE: Final = 500  # signs
MAX_SUMMARY: Final = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One resource as a listing page shows it."""

    title: str  # as printed, the printer's slips too
    href: str | None  # as written: resolve it against the page's base, else its address
    types: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()  # names hold commas
    year: int | None = None  # None: undated


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadResult:
    """One file, read."""

    format: str  # "html", "pdf", "docx", "markdown", "text", "vtt" or "srt"
    title: str | None = None
    pages: int | None = None  # None: the format has none
    passages: tuple[Passage, ...] = ()  # empty, and no listing: it holds no text ("needs OCR")
    listing: bool = False  # a page that only lists resources; past the last page it has no cards
    cards: tuple[Card, ...] = ()
    base: str | None = None  # the absolute address that an HTML page claims, to resolve hrefs against
    summary: str | None = None  # a page's own description
    year: int | None = None  # of its properties; None: they say none that can be believed


_RESULTS: Final = TypeAdapter(ReadResult)


def to_json(result: ReadResult) -> dict[str, Any]:
    """Return *result* as JSON values."""
    value: dict[str, Any] = _RESULTS.dump_python(result, mode="json")
    return value


def from_json(value: dict[str, Any]) -> ReadResult:
    """Return the result that `to_json` made *value* of; a ValueError when it made it of none."""
    return _RESULTS.validate_python(value)


def one_line(text: str, limit: int) -> str | None:
    """Return *text* on one line, cut at *limit* signs; None when it is blank."""
    line = " ".join(text.split())
    return (line if len(line) <= limit else line[: limit - 2].rstrip() + " …") or None
