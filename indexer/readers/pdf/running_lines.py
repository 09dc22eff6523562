"""Removes running headers and footers and page numbers."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from indexer.readers.pdf.lines import Line

# Headers and footers are in the outer parts of a page, and at most this many rows high.
EDGE: Final = 0.15  # of the page's height
EDGE_ROWS: Final = 3
# The same first line on three pages is rarely a coincidence; a leaflet of up to four pages repeats its header less often.
REPEATED: Final = 3
REPEATED_IN_LEAFLET: Final = 2
LEAFLET: Final = 4
# Headers with the chapter's name change, but each is on several pages; first lines of text are all different.
BAND_PAGES: Final = 4
BAND_VARIETY: Final = 0.5
# Lines of text are about 1.2 times their size apart; a running line keeps its distance.
ATTACHED: Final = 1.7
# Running lines are set small; "Chapter 4" in large type at the top of many pages is a heading.
LARGE: Final = 1.15

_NUMBER: Final = re.compile(r"\b(?:\d{1,4}|[ivxlc]{1,7})\b", re.IGNORECASE)
_PAGE_NUMBER: Final = re.compile(
    r"\W*(?:page\s+)?(?P<number>[\w.-]{1,8})(?:\s+(?:of|/)\s+\d+)?\W*", re.IGNORECASE
)
_ROMAN: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """The lines of one page, with its number, label and height."""

    number: int  # physical, from 1
    label: str | None  # as printed
    height: float  # points
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edge:
    """The rows at one end of a page that may be running headers or footers."""

    rows: list[list[Line]]  # outermost first
    inside: tuple[Line, ...]  # the first line that is none, if there is one


def without_running_lines(pages: Sequence[PageText], body_size: float) -> list[tuple[Line, ...]]:
    """Return each page's lines in order, without those that repeat at the edges."""
    needed = REPEATED_IN_LEAFLET if len(pages) <= LEAFLET else REPEATED
    taken: set[int] = set()
    for from_top in (True, False):
        edges = [_edge(page, from_top=from_top, body_size=body_size) for page in pages]
        counts = Counter(
            character
            for page, edge in zip(pages, edges, strict=True)
            for character in {
                character
                for row in edge.rows
                for line in row
                for character in _repeat_key(line.text, page.number)
            }
        )
        repeated = frozenset(character for character, count in counts.items() if count >= needed)
        bands = _bands(edges)
        for page, edge in zip(pages, edges, strict=True):
            # From the outside inward: everything inside a line of text is text.
            outer = 0
            for rank, row in enumerate(edge.rows):
                in_band = rank == 0 and round(row[0].baseline) in bands
                if not (in_band or _repeats(row, page, repeated) or _numbers(row, page)):
                    break
                outer += 1
            inner = [*(row[0] for row in edge.rows), *edge.inside]
            while outer and outer < len(inner) and _runs_on(inner[outer - 1], inner[outer]):
                outer -= 1
            taken.update(id(line) for row in edge.rows[:outer] for line in row)
    return [tuple(line for line in page.lines if id(line) not in taken) for page in pages]


def _runs_on(outer: Line, inner: Line) -> bool:
    """Return whether two rows are lines of one text: forms repeat whole paragraphs at the same place."""
    return outer.size == inner.size and abs(outer.baseline - inner.baseline) < ATTACHED * outer.size


def _edge(page: PageText, *, from_top: bool, body_size: float) -> _Edge:
    """Return the outermost rows at one end of the page, up to the first large line."""
    rows: list[list[Line]] = []
    for line in sorted(page.lines, key=lambda line: line.baseline, reverse=from_top):
        if rows and abs(rows[-1][0].baseline - line.baseline) < 1:
            rows[-1].append(line)
            continue
        depth = line.baseline / page.height if page.height else 0.5
        central = depth < 1 - EDGE if from_top else depth > EDGE
        if central or line.size > LARGE * body_size or len(rows) == EDGE_ROWS:
            return _Edge(rows=rows, inside=(line,))
        rows.append([line])
    return _Edge(rows=rows, inside=())


def _repeats(row: Sequence[Line], page: PageText, repeated: frozenset[str]) -> bool:
    """Return whether part of a row is on other pages too: the title of the book, beside that of the chapter."""
    return any(character in repeated for line in row for character in _repeat_key(line.text, page.number))


def _repeat_key(text: str, page: int) -> Iterator[str]:
    """Yield keys by which a line is recognized on other pages: its text, and its text with a number relative to the page's.

    "Chapter One  12" on page 14 and "Chapter One  13" on page 15 both read "chapter one <-2>"; a year or
    the number of a chapter does not grow with the pages and so stays apart.
    """
    folded = " ".join(text.casefold().split())
    yield folded
    for match in _NUMBER.finditer(folded):
        token = match.group()
        value = int(token) if token.isdigit() else _roman(token)
        kind = "#" if token.isdigit() else "~"
        yield f"{folded[: match.start()]}<{kind}{value - page}>{folded[match.end() :]}"


def _roman(token: str) -> int:
    values = [_ROMAN[character] for character in token]
    return sum(
        -value if any(later > value for later in values[place + 1 :]) else value
        for place, value in enumerate(values)
    )


def _numbers(row: Sequence[Line], page: PageText) -> bool:
    """Return whether a row is only a page number."""
    match = _PAGE_NUMBER.fullmatch(row[0].text) if len(row) == 1 else None
    return match is not None and match["number"].casefold() in {
        str(page.number),
        (page.label or "").casefold(),
    }


def _bands(edges: Sequence[_Edge]) -> frozenset[int]:
    """Return the baselines, in whole points, on which the outermost row names a chapter page after page."""
    texts: dict[int, list[str]] = {}
    for edge in edges:
        for row in edge.rows[:1]:
            text = " ".join(line.text for line in row).casefold()
            texts.setdefault(round(row[0].baseline), []).append(re.sub(r"\d+", "#", text))
    return frozenset(
        baseline
        for baseline, found in texts.items()
        if len(found) >= BAND_PAGES and len(set(found)) <= BAND_VARIETY * len(found)
    )
