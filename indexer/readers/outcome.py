"""What reading one file gave, as a value and as JSON: passages with places, or a listing page's cards."""

import re
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any, Final
from urllib.parse import quote

from pydantic import TypeAdapter

from indexer.control_characters import clean_line, clean_text, has_control
from indexer.resource import Passage, Place

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


def cleaned(result: ReadResult) -> ReadResult:
    """Return *result* without control characters: what a file holds of them steers terminals and turns pages round."""
    return replace(
        result,
        title=_line(result.title),
        summary=_line(result.summary),
        base=_address(result.base),
        passages=tuple(one for passage in result.passages if (one := _passage(passage)).text.strip()),
        cards=tuple(filter(attrgetter("title"), map(_card, result.cards))),
    )


def _line(text: str | None) -> str | None:
    return None if text is None else clean_line(text) or None


def _address(text: str | None) -> str | None:
    """Return an address as browsers take it: without blanks around it and line ends in it, control characters escaped."""
    if text is None or not has_control(text):
        return text
    bare = re.sub("[\t\n\r]", "", text.strip("".join(map(chr, range(0x21)))))
    return "".join(quote(sign, errors="replace") if has_control(sign) else sign for sign in bare)


def _passage(passage: Passage) -> Passage:
    text, place = clean_text(passage.text), passage.place
    if any(has_control(line) for line in (*place.heading, place.page_label or "", place.anchor or "")):
        place = Place(
            heading=tuple(line for one in place.heading if (line := clean_line(one))),
            page=place.page,
            page_label=_line(place.page_label),
            anchor=None if has_control(place.anchor or "") else place.anchor,  # no link leads to such a one
            seconds=place.seconds,
        )
    elif text is passage.text:
        return passage
    return Passage(text=text, place=place)


def _card(card: Card) -> Card:
    return Card(
        title=clean_line(card.title),
        href=_address(card.href),
        types=tuple(name for one in card.types if (name := clean_line(one))),
        topics=tuple(name for one in card.topics if (name := clean_line(one))),
        year=card.year,
    )
