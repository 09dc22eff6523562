"""Divides the text page of a resource into parts, and says which part shows each passage.

A text of thousands of pages is read in parts. They are determined once, when it is indexed, so that every link to a
passage knows its part, and no part is larger than about 200 KB.
"""

from typing import Final

from indexer.resource import Document, Passage, Place

PART: Final = 200_000  # bytes of HTML: about eighty printed pages
# What a page adds, in bytes of HTML: around a passage, around each line of it, and around a link or a heading.
_AROUND: Final = 100
_LINE: Final = 20
_LINK: Final = 150
MAX_SHOWN_LINE: Final = 300  # characters of a title or a heading that are shown above the text
# What HTML writes as up to six characters.
_ESCAPED: Final = b"&<>\"'"
_NOWHERE: Final = Place()


class TextParts:
    """Counts parts from 1."""

    def __init__(self) -> None:
        self._part = 1
        self._size = 0
        self._first: tuple[Document, Passage, bytes] | None = None
        self._document: Document | None = None
        self._link = 0  # bytes of a link into the document
        self._before = _NOWHERE

    def part_of(self, document: Document, passage: Passage, text: bytes) -> int:
        """Return the part of the next *passage*, which is of *document* and whose text is *text* in UTF-8."""
        if self._first is None:  # its size matters only if there is a second: most records have one passage
            self._first = document, passage, text
            return self._part
        if not self._size:
            self._size = self._size_of(*self._first)
        size = self._size_of(document, passage, text)
        if self._size + size > PART:
            self._part, self._size = self._part + 1, 0
        self._size += size
        return self._part

    def _size_of(self, document: Document, passage: Passage, text: bytes) -> int:
        place, before = passage.place, self._before
        size = _html(text) + _LINE * text.count(b"\n") + _AROUND
        if document is not self._document:
            self._document, before = document, _NOWHERE
            self._link = _html((document.url or "").encode("utf-8", "replace")) + _LINK
            size += self._link + _line(document.title)
        if place is not _NOWHERE and place != before:
            if place.heading != before.heading:
                size += sum(map(_line, place.heading))
            if place.page != before.page or place.seconds is not None:
                size += self._link
        self._before = place
        return size


def _html(text: bytes) -> int:
    # One pass in C: to count each of them would take five.
    return 6 * len(text) - 5 * len(text.translate(None, _ESCAPED))


def _line(text: str) -> int:
    return _html(text[:MAX_SHOWN_LINE].encode("utf-8", "replace")) + _LINK
