"""Reads PDFs: text with page numbers, printed page labels and headings; a scan has no text."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from ctypes import c_ushort
from dataclasses import replace
from itertools import groupby, pairwise
from typing import Final

import pypdfium2 as pdfium
from pypdfium2 import PdfiumError

from indexer.errors import ReadError
from indexer.readers.blocks import MAX_LABEL, BlockWriter
from indexer.readers.outcome import Properties, ReadResult
from indexer.readers.passages import passages_from_blocks
from indexer.readers.pdf.annotations import Annotations
from indexer.readers.pdf.characters import PageCharacters
from indexer.readers.pdf.columns import in_reading_order
from indexer.readers.pdf.fields import with_filled_fields
from indexer.readers.pdf.headings import Heading, headings_of, outline_of
from indexer.readers.pdf.hyphens import Hyphens
from indexer.readers.pdf.initials import with_joined_initials
from indexer.readers.pdf.lines import Line, page_lines, rows_joined
from indexer.readers.pdf.paragraphs import paragraphs_of
from indexer.readers.pdf.running_lines import PageText, without_running_lines
from indexer.readers.pdf.superscript_lines import with_joined_marks
from indexer.readers.properties import own_properties
from indexer.readers.titles import is_contents, plausible_title, printed_title

# The longest guidebook reported by a library like this one has 1,799 pages.
MAX_PAGES: Final = 10_000
# A heading this much larger than the text, on one of the first pages, is the document's title.
TITLE_SIZE: Final = 1.3
TITLE_PAGES: Final = 2
TITLE_LETTERS: Final = 3  # fewer are an initial, a number or an ornament
# "Training . . . . . 19": this many on a page are a table of contents, where a search would find every heading
# of the book again, on the wrong page. A single one may be a line of a form.
CONTENTS_ENTRIES: Final = 5

_CONTENTS_ENTRY: Final = re.compile(r"(?:\s?[.·…_]){4,}[\s|]*[\divxlcA-Z.-]{1,8}$")


_METADATA: Final = ("Author", "Subject", "Keywords")
_MAX_LANGUAGE: Final = 200  # bytes of UTF-16; a tag takes some ten


def read_pdf(data: bytes, where: str) -> ReadResult:
    """Return the text of each page under its headings, without running headers and footers."""
    with _opened(data, where) as document:
        count = len(document)
        if count > MAX_PAGES:
            raise ReadError(
                f"it has {count:,} pages (the limit is {MAX_PAGES:,})",
                where=where,
                fix="divide it into volumes",
            )
        with Annotations(document) as annotations:
            pages = with_joined_initials([_page(document, index, annotations) for index in range(count)])
        outline = outline_of(document)
        own_title, said = _metadata_title(document), _metadata(document)
        language = _language(document)
    body_size = _body_size(pages)
    lines = _rejoined([_text_lines(page) for page in without_running_lines(pages, body_size)])
    headings = headings_of(lines, outline, body_size)
    hyphens = Hyphens(line.text for page in lines for line in page)
    writer = BlockWriter()
    for page, page_text, page_headings in zip(pages, lines, headings, strict=True):
        if page_text:
            writer.page(page.number, page.label)
            _write(writer, page_text, page_headings, hyphens)
    passages = passages_from_blocks(writer.finish())
    title = own_title or _printed_title(lines, body_size)
    return ReadResult(
        format="pdf", title=title, pages=count, passages=passages, language=language, properties=said
    )


def _opened(data: bytes, where: str) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except PdfiumError as error:
        if error.err_code in {pdfium.raw.FPDF_ERR_PASSWORD, pdfium.raw.FPDF_ERR_SECURITY}:
            raise ReadError(
                "it is protected by a password", where=where, fix="save a copy without a password"
            ) from None
        raise ReadError(
            "it is not a complete PDF",
            where=where,
            fix="open it, export it as PDF again and replace the file",
        ) from None


def _page(document: pdfium.PdfDocument, index: int, annotations: Annotations) -> PageText:
    """Return one page; if pdfium cannot load it, it has no lines."""
    label = document.get_page_label(index).strip()[:MAX_LABEL] or None
    try:
        page = document[index]
    except PdfiumError:
        return PageText(number=index + 1, label=label, height=0.0, lines=())
    try:
        textpage = page.get_textpage()
        characters = PageCharacters(page, textpage)
        lines = tuple(with_joined_marks(page_lines(characters, index)))
        filled = tuple(annotations.on(page, characters))
        if filled:
            lines = tuple(with_filled_fields(lines, filled, index))
        textpage.close()
        return PageText(number=index + 1, label=label, height=characters.height, lines=lines)
    except PdfiumError:
        return PageText(number=index + 1, label=label, height=0.0, lines=())
    finally:
        page.close()


def _metadata(document: pdfium.PdfDocument) -> Properties:
    return own_properties({name.lower(): document.get_metadata_value(name) for name in _METADATA})


def _metadata_title(document: pdfium.PdfDocument) -> str | None:
    return plausible_title(document.get_metadata_value("Title"))


def _language(document: pdfium.PdfDocument) -> str | None:
    """Return the language that the whole document declares, as a tag."""
    size = pdfium.raw.FPDFCatalog_GetLanguage(document, None, 0)
    if not 0 < size <= _MAX_LANGUAGE:
        return None
    buffer = (c_ushort * (size // 2))()
    pdfium.raw.FPDFCatalog_GetLanguage(document, buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").partition("\0")[0].strip() or None


def _body_size(pages: Sequence[PageText]) -> float:
    """Return the font size of most of the text."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _text_lines(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines of a page without those of a table of contents, which repeat the headings."""
    joined = rows_joined(in_reading_order(lines))
    entries = {line for line in joined if _CONTENTS_ENTRY.search(line.text)}
    return (
        joined if len(entries) < CONTENTS_ENTRIES else tuple(line for line in joined if line not in entries)
    )


