"""A table's tag in, whether its rows are data or only arrange the page out."""

from typing import Final

from bs4 import Tag
from bs4.element import NavigableString

from indexer.readers.html.tree import holds

_ARRANGED: Final = frozenset({"table", "dl", "pre", "h1", "h2", "h3", "h4", "h5", "h6"})
_DATA: Final = frozenset({"th", "caption", "thead"})
# A cell of more words is a column of the page, and a row of it would be no line that one could quote.
_LONGEST_CELL: Final = 150


def is_data(table: Tag) -> bool:
    """Tell whether a row of *table* belongs together: it has columns, and no cell holds a part of the page."""
    if table.get("role") in {"presentation", "none"} or holds(table, _ARRANGED):
        return False
    if holds(table, _DATA):
        return True
    rows, widest, longest = _size(table)
    return rows > 1 and widest > 1 and longest <= _LONGEST_CELL


def _size(table: Tag) -> tuple[int, int, int]:
    """Return how many rows a table without tables in it has, the most cells of a row, the most words of a cell."""
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
