"""Which reader reads which format."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Final, cast

from indexer.readers.outcome import ReadResult

# Takes the bytes and, for error messages, their origin. Each may raise ReadError.
Reader = Callable[[bytes, str], ReadResult]

# format: the module and its function. A module is imported when a file of its format is read: to import all of them takes
# longer than to read most files.
READERS: Final[Mapping[str, tuple[str, str]]] = {
    "html": ("indexer.readers.html.reader", "read_html"),
    "pdf": ("indexer.readers.pdf.reader", "read_pdf"),
    "docx": ("indexer.readers.docx.reader", "read_docx"),
    "markdown": ("indexer.readers.markdown", "read_markdown"),
    "text": ("indexer.readers.text", "read_text"),
    "vtt": ("indexer.readers.captions.reader", "read_vtt"),
    "srt": ("indexer.readers.captions.reader", "read_srt"),
}
# What is no document, but a table of records.
TABLE_READERS: Final[Mapping[str, tuple[str, str]]] = {
    "xlsx": ("indexer.readers.workbook", "read_workbook"),
}


def reader_of(name: str) -> Reader:
    """Return the reader of the format *name*; its parser is loaded the first time."""
    module, function = READERS.get(name) or TABLE_READERS[name]
    return cast("Reader", getattr(import_module(module), function))
