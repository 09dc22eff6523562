"""The result of reading one file: passages with places, or the cards of a listing page."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import Final
from urllib.parse import quote

from indexer.control_characters import clean_line, clean_text, has_control
from indexer.resource import MAX_LEVELS, Passage, Place

Properties = Mapping[str, tuple[str, ...]]  # name -> values

# Longer titles and summaries are cut: a title of several megabytes would be copied into every response.
MAX_TITLE: Final = 500  # characters
MAX_SUMMARY: Final = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One resource as a listing page shows it."""

    title: str  # as printed, including misprints
    href: str | None  # as written: resolve it against the page's base, else its address
    types: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()  # names contain commas
    year: int | None = None  # None: undated
    properties: Properties = field(default_factory=dict)  # what else it says, by attribute, class or label


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One row of a workbook that has something in it."""

    sheet: str
    number: int  # in its sheet, from 1
    cells: tuple[str, ...]  # from the first column to the last that has something


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadResult:
    """The result of reading one file."""

    format: str  # "html", "pdf", "docx", "markdown", "text", "vtt", "srt" or "xlsx"
    title: str | None = None
    pages: int | None = None  # None: the format has none
    passages: tuple[Passage, ...] = ()  # empty, unless it is a listing: it has no text ("needs OCR")
    listing: bool = False  # a page that only lists resources; past the last page it has no cards
    cards: tuple[Card, ...] = ()
    base: str | None = None  # the absolute address that an HTML page claims, to resolve hrefs against
    summary: str | None = None  # a page's own description
    path: tuple[str, ...] = ()  # the names of the pages above it, outermost first: site, book, chapter
    types: tuple[str, ...] = ()  # that it gives itself
    topics: tuple[str, ...] = ()
    year: int | None = None  # from its properties; None: they have no plausible one
    language: str | None = None  # that it declares, as a tag: "es-MX"; None: none
    properties: Properties = field(default_factory=dict)  # what else it says of itself
    rows: tuple[SheetRow, ...] = ()  # of a workbook, which has nothing else
    navigation: bool = False  # a page that only leads to others: a table of contents, an index, a search form


def one_line(text: str, limit: int) -> str | None:
    """Return *text* on one line, cut at *limit* characters; None if it is blank."""
    line = " ".join(text.split())
    return (line if len(line) <= limit else line[: limit - 2].rstrip() + " …") or None


def cleaned(result: ReadResult) -> ReadResult:
    """Return *result* without control characters, which could control terminals or reverse the text of pages."""
    return replace(
        result,
        title=_line(result.title),
        summary=_line(result.summary),
        path=tuple(name for one in result.path[:MAX_LEVELS] if (name := clean_line(one))),
        base=_address(result.base),
        types=_lines(result.types),
        topics=_lines(result.topics),
        language=_line(result.language),
        passages=tuple(one for passage in result.passages if (one := _passage(passage)).text.strip()),
        properties=_properties(result.properties),
        cards=tuple(filter(attrgetter("title"), map(_card, result.cards))),
    )


def _line(text: str | None) -> str | None:
    return None if text is None else clean_line(text) or None


def _lines(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(line for one in texts if (line := clean_line(one)))


def _address(text: str | None) -> str | None:
    """Return an address as browsers read it: without surrounding blanks and line ends, control characters escaped."""
    if text is None or not has_control(text):
        return text
    bare = re.sub("[\t\n\r]", "", text.strip("".join(map(chr, range(0x21)))))
    return "".join(
        quote(character, errors="replace") if has_control(character) else character for character in bare
    )


def _passage(passage: Passage) -> Passage:
    text, place = clean_text(passage.text), passage.place
    if any(has_control(line) for line in (*place.heading, place.page_label or "", place.anchor or "")):
        place = Place(
            heading=tuple(line for one in place.heading if (line := clean_line(one))),
            page=place.page,
            page_label=_line(place.page_label),
            anchor=None if has_control(place.anchor or "") else place.anchor,  # no link can lead to it
            seconds=place.seconds,
        )
    elif text is passage.text:
        return passage
    return Passage(text=text, place=place)


def _properties(properties: Properties) -> Properties:
    return {clean_line(name): _lines(values) for name, values in properties.items()}


def _card(card: Card) -> Card:
    return Card(
        title=clean_line(card.title),
        href=_address(card.href),
        types=_lines(card.types),
        topics=_lines(card.topics),
        year=card.year,
        properties=_properties(card.properties),
    )
