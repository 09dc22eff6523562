"""Puts a page's lines into reading order: column by column, and table cells with all their lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Final

from indexer.readers.pdf.lines import Line, level
from indexer.readers.pdf.rows import CELL_LINES, GUTTER, Piece, Row, rows_of

# Most programs write column by column and cell by cell; some go across the page, line by line. Only such pages have
# rows of separate pieces below each other.
NEAR: Final = 3.2  # times the font size: rows further apart are unrelated
# Text in columns has this many rows and words per line, and lines that continue a sentence.
COLUMN_ROWS: Final = 4
COLUMN_WORDS: Final = 4
COLUMN_WORDS_OF_THREE: Final = 3
SMALL: Final = 0.4  # of all lines begin with a small letter
# On average, letters are half as wide as high; only used to estimate whether one more word would have fitted.
LETTER: Final = 0.5
FULL: Final = (
    0.6  # of the width of a cell: a line may end this early if the next one begins with a small letter
)
# The distance between rows of a table, relative to the lines within a cell.
ROW_SPACING: Final = 1.25


@dataclass(slots=True)
class _Region:
    """Consecutive rows with the same columns."""

    rows: list[Row]
    gutters: list[tuple[float, float]]

    def takes(self, row: Row) -> bool:
        """Add *row* if it continues these columns."""
        size = row[0][0].size
        step = _baseline(self.rows[-1]) - _baseline(row)
        if not 0 < step <= NEAR * size:
            return False
        gutters = []
        for old_left, old_right in self.gutters:
            before = [piece for piece in row if piece[0].left < old_left]
            left = max([old_left, *(piece[-1].right for piece in before)])
            right = min([old_right, *(piece[0].left for piece in row[len(before) :])])
            if right - left < GUTTER * size:
                return False
            gutters.append((left, right))
        if len({_column(piece, gutters) for piece in row}) < len(row):
            return False
        self.rows.append(row)
        self.gutters = gutters
        return True

    def columns(self, rows: Sequence[Row]) -> list[list[Line]]:
        """Return the lines of *rows*, column by column, from top to bottom."""
        columns: list[list[Line]] = [[] for _ in range(len(self.gutters) + 1)]
        for row in rows:
            for piece in row:
                columns[_column(piece, self.gutters)] += piece
        return columns


def in_reading_order(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return *lines* in reading order, where they were written across columns or wrapped cells."""
    if not any(level(before, line) for before, line in pairwise(lines)):
        return tuple(lines)
    ordered: list[Line] = []
    rows_of_tables = 0
    for region in _regions(rows_of(lines)):
        if _is_text(region):
            ordered += [line for column in region.columns(region.rows) for line in column]
            continue
        for band in _bands(region):
            if len(band) == 1:
                ordered += [line for piece in band[0] for line in piece]
                continue
            rows_of_tables += 1
            for cell, column in enumerate(region.columns(band)):
                ordered += [replace(line, row=rows_of_tables, cell=cell) for line in column]
    return tuple(ordered)


def _regions(rows: Sequence[Row]) -> Iterator[_Region]:
    region: _Region | None = None
    for row in rows:
        if region is not None and region.gutters and region.takes(row):
            continue
        if region is not None:
            yield region
        gutters = [(before[-1].right, after[0].left) for before, after in pairwise(row)]
        region = _Region(rows=[row], gutters=gutters)
    if region is not None:
        yield region


def _is_text(region: _Region) -> bool:
    """Return whether the columns are running text, not a table."""
    if sum(len(row) > 1 for row in region.rows) < COLUMN_ROWS:
        return False
    words = COLUMN_WORDS if len(region.gutters) == 1 else COLUMN_WORDS_OF_THREE
    columns = region.columns(region.rows)
    if any(median(len(line.text.split()) for line in column) < words for column in columns):
        return False
    rest = [line for column in columns for line in column[1:]]
    goes_on = sum(line.text[:1].islower() for line in rest) >= SMALL * len(rest)
    bands = _spaced(region.rows)
    return goes_on and (len(bands) == 1 or len(region.rows) > CELL_LINES * len(bands))


def _bands(region: _Region) -> Iterator[list[Row]]:
    """Divide the lines of a table into its rows."""
    columns = region.columns(region.rows)
    edges = [
        (min(line.left for line in column), max(line.right for line in column))
        for column in columns
        if column
    ]
    bands = _spaced(region.rows)
    for spaced in bands:
        band = [spaced[0]]
        for row in spaced[1:]:
            if _goes_on(region, band, row, edges, is_spaced=len(bands) > 1):
                band.append(row)
            else:
                yield band
                band = [row]
        yield band


def _goes_on(
    region: _Region, band: Sequence[Row], row: Row, edges: Sequence[tuple[float, float]], *, is_spaced: bool
) -> bool:
    """Return whether *row* only continues the cells of *band* above it."""
    above = region.columns(band)
    places = [_column(piece, region.gutters) for piece in row]
    if not all(above[place] for place in places):
        return False
    if places[0] > 0 and (len(row) < len(region.gutters) or len(region.gutters) == 1):
        return True  # only some of the cells have this many lines
    return (is_spaced or places[0] > 0) and all(
        _wraps(above[place][-1], piece[0], *edges[place]) for place, piece in zip(places, row, strict=True)
    )


def _wraps(before: Line, line: Line, left: float, right: float) -> bool:
    """Return whether *line* continues *before* in a cell between *left* and *right*, because *before* was full."""
    words = line.text.split(maxsplit=1)
    full = before.right + (len(words[0]) + 1) * LETTER * line.size > right
    wide = before.right - left > FULL * (right - left)
    return " " in before.text and (full or before.hyphen or (wide and line.text[:1].islower()))


def _spaced(rows: Sequence[Row]) -> list[list[Row]]:
    """Divide *rows* where they are further apart than the closest ones."""
    bands = [[rows[0]]]
    steps = [_baseline(before) - _baseline(row) for before, row in pairwise(rows)]
    for row, step in zip(rows[1:], steps, strict=True):
        if step > ROW_SPACING * min(steps):
            bands.append([row])
        else:
            bands[-1].append(row)
    return bands


def _column(piece: Piece, gutters: Sequence[tuple[float, float]]) -> int:
    return sum(piece[0].left >= right - 1 for _, right in gutters)


def _baseline(row: Row) -> float:
    return row[0][0].baseline
