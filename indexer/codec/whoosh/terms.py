"""The terms of a segment for Whoosh: their counts, and a matcher over their postings."""

from collections.abc import Iterator
from typing import Any

from whoosh.codec.base import FieldCursor, TermsReader
from whoosh.reading import TermInfo, TermNotFound

from indexer.codec.segment.file import SegmentFile
from indexer.codec.whoosh.fields import fields_of
from indexer.codec.whoosh.matcher import ArrayMatcher
from indexer.codec.whoosh.postings import FieldPostings


class ArrayTerms(TermsReader):  # type: ignore[misc]  # Whoosh is untyped
    """Reads the dictionaries and posting lists of a segment file."""

    def __init__(self, file: SegmentFile) -> None:
        self._fields = {field: FieldPostings(file, field) for field in sorted(fields_of(file.layout))}

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._find(*term) >= 0

    def indexed_field_names(self) -> list[str]:
        """Return the names of all fields, in order."""
        return list(self._fields)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Yield (field, key) of every term, in order."""
        for field, postings in self._fields.items():
            for _, key in postings.from_key(b""):
                yield field, key

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Yield (field, key) of every term from this one on, including those of later fields, as Whoosh expects."""
        for field, postings in self._fields.items():
            if field >= fieldname:
                for _, key in postings.from_key(prefix if field == fieldname else b""):
                    yield field, key

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Yield every term with its statistics."""
        for field, key in self.terms():
            yield (field, key), self.term_info(field, key)

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Yield every term from this one on with its statistics."""
        for field, key in self.terms_from(fieldname, prefix):
            yield (field, key), self.term_info(field, key)

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """Return the statistics of a term, or raise KeyError, as Whoosh expects."""
        ordinal = self._find(fieldname, text)
        if ordinal < 0:
            raise KeyError(text)
        return term_info(self._fields[fieldname], ordinal)

    def frequency(self, fieldname: str, text: bytes) -> float:
        """Return how often a term occurs in the field, in all documents; 0 for an unknown one.

        Whoosh asks every segment about a term that occurs in any of them.
        """
        ordinal = self._find(fieldname, text)
        return float(term_info(self._fields[fieldname], ordinal).weight()) if ordinal >= 0 else 0.0

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """Return how many documents have a term, including deleted ones; 0 for an unknown one."""
        ordinal = self._find(fieldname, text)
        return len(self._fields[fieldname].documents(ordinal)) if ordinal >= 0 else 0

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ArrayMatcher:
        """Return a matcher over the documents of a term, or raise TermNotFound."""
        ordinal = self._find(fieldname, text)
        if ordinal < 0:
            raise TermNotFound(f"{fieldname}:{text!r}")
        postings = self._fields[fieldname]
        return ArrayMatcher(
            postings,
            ordinal,
            term=(fieldname, text),
            format_=format_,
            scorer=scorer,
            terminfo=term_info(postings, ordinal),
        )

    def cursor(self, fieldname: str, fieldobj: Any) -> "ArrayCursor":
        """Return a cursor over the terms of a field, at the first one."""
        return ArrayCursor(self._fields[fieldname], fieldobj)

    def _find(self, field: str, key: bytes) -> int:
        return self._fields[field].find(key) if field in self._fields else -1


def term_info(postings: FieldPostings, ordinal: int) -> TermInfo:
    """Return the statistics of a term of a field."""
    documents = postings.documents(ordinal)
    frequencies, lengths = postings.frequencies(ordinal), postings.lengths(documents)
    return TermInfo(
        weight=float(len(documents) if frequencies is None else frequencies.sum()),
        df=len(documents),
        minlength=0 if lengths is None else int(lengths.min()),
        maxlength=0 if lengths is None else int(lengths.max()),
        maxweight=1.0 if frequencies is None else float(frequencies.max()),
        minid=int(documents[0]),
        maxid=int(documents[-1]),
    )


class ArrayCursor(FieldCursor):  # type: ignore[misc]
    """A position among the terms of one field, moved by Whoosh's automata."""

    def __init__(self, postings: FieldPostings, fieldobj: Any) -> None:
        self._postings = postings
        self._field = fieldobj
        self._rest: Iterator[tuple[int, bytes]] = iter(())
        self._here: tuple[int, bytes] | None = None
        self.first()

    def first(self) -> str | None:
        """Move to the first term, and return it."""
        return self.find(b"")

    def find(self, string: str | bytes) -> str | None:
        """Move to the first term that is not less than *string*, and return it."""
        self._rest = self._postings.from_key(self._field.to_bytes(string))
        return self.next()

    def next(self) -> str | None:
        """Move to the next term, and return it; None: there is none."""
        self._here = next(self._rest, None)
        return self.text()

    def text(self) -> str | None:
        """Return the current term; None: it is past the last one."""
        return None if self._here is None else self._field.from_bytes(self._here[1])

    def term_info(self) -> TermInfo | None:
        """Return the statistics of the current term."""
        return None if self._here is None else term_info(self._postings, self._here[0])

    def is_valid(self) -> bool:
        """Return whether there is a current term."""
        return self._here is not None
