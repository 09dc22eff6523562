"""Documents in, one after another; the sections of a segment that holds them out."""

from array import array
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
from indexer.indexed import NAMED, SEARCHED, IndexedResource

_HEADINGS = SEARCHED.index("headings")


class Batch:
    """A batch of documents in memory. `add` only appends; all work on texts and arrays waits for `sections`."""

    def __init__(self) -> None:
        self.size = (
            0  # bytes of stored fields and text, and characters of text: what the memory it takes grows with
        )
        self._texts: list[str] = []
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

    def add(self, document: IndexedResource) -> None:
        """Append *document*; whatever this raises, the batch stays as it was."""
        (key,) = document.names["id"]
        if key in self._ids:
            raise BuildError(
                f"the id {key!r} stands twice in one batch", where="index", fix="give each resource one id"
            )
        # Everything that may fail comes first: joining tells what is no text, or no bytes.
        fields = [document.fields[field] for field in SEARCHED]
        texts = [piece.text for pieces in fields for piece in pieces]
        joined = bytes([piece.joined for pieces in fields for piece in pieces])
        names = [document.names[name] for name in NAMED]
        signs = len("".join(texts)) + sum(len("".join(values)) for values in names)
        first = self._lines
        paths = [array("q", [first + line for line in passage.path]) for passage in document.passages]
        prose = [passage.prose for passage in document.passages]
        all_prose, card = b"".join(prose), b"".join((document.card,))

        self.size += signs + len(all_prose) + len(card)
        self._ids.add(key)
        self._texts += texts
        self._joined += joined
        self._slot_pieces.extend([len(pieces) for pieces in fields])
        self._lines += len(fields[_HEADINGS])
        for name, values in zip(NAMED, names, strict=True):
            self._names[name].add(values)
        for path in paths:
            self._path_lines += path
            self._path_ends.append(len(self._path_lines))
        self._prose_ends.extend(accumulate(map(len, prose), initial=self._prose_ends.pop()))
        self._prose += all_prose
        self._cards += card
        self._card_ends.append(len(self._cards))

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
            ("forms", form_sections(forms_of(tokens, pieces, expansion), expansion.forms)),
            *((name, name_sections(name, names)) for name, names in self._names.items()),
        ):
            counts[name], found = sections
            made += found
        made += [
            ("card.ptr", np.array(self._card_ends, np.int64)),
            ("card.bytes", np.frombuffer(self._cards, np.uint8)),
            ("path.ptr", np.array(self._path_ends, np.int64)),
            ("path.lines", np.array(self._path_lines, np.int64)),
            ("prose.ptr", np.array(self._prose_ends, np.int64)),
            ("prose.bytes", np.frombuffer(self._prose, np.uint8)),
        ]
        return counts, made
