"""Documents in, one after another; the sections of a segment that holds them out."""

from array import array
from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from indexer.codec.ingest.keywords import Names
from indexer.codec.ingest.sections import (
    Sections,
    form_sections,
    name_sections,
    stream_sections,
    term_sections,
)
from indexer.codec.ingest.token_stream import Pieces, forms_of, laid_out, terms_of, with_stacked
from indexer.codec.ingest.token_table import TokenTable
from indexer.errors import BuildError
from indexer.indexed import KEYWORD_FIELDS, TEXT_FIELDS, IndexedResource

_HEADINGS = TEXT_FIELDS.index("headings")


class _Blobs:
    """Runs of bytes, one behind the other."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._ends = array("q", [0])

    def __len__(self) -> int:
        return len(self._ends) - 1

    def extend(self, blobs: Sequence[bytes], joined: bytes) -> None:
        """Append *blobs*, which are *joined* already: that tells what is no bytes before anything is appended."""
        self._ends.extend(accumulate(map(len, blobs), initial=self._ends.pop()))
        self._bytes += joined

    def sections(self, name: str) -> Sections:
        return [
            (f"{name}.ptr", np.array(self._ends, np.int64)),
            (f"{name}.bytes", np.frombuffer(self._bytes, np.uint8)),
        ]


class Batch:
    """A batch of documents in memory. `add` only appends; all work on texts and arrays waits for `sections`."""

    def __init__(self) -> None:
        self.size = (
            0  # bytes of stored fields and text, and characters of text: what the memory it takes grows with
        )
        self._texts: list[str] = []
        self._joined = bytearray()
        self._slot_pieces = array("i")
        self._names = {name: Names() for name in KEYWORD_FIELDS}
        self._ids: set[str] = set()
        self._path_lines = array("q")
        self._path_ends = array("q", [0])
        self._lines = 0
        self._stored_text = _Blobs()
        self._pages = array("q")
        self._parts = array("q")
        self._stored_fields = _Blobs()
        self._metadata = _Blobs()
        self._files = _Blobs()
        self._file_passages = array("q", [0])
        self._files_ends = array("q", [0])

    def __len__(self) -> int:
        return len(self._stored_fields)

    def add(self, document: IndexedResource) -> None:
        """Append *document*; whatever this raises, the batch stays as it was."""
        (key,) = document.names["id"]
        if key in self._ids:
            raise BuildError(
                f"the id {key!r} stands twice in one batch", where="index", fix="give each resource one id"
            )
        # Everything that may fail comes first: joining tells what is no text, or no bytes.
        fields = [document.fields[field] for field in TEXT_FIELDS]
        texts = [piece.text for pieces in fields for piece in pieces]
        joined = bytes([piece.joined for pieces in fields for piece in pieces])
        names = [document.names[name] for name in KEYWORD_FIELDS]
        signs = len("".join(texts)) + sum(len("".join(values)) for values in names)
        first = self._lines
        paths = [array("q", [first + line for line in passage.path]) for passage in document.passages]
        prose = [passage.stored_text for passage in document.passages]
        pages = array("q", [passage.page for passage in document.passages])
        parts = array("q", [passage.part for passage in document.passages])
        files = [file.stored for file in document.documents]
        held = array("q", [file.passages for file in document.documents])
        blobs = [
            (kept, pieces, b"".join(pieces))
            for kept, pieces in (
                (self._stored_text, prose),
                (self._files, files),
                (self._stored_fields, (document.stored_fields,)),
                (self._metadata, (document.metadata,)),
            )
        ]

        self.size += signs + sum(len(whole) for _, _, whole in blobs)
        self._ids.add(key)
        self._texts += texts
        self._joined += joined
        self._slot_pieces.extend([len(pieces) for pieces in fields])
        self._lines += len(fields[_HEADINGS])
        for name, values in zip(KEYWORD_FIELDS, names, strict=True):
            self._names[name].add(values)
        for path in paths:
            self._path_lines += path
            self._path_ends.append(len(self._path_lines))
        for kept, pieces, whole in blobs:
            kept.extend(pieces, whole)
        self._pages += pages
        self._parts += parts
        self._file_passages.extend(accumulate(held, initial=self._file_passages.pop()))
        self._files_ends.append(len(self._files))

    def forget(self, resource_id: str) -> None:
        """Take no notice of the document with this id any more: it stays, but another may have its id."""
        self._ids.remove(resource_id)

    def sections(self, table: TokenTable | None = None) -> tuple[dict[str, int], Sections]:
        """Return the counts of the segment, and its sections; *table* knows the tokens of other batches."""
        table = TokenTable() if table is None else table
        tokens, piece_tokens = table.numbered(self._texts)
        expansion = table.expansion()
        pieces = Pieces(
            slot_pieces=np.array(self._slot_pieces, np.int32),
            tokens=piece_tokens,
            joined=np.array(self._joined, np.bool_),
        )
        counts = {
            "documents": len(self),
            "passages": len(self._path_ends) - 1,
            "lines": self._lines,
            "files": len(self._files),
        }
        terms = terms_of(tokens, pieces, expansion)
        stream = laid_out(pieces, terms.ends)
        counts["positions"] = stream.span
        made = stream_sections(pieces, stream)
        for name, sections in (
            (
                "terms",
                term_sections(*with_stacked(terms, stream.positions, tokens, expansion), expansion.terms),
            ),
            ("forms", form_sections(forms_of(tokens, pieces, expansion), pieces.lines(), expansion.forms)),
            *((name, name_sections(name, names)) for name, names in self._names.items()),
        ):
            counts[name], found = sections
            made += found
        made += [
            *self._stored_fields.sections("card"),
            *self._metadata.sections("metadata"),
            *self._files.sections("file"),
            *self._stored_text.sections("prose"),
            ("files.ptr", np.array(self._files_ends, np.int64)),
            ("file.passages.ptr", np.array(self._file_passages, np.int64)),
            ("passages.page", np.array(self._pages, np.int64)),
            ("passages.part", np.array(self._parts, np.int64)),
            ("path.ptr", np.array(self._path_ends, np.int64)),
            ("path.lines", np.array(self._path_lines, np.int64)),
        ]
        return counts, made
