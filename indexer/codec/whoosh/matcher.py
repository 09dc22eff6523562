"""The Whoosh matcher over the documents of one term; positions are looked up only on demand."""

from bisect import bisect_left
from typing import Any, Self

from whoosh.matching import ListMatcher
from whoosh.query.spans import Span
from whoosh.reading import TermInfo

from indexer.codec.whoosh.postings import FieldPostings


class ArrayMatcher(ListMatcher):  # type: ignore[misc]  # Whoosh is untyped
    """Whoosh's list matcher, with positions and with skipping by binary search."""

    def __init__(  # noqa: PLR0913  # what Whoosh expects of a matcher
        self,
        postings: FieldPostings,
        ordinal: int,
        *,
        term: tuple[str, bytes],
        format_: Any,
        scorer: Any,
        terminfo: TermInfo,
        position: int = 0,
    ) -> None:
        frequencies = postings.frequencies(ordinal)
        super().__init__(
            postings.documents(ordinal).tolist(),
            weights=None if frequencies is None else frequencies.astype(float).tolist(),
            format=format_,
            scorer=scorer,
            term=term,
            terminfo=terminfo,
            position=position,
        )
        self._postings = postings
        self._ordinal = ordinal

    def copy(self) -> Self:
        """Return an independent matcher at the same document."""
        return self.__class__(
            self._postings,
            self._ordinal,
            term=self._term,
            format_=self._format,
            scorer=self._scorer,
            terminfo=self._terminfo,
            position=self._i,
        )

    def skip_to(self, id: int) -> None:  # noqa: A002  # Whoosh's name
        """Move to the first document that is not before *id*."""
        self._i: int = bisect_left(self._ids, id, self._i)

    def value(self) -> bytes:
        """Return the positions in this document as the field's format encodes them."""
        if not self.supports("positions"):
            return b""
        return bytes(self._format.encode(self._positions()))

    def value_as(self, astype: str) -> Any:
        """Return the positions in this document, or what the format derives from them."""
        return self._positions() if astype == "positions" else super().value_as(astype)

    def spans(self) -> list[Span]:
        """Return the positions in this document as Whoosh's phrase queries expect them."""
        return [Span(position) for position in self._positions()]

    def _positions(self) -> list[int]:
        return self._postings.positions(self._ordinal, self.id())
