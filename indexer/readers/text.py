"""Reads plain text files; form feeds separate pages."""

from typing import Final

from indexer.errors import ReadError
from indexer.readers.blocks import BlockWriter
from indexer.readers.encoding import decode_by_bom, decode_by_guess, remove_controls
from indexer.readers.outcome import ReadResult
from indexer.readers.paragraphs import paragraphs
from indexer.readers.passages import passages_from_blocks

# Ten times the Bible: a larger text is data, and its passages would not fit into the child's memory.
MAX_TEXT: Final = 40 * 1000 * 1000


def read_text(data: bytes, where: str) -> ReadResult:
    """Return the paragraphs of a text file, with pages if it contains form feeds."""
    writer = BlockWriter()
    pages = decoded(data, where).split("\f")
    if len(pages) > 1 and not pages[-1].strip():
        pages.pop()  # a form feed ends the last page too
    for number, page in enumerate(pages, start=1):
        if len(pages) > 1:
            writer.page(number, None)
        for paragraph in paragraphs(page):
            writer.text(paragraph)
    passages = passages_from_blocks(writer.finish())
    return ReadResult(format="text", pages=len(pages) if len(pages) > 1 else None, passages=passages)


def decoded(data: bytes, where: str) -> str:
    """Return the text of a plain file: by its byte order mark, else as UTF-8, else as Windows-1252."""
    if len(data) > MAX_TEXT:
        raise ReadError(
            f"it has {len(data) / 1e6:.0f} MB of text (the limit is {MAX_TEXT // 1_000_000} MB)",
            where=where,
            fix="divide it into several files",
        )
    marked = decode_by_bom(data)
    if marked is None and b"\x00" in data:
        raise ReadError("it is not text", where=where, fix="save it as text in UTF-8, or remove it")
    return remove_controls(decode_by_guess(data) if marked is None else marked)
