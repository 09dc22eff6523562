"""A plain text file in, its paragraphs out; form feeds are page borders."""

from typing import Final

from indexer.errors import ReadError
from indexer.readers.blocks import BlockWriter
from indexer.readers.encoding import by_mark, guessed, without_controls
from indexer.readers.outcome import ReadResult
from indexer.readers.paragraphs import paragraphs
from indexer.readers.passages import passages_from_blocks

# Ten times the Bible: a larger text is data, and its passages would not fit the child's memory.
MAX_TEXT: Final = 40 * 1000 * 1000


def read_text(data: bytes, where: str) -> ReadResult:
    """Return the paragraphs of a text file, with pages where form feeds divide it."""
    writer = BlockWriter()
    pages = decoded(data, where).split("\f")
    if len(pages) > 1 and not pages[-1].strip():
        pages.pop()  # a form feed closes the last page too
    for number, page in enumerate(pages, start=1):
        if len(pages) > 1:
            writer.page(number, None)
        for paragraph in paragraphs(page):
            writer.text(paragraph)
    passages = passages_from_blocks(writer.finish())
    return ReadResult(format="text", pages=len(pages) if len(pages) > 1 else None, passages=passages)


def decoded(data: bytes, where: str) -> str:
    """Return the text of a plain file: by its byte order mark, else UTF-8, else Windows' Latin."""
    if len(data) > MAX_TEXT:
        raise ReadError(
            f"it has {len(data) / 1e6:.0f} MB of text (the limit is {MAX_TEXT // 1_000_000} MB)",
            where=where,
            fix="divide it into several files",
        )
    marked = by_mark(data)
    if marked is None and b"\x00" in data:
        raise ReadError("it is not text", where=where, fix="save it as text in UTF-8, or remove it")
    return without_controls(guessed(data) if marked is None else marked)
