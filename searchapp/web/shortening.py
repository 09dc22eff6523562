"""Text and marked HTML of any length in; as much of it as a page has room for, out.

A library may hold a title of 20,000 characters. The API hands it out whole; a list of results must stay a list.
"""

import re
from collections.abc import Iterator
from typing import Final

# What a page shows of each, in characters: what fits where it stands, and for each far more than a good one has.
NAME: Final = 120  # of a topic or type: three lines beside the results
TITLE: Final = 300  # of a resource in a list: five lines
HEAD: Final = 2_000  # of a title where it stands over its own page, and in its citation
SNIPPET: Final = 600  # of a summary in a list: a good one is a paragraph
PATH: Final = 240  # of the headings above a passage
LINE: Final = 500  # of what is said of a hit in one line
CARD_TOPICS: Final = 12  # topics of one resource that a list names; its own page names more
OTHER_PLACES: Final = 4  # of the same text, that a passage names
PAGE_TOPICS: Final = 200  # … but not all of two thousand
# Characters of HTML that the hits of a list take, whatever they hold; those behind are told by their titles alone. A
# hundred hits that quote as much as a hit does stay below it.
CARDS: Final = 250_000
DESCRIPTION: Final = 300  # of what a page says of itself to search engines: they show less
VALUE: Final = 1_000  # of one value of a record's metadata
FACTS: Final = 100  # of a record's keys
WHOLE: Final = 20_000  # of what a page is there to show: a summary, an introduction

_PIECE: Final = re.compile(r"<[^>]*>|&[^;]{1,8};|[^<&]", re.DOTALL)
_OPEN: Final = "<mark>"
_CLOSE: Final = "</mark>"


def shortened(text: str, size: int) -> str:
    """Return *text*, cut at a word and ended by "…" if it is longer than *size* characters."""
    return text if len(text) <= size else f"{_at_word(text[: size + 1], size)}…"


def shortened_html(html: str, size: int) -> str:
    """Return escaped and marked *html*, its text cut in the same way; no mark stays open."""
    if len(html) <= size:
        return html
    pieces: list[str] = []
    text: list[str] = []
    for piece in _pieces(html):
        if not piece.startswith("<"):
            text.append(piece)
            if len(text) > size:
                break
        pieces.append(piece)
    else:
        return html
    # An entity is one character of the text, whatever it is written as.
    plain = "".join(each if len(each) == 1 else "&" for each in text)
    left = len(_at_word(plain, size))
    shown = "".join(_first(pieces, left))
    return f"{shown}…{_CLOSE if shown.count(_OPEN) > shown.count(_CLOSE) else ''}"


def _pieces(html: str) -> Iterator[str]:
    return (match[0] for match in _PIECE.finditer(html))


def _first(pieces: list[str], size: int) -> Iterator[str]:
    for piece in pieces:
        if not piece.startswith("<"):
            if not size:
                return
            size -= 1
        yield piece


def _at_word(text: str, size: int) -> str:
    """Return the first *size* characters of a longer *text*, or some fewer, so that a word ends there."""
    space = text.rfind(" ", size * 3 // 4, size + 1)
    return text[: space if space > 0 else size].rstrip()
