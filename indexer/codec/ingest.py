"""Documents in, one after another; the sections of a segment that holds them out."""

from array import array

import numpy as np

from indexer.codec.chunks import Chunks
from indexer.codec.ingest_names import Names
from indexer.codec.ingest_sections import (
    Sections,
    form_sections,
    name_sections,
    stream_sections,
    term_sections,
)
from indexer.codec.ingest_stream import Pieces, forms_of, laid_out, terms_of
from indexer.errors import BuildError
from indexer.indexed import NAMED, SEARCHED, IndexedDocument

_HEADINGS = SEARCHED.index("headings")


class Ingest:
    """A batch of documents in memory. `add` only appends; all work on whole arrays waits for `sections`."""

    def __init__(self, chunks: Chunks | None = None) -> None:
        self._table = Chunks() if chunks is None else chunks
        self._chunks = array("i")
        self._piece_chunks = array("i")
        self._joined = bytearray()
        self._slot_pieces = array("i")
        self._names = {name: Names() for name in NAMED}
        self._ids: set[str] = set()
        self._path_lines = array("q")
        self._path_ends = array("q", [0])
        self._lines = 0
        self._prose = bytearray()
        self._prose_ends = array("q", [0])
        self._cards = bytearray()
        self._card_ends = array("q", [0])

    def __len__(self) -> int:
        return len(self._card_ends) - 1

    def add(self, document: IndexedDocument) -> None:
        """Append *document*; whatever this raises, the batch stays as it was."""
        (key,) = document.names["id"]
        if key in self._ids:
            raise BuildError(
                f"the id {key!r} stands twice in one batch", where="index", mend="give each resource one id"
            )
        # Everything that may fail comes first.
        chunks = array("i")
        piece_chunks: list[int] = []
        joined: list[bool] = []
        slot_pieces: list[int] = []
        numbers = self._table.numbers
        for field in SEARCHED:
            pieces = document.fields[field]
            slot_pieces.append(len(pieces))
            for piece in pieces:
                before = len(chunks)
                if piece.text:
                    chunks.extend(numbers(piece.text))
                piece_chunks.append(len(chunks) - before)
                joined.append(piece.joined)
        names = [document.names[name] for name in NAMED]
        first = self._lines
        paths = [[first + line for line in passage.path] for passage in document.passages]
        prose = [passage.prose for passage in document.passages]

        self._ids.add(key)
        self._chunks.extend(chunks)
        self._piece_chunks.extend(piece_chunks)
        self._joined.extend(joined)
        self._slot_pieces.extend(slot_pieces)
        self._lines += slot_pieces[_HEADINGS]
        for name, values in zip(NAMED, names, strict=True):
            self._names[name].add(values)
        for path in paths:
            self._path_lines.extend(path)
            self._path_ends.append(len(self._path_lines))
        for one in prose:
            self._prose += one
            self._prose_ends.append(len(self._prose))
        self._cards += document.card
        self._card_ends.append(len(self._cards))

    def sections(self) -> tuple[dict[str, int], Sections]:
        """Return the counts of the segment, and its sections. Nothing may be added afterwards."""
        pieces = Pieces(
            slot_pieces=np.frombuffer(self._slot_pieces, np.int32),
            chunks=np.frombuffer(self._piece_chunks, np.int32),
            joined=np.frombuffer(self._joined, np.bool_),
        )
        chunks, expansion = np.frombuffer(self._chunks, np.int32), self._table.expansion()
        made: Sections = []
        counts = {
            "documents": len(self),
            "passages": len(self._path_ends) - 1,
            "lines": self._lines,
        }
        terms = terms_of(chunks, pieces, expansion)
        stream = laid_out(pieces, terms.ends)
        counts["positions"] = stream.span
        made += stream_sections(pieces, stream)
        for name, sections in (
            ("terms", term_sections(terms, stream.positions, expansion.terms)),
            ("forms", form_sections(forms_of(chunks, pieces, expansion), expansion.forms)),
            *((name, name_sections(name, names)) for name, names in self._names.items()),
        ):
            counts[name], found = sections
            made += found
        made += [
            ("card.ptr", np.frombuffer(self._card_ends, np.int64)),
            ("card.bytes", np.frombuffer(self._cards, np.uint8)),
            ("path.ptr", np.frombuffer(self._path_ends, np.int64)),
            ("path.lines", np.frombuffer(self._path_lines, np.int64)),
            ("prose.ptr", np.frombuffer(self._prose_ends, np.int64)),
            ("prose.bytes", np.frombuffer(self._prose, np.uint8)),
        ]
        return counts, made
