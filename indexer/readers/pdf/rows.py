"""The rows of a page from top to bottom: pieces that are side by side with gaps between them."""

from collections.abc import Sequence
from typing import Final

from indexer.readers.pdf.lines import Line, apart, level

# A cell that was written with all its lines goes back up to where the cell before it began, by at most this many lines:
# more are a column of text, which is already in its place.
CELL_LINES: Final = 8
GUTTER: Final = 0.8  # times the font size: what stays free between columns all the way down

ALIGNED: Final = 4  # rows above are looked at for the left edges of their cells

Piece = tuple[Line, ...]  # a bullet and its item are one
Row = tuple[Piece, ...]


def rows_of(lines: Sequence[Line]) -> list[Row]:
    """Return the rows of a page; the lines of a cell are in the rows of the cell before it."""
    rows: list[list[Piece]] = []
    last = 0  # the row of the previous line
    column: float | None = None  # the left edge of the current cell, if it is beside another
    for line in lines:
        if rows and level(rows[last][-1][-1], line):
            _add(rows, last, line)
            continue
        place = _beside(rows, line) if column is None or line.baseline > rows[last][0][0].baseline else None
        if place is not None:
            column, last = line.left, place
            rows[place].append((line,))
        elif column is not None and line.left >= column - GUTTER * line.size:
            last = _below(rows, last, line)
        else:
            column, last = None, len(rows)
            rows.append([(line,)])
    return [tuple(row) for row in rows]


def _add(rows: Sequence[list[Piece]], place: int, line: Line) -> None:
    """Add *line* to a row: as a new cell if it is separate or a cell above begins there, else to the last cell."""
    row = rows[place]
    above = [
        piece[0].left
        for other in rows[max(0, place - ALIGNED) : place]
        if len(other) > 1
        for piece in other[1:]
    ]
    if apart(row[-1][-1], line) or any(abs(left - line.left) < 1 for left in above):
        row.append((line,))
    else:
        row[-1] = (*row[-1], line)


def _beside(rows: Sequence[Sequence[Piece]], line: Line) -> int | None:
    """Return the index of the row that *line* goes back up to: everything from there on is to its left."""
    for place in range(len(rows) - 1, max(-1, len(rows) - 1 - CELL_LINES), -1):
        if max(piece[-1].right for piece in rows[place]) > line.left - GUTTER * line.size:
            return None
        if level(rows[place][-1][-1], line):
            return place
    return None


def _below(rows: list[list[Piece]], last: int, line: Line) -> int:
    """Add *line* to the row at its height below *last*, or as a new row, and return the row's index."""
    place = last + 1
    while place < len(rows):
        if level(rows[place][-1][-1], line):
            _add(rows, place, line)
            return place
        if rows[place][0][0].baseline < line.baseline:
            break
        place += 1
    rows.insert(place, [(line,)])
    return place
