"""Whether a table contains data, or only lays out the page."""

from typing import Final

from bs4 import Tag
from bs4.element import NavigableString

from indexer.readers.html.tree import contains_tag

_ARRANGED: Final = frozenset({"table", "dl", "pre", "h1", "h2", "h3", "h4", "h5", "h6"})
_DATA: Final = frozenset({"th", "caption", "thead"})
# A cell with more words is a column of the page, and its row would be too long to quote.
_MAX_CELL_WORDS: Final = 150


def is_data(table: Tag) -> bool:
    """Return whether *table* contains data: it has columns, and no cell contains a part of the page."""
    if table.get("role") in {"presentation", "none"} or contains_tag(table, _ARRANGED):
        return False
    if contains_tag(table, _DATA):
        return True
    rows, widest, longest = _size(table)
    return rows > 1 and widest > 1 and longest <= _MAX_CELL_WORDS


def _size(table: Tag) -> tuple[int, int, int]:
    """Return the number of rows of a table without nested tables, the most cells in a row, the most words in a cell."""
    rows = widest = longest = 0
    stack: list[Tag] = [table]
    while stack:
        for child in stack.pop().contents:
            if not isinstance(child, Tag):
                continue
            if child.name == "td":
                longest = max(longest, _words(child))
                continue
            if child.name == "tr":
                rows += 1
                widest = max(
                    widest, sum(isinstance(cell, Tag) and cell.name == "td" for cell in child.contents)
                )
            stack.append(child)
    return rows, widest, longest


def _words(cell: Tag) -> int:
    return sum(len(text.split()) for text in cell.descendants if type(text) is NavigableString)
