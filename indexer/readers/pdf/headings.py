"""Which lines of a PDF are headings, by its outline and by font sizes."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

import pypdfium2 as pdfium

from indexer.readers.blocks import MAX_HEADING
from indexer.readers.pdf.lines import Line

# For headings recognized only by font size: the outline, if there is one, has precedence.
CLEARLY_LARGER: Final = 1.15
HEADING_WORDS: Final = 30  # more words in large type are a quotation or the text of a leaflet
HEADING_LINES: Final = 4
LEVELS: Final = 6
# No guidebook has more headings, but a malicious outline may.
MAX_OUTLINE: Final = 20_000

_SENTENCE_END: Final = re.compile(r"\w[.,;][\"”’)]*$")
_NOT_ALNUM: Final = re.compile(r"[\W_]+")
_COUNTED: Final = re.compile(
    r"(?:chapter|section|part|appendix|module|annex|step)?(?:\d{0,6}|[ivxlc]{0,7}|[a-z])", re.IGNORECASE
)
_EYEBROW: Final = re.compile(r"(?:chapter|section|part|appendix|module|annex)\s+\w{1,6}[.:]?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the outline."""

    level: int  # 1 is the outermost
    title: str
    page: int  # from 0
    top: float | None  # where on the page, in points from its bottom


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading on a page: *count* lines from line *first*, or 0 if it is not printed but comes before that line."""

    level: int
    text: str
    first: int
    count: int


def outline_of(document: pdfium.PdfDocument) -> tuple[Entry, ...]:
    """Return the entries of the outline that point to a page."""
    return tuple(_entries(document))


def _entries(document: pdfium.PdfDocument) -> Iterator[Entry]:
    for mark in islice(document.get_toc(), MAX_OUTLINE):
        title = " ".join("".join(c if c.isprintable() else " " for c in mark.get_title()).split())
        target = mark.get_dest()
        page = target.get_index() if target is not None else None
        if title and target is not None and page is not None:
            yield Entry(level=mark.level + 1, title=title[:MAX_HEADING], page=page, top=_top(target))


def _top(target: pdfium.PdfDest) -> float | None:
    mode, position = target.get_view()
    if mode == pdfium.raw.PDFDEST_VIEW_XYZ and len(position) > 1:
        return float(position[1])
    if mode in {pdfium.raw.PDFDEST_VIEW_FITH, pdfium.raw.PDFDEST_VIEW_FITBH} and position:
        return float(position[0])
    return None


def headings_of(
    pages: Sequence[Sequence[Line]], outline: Sequence[Entry], body_size: float
) -> list[list[Heading]]:
    """Return the headings of each page, in the order of its lines."""
    found: list[list[Heading]] = [[] for _ in pages]
    levels: dict[float, Counter[int]] = defaultdict(Counter)
    keys: dict[int, list[str]] = {}  # of the lines of pages that the outline names
    # A single entry is the name of the document ("Microsoft Word - draft.doc"), not an outline.
    for entry in outline if len(outline) > 1 else ():
        if not 0 <= entry.page < len(pages) or not pages[entry.page]:
            continue
        if entry.page not in keys:
            keys[entry.page] = [_key(line.text) for line in pages[entry.page]]
        heading = _placed(entry, pages[entry.page], keys[entry.page], found[entry.page])
        found[entry.page].append(heading)
        if heading.count:
            levels[pages[entry.page][heading.first].size][entry.level] += 1
    known = {size: counted.most_common(1)[0][0] for size, counted in levels.items()}
    sized = _sized(pages, known, body_size)
    for page, lines in enumerate(pages):
        used = {index for heading in found[page] for index in _span(heading)}
        # Large type before the outline begins is on the title page.
        if not known or any(found[: page + 1]):
            found[page] += [one for one in _large(lines, sized) if used.isdisjoint(_span(one))]
        found[page].sort(key=lambda one: one.first)
        used = {index for heading in found[page] for index in _span(heading)}
        found[page] = [_with_eyebrow(heading, lines, used) for heading in found[page]]
    return found


def _span(heading: Heading) -> range:
    return range(heading.first, heading.first + heading.count)


def _placed(entry: Entry, lines: Sequence[Line], keys: Sequence[str], taken: Sequence[Heading]) -> Heading:
    """Return *entry* as a heading: on the lines that print it, else before the lines below its position."""
    used = {index for heading in taken for index in _span(heading)}
    wanted = _key(entry.title)
    best: tuple[float, float, int, int] | None = None
    for first in range(len(lines)):
        printed = ""
        for count, key in enumerate(keys[first : first + HEADING_LINES], start=1):
            if first + count - 1 in used:
                break
            printed += key
            if _matches(printed, wanted):
                far = abs(lines[first].baseline - entry.top) if entry.top is not None else 0.0
                candidate = (round(far, -1), -lines[first].size, first, count)
                best = min(best, candidate) if best else candidate
    if best:
        return Heading(level=entry.level, text=entry.title, first=best[2], count=best[3])
    top = entry.top
    first = next((i for i, line in enumerate(lines) if top is not None and line.baseline <= top), None) or 0
    return Heading(level=entry.level, text=entry.title, first=first, count=0)


def _matches(printed: str, wanted: str) -> bool:
    """Return whether two keys read the same; either may carry a number that the other lacks."""
    if printed == wanted:
        return True
    long, short = (printed, wanted) if len(printed) > len(wanted) else (wanted, printed)
    return bool(short) and long.endswith(short) and bool(_COUNTED.fullmatch(long[: -len(short)]))


def _key(text: str) -> str:
    return _NOT_ALNUM.sub("", text).casefold()


def _sized(pages: Sequence[Sequence[Line]], known: dict[float, int], body_size: float) -> dict[float, int]:
    """Return the level of each font size that headings have."""
    large = Counter(line.size for lines in pages for line in lines if line.size >= CLEARLY_LARGER * body_size)
    if not known:
        return {size: min(rank, LEVELS) for rank, size in enumerate(sorted(large, reverse=True), start=1)}
    levels = dict(known)
    for size in large:
        above = [level for other, level in known.items() if other > size]
        if size not in levels and above:
            levels[size] = max(above) + 1
    # Type larger than any heading of the outline is on the title page; type of the text's size proves nothing.
    return {size: level for size, level in levels.items() if size >= CLEARLY_LARGER * body_size}


def _large(lines: Sequence[Line], sized: dict[float, int]) -> Iterator[Heading]:
    """Yield the runs of lines in large type that are short enough to be headings."""
    first = 0
    while first < len(lines):
        end = first + 1
        while end < len(lines) and _same_heading(lines[end - 1], lines[end]):
            end += 1
        level = sized.get(lines[first].size)
        text = " ".join(line.text for line in lines[first:end])
        letters = sum(character.isalpha() for character in text)
        short = len(text.split()) <= HEADING_WORDS and not _SENTENCE_END.search(text)
        if level is not None and letters > 2 and short:
            yield Heading(level=level, text=text, first=first, count=end - first)
        first = end


def _same_heading(before: Line, line: Line) -> bool:
    return before.size == line.size and 0 < before.baseline - line.baseline < 1.6 * line.size


def _with_eyebrow(heading: Heading, lines: Sequence[Line], used: set[int]) -> Heading:
    """Take a line "Chapter 3" above the heading into it: it would otherwise close the section before."""
    if not heading.count or not heading.first or heading.first - 1 in used:
        return heading
    eyebrow = lines[heading.first - 1].text
    if not _EYEBROW.fullmatch(eyebrow):
        return heading
    text = heading.text if _key(eyebrow) in _key(heading.text) else f"{eyebrow.rstrip('.:')}: {heading.text}"
    return Heading(level=heading.level, text=text, first=heading.first - 1, count=heading.count + 1)
