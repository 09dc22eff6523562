"""Which reader reads which format; importing this loads every parser."""

from collections.abc import Callable, Mapping
from typing import Final

from indexer.readers.captions.reader import read_srt, read_vtt
from indexer.readers.docx.reader import read_docx
from indexer.readers.html.reader import read_html
from indexer.readers.markdown import read_markdown
from indexer.readers.outcome import ReadResult
from indexer.readers.pdf.reader import read_pdf
from indexer.readers.text import read_text

# Takes the bytes and, for error messages, their origin. Each may raise ReadError.
Reader = Callable[[bytes, str], ReadResult]

READERS: Final[Mapping[str, Reader]] = {
    "html": read_html,
    "pdf": read_pdf,
    "docx": read_docx,
    "markdown": read_markdown,
    "text": read_text,
    "vtt": read_vtt,
    "srt": read_srt,
}
