"""Reads Word files: text under its headings, with tables, lists, and footnotes where they are referenced.

The file contains no pages: Word makes them when it prints. Tracked deletions are left out and insertions are text;
comments, pictures, headers, footers and hidden text are left out.
"""

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final
from xml.parsers.expat import ExpatError

import mammoth
from bs4 import BeautifulSoup, Tag

from indexer.errors import ReadError
from indexer.readers.docx.markup import readable
from indexer.readers.docx.package import word_parts
from indexer.readers.docx.properties import Properties, heading_levels, properties
from indexer.readers.encoding import remove_controls
from indexer.readers.html.superscripts import separate_raised_marks
from indexer.readers.html.tree import text_line
from indexer.readers.html.walk import blocks_of
from indexer.readers.office_package import repacked
from indexer.readers.outcome import ReadResult
from indexer.readers.passages import passages_from_blocks
from indexer.readers.titles import printed_title

# mammoth trusts its input: a missing reference may raise any of these.
_FAULTS: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    ExpatError,
    LookupError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)
_STYLES: Final = "p[style-name='Title'] => h1.title:fresh"
# The table of contents says every heading again, in the wrong place.
_CONTENTS: Final = frozenset({"toc heading", "table of figures", *(f"toc {level}" for level in range(1, 10))})
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_FIRST: Final = 20  # headings that are looked at for a title
_NOTE_AFTER: Final = ("p", *_HEADINGS)
_NOTE_INSIDE: Final = ("li", "td", "th")


def read_docx(data: bytes, where: str) -> ReadResult:
    """Return the text of a Word file; its title is the printed one, else that of its properties, else a heading."""
    parts = word_parts(data, where)
    own = properties(parts)
    with _uncollected():
        return _read(parts, own, where)


def _read(parts: Mapping[str, bytes], own: Properties, where: str) -> ReadResult:
    soup = BeautifulSoup(remove_controls(_html(parts, where)), "lxml")
    separate_raised_marks(soup)
    _place_notes(soup)
    for tag in soup.find_all(id=True):
        del tag["id"]  # Word's bookmarks: nobody can link to one
    body = soup.body
    blocks = blocks_of(body) if body is not None else ()
    return ReadResult(
        format="docx",
        title=_title(soup.select("h1.title", limit=1))
        or own.title
        or _title(soup.find_all(_HEADINGS, limit=_FIRST)),
        year=own.year,
        language=own.language,
        properties=own.others,
        passages=passages_from_blocks(blocks),
    )


def _html(parts: Mapping[str, bytes], where: str) -> str:
    levels = heading_levels(parts)

    def restyled(paragraph: Any) -> Any:
        if (paragraph.style_name or "").casefold() in _CONTENTS:
            return paragraph.copy(children=[])
        level = levels.get(paragraph.style_id)
        return (
            paragraph
            if level is None
            else paragraph.copy(style_id=f"Heading{level}", style_name=f"heading {level}")
        )

    try:
        result = mammoth.convert_to_html(
            repacked(readable(parts)),
            style_map=_STYLES,
            include_embedded_style_map=False,
            external_file_access=False,
            convert_image=lambda _: [],
            transform_document=mammoth.transforms.paragraph(restyled),
        )
    except _FAULTS:
        raise ReadError(
            "its parts are inconsistent",
            where=where,
            fix="open it in Word, save it as .docx and replace the file",
        ) from None
    text: str = result.value
    return text


def _place_notes(soup: BeautifulSoup) -> None:
    """Move each footnote to after the paragraph that refers to it: at the end it would be under the last heading."""
    notes = {str(tag["id"]): tag for tag in soup.find_all("li", id=True)}
    last: dict[int, Tag] = {}  # the last element after a paragraph, so that its notes keep their order
    for mark in soup.select("sup > a[href^='#']"):
        note = notes.pop(str(mark["href"])[1:], None)
        around = mark.find_parent([*_NOTE_AFTER, *_NOTE_INSIDE])
        if note is None or around is None or note in mark.parents:
            continue
        for back in note.select("a[href^='#'][href*='note-ref-']"):
            if text_line(back) == "↑":
                back.decompose()
        text = soup.new_tag("p")
        text.string = f"{text_line(mark)} {text_line(note)}"
        note.decompose()
        if around.name in _NOTE_INSIDE:
            around.append(text)
        else:
            last.get(id(around), around).insert_after(text)
            last[id(around)] = text


@contextmanager
def _uncollected() -> Iterator[None]:
    """Switch off the cycle collector: with the millions of nodes of a long file, it takes most of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _title(headings: Iterable[Tag]) -> str | None:
    """Return the first of *headings* that may be the document's title."""
    return next((title for tag in headings if (title := printed_title(text_line(tag)))), None)
