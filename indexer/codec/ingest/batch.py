"""A batch of resources in memory, and the sections of the segment that they become."""

from array import array
from collections.abc import Sequence
from itertools import chain

import numpy as np

from indexer.codec.ingest.inversion import ptr_of
from indexer.codec.ingest.keywords import Names
from indexer.codec.ingest.sections import (
    Sections,
    form_sections,
    heading_sections,
    name_sections,
    stream_sections,
    term_sections,
)
from indexer.codec.ingest.token_stream import Pieces, forms_of, laid_out, terms_of, with_stacked
from indexer.codec.ingest.token_table import TokenTable
from indexer.codec.segment.layout import HEADING, STANDARD_LAYOUT, Layout
from indexer.errors import BuildError
from indexer.indexed_fields import TEXT_FIELDS, IndexedResource, keyword_fields

_HEADINGS = TEXT_FIELDS.index("headings")


class _Blobs:
    """Byte strings, stored one after another."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._lengths = array("q")

    def __len__(self) -> int:
        return len(self._lengths)

    def append(self, blob: bytes) -> None:
        """Append one."""
        self._bytes += blob
        self._lengths.append(len(blob))

    def extend(self, blobs: Sequence[bytes], joined: bytes) -> None:
        """Append *blobs*, which the caller has *joined*: that fails for anything but bytes, before anything is appended."""
        self._bytes += joined
        self._lengths.extend([len(blob) for blob in blobs])

    def sections(self, name: str) -> Sections:
        return [
            (f"{name}.ptr", ptr_of(self._lengths)),
            (f"{name}.bytes", np.frombuffer(self._bytes, np.uint8)),
        ]


class Batch:
    """A batch of resources in memory. `add` only appends; all work on texts and arrays is done by `sections`."""

    def __init__(self, layout: Layout = STANDARD_LAYOUT) -> None:
        self.layout = layout
        self._keywords = keyword_fields(layout.facets)
        # Bytes of stored fields and text, and characters of text: the batch's memory grows with it.
        self.size = 0
        self._texts: list[str] = []
        # Of the texts: each with how many texts in a row are in it.
        self._languages: list[str] = []
        self._language_texts = array("q")
        self._joined = bytearray()
        self._slot_pieces = array("i")
        self._names = {name: Names() for name in self._keywords}
        self._ids: set[str] = set()
        self._headings: list[str] = []  # the text of every heading line
        self._heading_paths = array("q")
        self._heading_path_lengths = array("q")
        self._pages = array("q")
        self._parts = array("q")
        self._navigation = array("b")
        self._stored_text = _Blobs()
        self._stored_fields = _Blobs()
        self._metadata = _Blobs()
        self._stored_documents = _Blobs()
        self._document_counts = array("q")  # of each resource
        self._passage_counts = array("q")  # of each document

    def __len__(self) -> int:
        return len(self._stored_fields)

    def add(self, resource: IndexedResource) -> None:
        """Append *resource*; if this raises, the batch stays as it was."""
        (key,) = resource.names["id"]
        if key in self._ids:
            raise BuildError(
                f"duplicate id {key!r} in one batch", where="index", fix="give each resource an id of its own"
            )
        # Everything that may fail comes first: joining fails if something is not text, or not bytes, and an array if
        # something is not a number.
        fields = [resource.fields[field] for field in TEXT_FIELDS]
        texts = [piece.text for pieces in fields for piece in pieces]
        joined = bytes([piece.joined for pieces in fields for piece in pieces])
        names = [resource.names[name] for name in self._keywords]
        characters = len("".join(chain(texts, *names)))
        first_line = len(self._headings)
        lines = [first_line + line for passage in resource.passages for line in passage.path]
        pages = [passage.page for passage in resource.passages]
        parts = [passage.part for passage in resource.passages]
        passage_counts = [document.passages for document in resource.documents]
        array("q", [*lines, *pages, *parts, *passage_counts])
        passages = [passage.stored_text for passage in resource.passages]
        documents = [document.stored for document in resource.documents]
        text, described = b"".join(passages), b"".join(documents)
        single = len(b"".join((resource.stored_fields, resource.metadata)))

        self.size += characters + len(text) + len(described) + single
        self._ids.add(key)
        self._texts += texts
        if self._languages and self._languages[-1] == resource.language:
            self._language_texts[-1] += len(texts)
        else:
            self._languages.append(resource.language)
            self._language_texts.append(len(texts))
        self._joined += joined
        self._slot_pieces.extend([len(pieces) for pieces in fields])
        self._headings += [piece.text for piece in fields[_HEADINGS]]
        for name, values in zip(self._keywords, names, strict=True):
            self._names[name].add(values)
        self._heading_paths.extend(lines)
        self._heading_path_lengths.extend([len(passage.path) for passage in resource.passages])
        self._stored_text.extend(passages, text)
        self._stored_documents.extend(documents, described)
        self._stored_fields.append(resource.stored_fields)
        self._metadata.append(resource.metadata)
        self._pages.extend(pages)
        self._parts.extend(parts)
        self._navigation.append(resource.navigation)
        self._passage_counts.extend(passage_counts)
        self._document_counts.append(len(documents))

    def forget(self, resource_id: str) -> None:
        """Ignore the resource with this id: it stays in the batch, but another one may have its id."""
        self._ids.remove(resource_id)

    def sections(self, table: TokenTable | None = None) -> tuple[dict[str, int], Sections]:
        """Return the counts of the segment, and its sections. *table* already knows the tokens of other batches."""
        table = TokenTable() if table is None else table
        tokens, piece_tokens = table.numbered(
            self._texts, zip(self._languages, self._language_texts, strict=True)
        )
        expansion = table.expansion()
        pieces = Pieces(
            slot_pieces=np.array(self._slot_pieces, np.int32),
            tokens=piece_tokens,
            joined=np.array(self._joined, np.bool_),
        )
        terms = terms_of(tokens, pieces, expansion)
        stream = laid_out(pieces, terms, expansion.terms)
        counts = {
            "resources": len(self),
            "passages": len(self._stored_text),
            "lines": len(self._headings),
            "documents": len(self._stored_documents),
            "positions": stream.span,
        }
        sections = stream_sections(pieces, stream)
        for name, (count, of_dictionary) in (
            (
                "terms",
                term_sections(*with_stacked(terms, stream.positions, tokens, expansion), expansion.terms),
            ),
            ("forms", form_sections(forms_of(tokens, pieces, expansion), pieces.lines(), expansion.forms)),
            *((name, name_sections(name, names, self.layout.facets)) for name, names in self._names.items()),
            (HEADING, heading_sections(self._headings)),
        ):
            counts[name] = count
            sections += of_dictionary
        sections += [
            *self._stored_fields.sections("stored_fields"),
            *self._metadata.sections("metadata"),
            *self._stored_documents.sections("stored_document"),
            *self._stored_text.sections("stored_text"),
            ("documents.ptr", ptr_of(self._document_counts)),
            ("documents.passages.ptr", ptr_of(self._passage_counts)),
            ("passages.page", np.array(self._pages, np.int64)),
            ("navigation", np.array(self._navigation, np.uint8)),
            ("passages.part", np.array(self._parts, np.int64)),
            ("heading_path.ptr", ptr_of(self._heading_path_lengths)),
            ("heading_path.lines", np.array(self._heading_paths, np.int64)),
        ]
        return counts, sections