def _rejoined(pages: Sequence[tuple[Line, ...]]) -> list[tuple[Line, ...]]:
    """Move the second half of a word that was hyphenated at the end of a page to that page."""
    joined = list(pages)
    full = [index for index, lines in enumerate(pages) if lines]
    for here, there in pairwise(full):
        last, first = joined[here][-1], joined[there][0]
        half, _, rest = first.text.partition(" ")
        if last.hyphen and half[:1].islower() and rest:
            end = replace(last, text=half, hyphen=False)
            joined[here] = (*joined[here], end)
            joined[there] = (replace(first, text=rest), *joined[there][1:])
    return joined


def _write(writer: BlockWriter, lines: Sequence[Line], headings: Sequence[Heading], hyphens: Hyphens) -> None:
    begin = 0
    for heading in headings:
        for text in paragraphs_of(lines[begin : heading.first], hyphens):
            writer.text(text)
        writer.heading(heading.level, heading.text)
        begin = max(begin, heading.first + heading.count)
    for text in paragraphs_of(lines[begin:], hyphens):
        writer.text(text)


def _printed_title(pages: Sequence[Sequence[Line]], body_size: float) -> str | None:
    """Return the largest lines of the first pages with text, if they are clearly larger than the rest."""
    for lines in [lines for lines in pages if lines][:TITLE_PAGES]:
        for size in sorted({line.size for line in lines}, reverse=True):
            if size < TITLE_SIZE * body_size:
                break
            for run in _runs_of(lines, size):
                if is_contents(run[0].text):
                    return None  # behind its contents a document has chapters, and no title
                title = printed_title(" ".join(line.text for line in run))
                if title and sum(map(str.isalpha, title)) >= TITLE_LETTERS:
                    return title
        if any(is_contents(line.text) for line in lines):
            return None
    return None


def _runs_of(lines: Sequence[Line], size: float) -> Iterator[Sequence[Line]]:
    """Yield consecutive lines of one *size*; the heading of a table of contents separately."""
    for key, run in groupby(lines, key=lambda line: (line.size == size, is_contents(line.text))):
        if key[0]:
            yield tuple(run)
