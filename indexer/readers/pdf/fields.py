"""Puts filled-in values among the printed lines of a page, in reading order."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import median
from typing import Final

from indexer.readers.pdf.annotations import FilledField
from indexer.readers.pdf.lines import Line

TICK: Final = "☑"
DEFAULT_SIZE: Final = 11.0  # points: the font size if nothing is printed on the page
LEADING: Final = 1.2  # times the font size
ROW: Final = 2.0  # times the font size: how far below a field's upper edge its label may be
BELOW: Final = 0.3  # … and below its lower edge
TOUCH: Final = 2.0  # points by which a field may overlap its label
BESIDE: Final = 4.0  # times the font size: a label this close continues with its value, as in "Name: Ada"
SPACE: Final = 0.3
MAX_FIELD_LINES: Final = 100
# Finding the place of every value takes (values × lines) comparisons; beyond this limit, values follow the page's text.
MAX_COMPARISONS: Final = 2_000_000


def with_filled_fields(lines: Sequence[Line], filled: Sequence[FilledField], page: int) -> list[Line]:
    """Return *lines* with each value after its label, and each tick before its label."""
    placed = list(lines)
    size = median(line.size for line in lines) if lines else DEFAULT_SIZE
    printed = "".join(map(_key, (line.text for line in lines)))
    findable = len(lines) * len(filled) <= MAX_COMPARISONS
    for one in filled:
        # A field shows no more lines than this; further lines are appended to the last one.
        texts = (
            *one.lines[: MAX_FIELD_LINES - 1],
            *filter(None, [" ".join(one.lines[MAX_FIELD_LINES - 1 :])]),
        )
        if one.ticked:
            names = [name for name in texts if _key(name) not in printed]
            texts = (" ".join([TICK, *names]),)
        own = [
            Line(
                text=text,
                left=one.left,
                right=one.right,
                baseline=one.top - size - LEADING * size * row,
                size=size,
                page=page,
            )
            for row, text in enumerate(texts)
        ]
        place = len(placed)
        if findable:
            place, own = _before_label(placed, own, one) if one.ticked else _behind_label(placed, own, one)
        placed[place:place] = own
    return placed


def _behind_label(lines: Sequence[Line], own: list[Line], box: FilledField) -> tuple[int, list[Line]]:
    """Return the index of a value among *lines*, and its lines: beside its label, below it, or before it."""
    row = [line for line in lines if _on_row(line, box)]
    label = max(
        (line for line in row if line.left < box.left + TOUCH), key=lambda line: line.left, default=None
    )
    if label is not None:
        return _index(lines, label) + 1, _beside(label, own, box)
    return _below(lines, own, box)


def _before_label(lines: Sequence[Line], own: list[Line], box: FilledField) -> tuple[int, list[Line]]:
    """Return the same for a tick: labels are to the right of boxes."""
    row = [line for line in lines if _on_row(line, box)]
    right = min(
        (line for line in row if line.left > box.right - TOUCH), key=lambda line: line.left, default=None
    )
    if right is None or right.left - box.right > BESIDE * right.size:
        return _behind_label(lines, own, box)
    end = right.left - SPACE * right.size
    left = min(box.left, end)
    return _index(lines, right), [
        replace(one, left=left, right=end, baseline=right.baseline, size=right.size) for one in own
    ]


def _beside(label: Line, own: Iterable[Line], box: FilledField) -> list[Line]:
    near = box.left - label.right < BESIDE * label.size
    left = label.right + SPACE * label.size if near else box.left
    return [
        replace(
            one,
            left=left,
            right=max(box.right, left),
            baseline=label.baseline - LEADING * label.size * row,
            size=label.size,
        )
        for row, one in enumerate(own)
    ]


def _below(lines: Sequence[Line], own: list[Line], box: FilledField) -> tuple[int, list[Line]]:
    above = [
        line
        for line in lines
        if line.baseline >= box.top - TOUCH and line.left < box.right and box.left < line.right
    ]
    if above:
        nearest = min(above, key=lambda line: line.baseline)
        row = [line for line in lines if abs(line.baseline - nearest.baseline) < nearest.size / 2]
        return _index(lines, row[-1]) + 1, own
    place = next((at for at, line in enumerate(lines) if line.baseline < box.bottom), len(lines))
    return place, own


def _on_row(line: Line, box: FilledField) -> bool:
    """Return whether *line* is beside the first line of a field."""
    lowest = max(box.bottom - BELOW * line.size, box.top - ROW * line.size)
    return lowest <= line.baseline <= box.top


def _index(lines: Sequence[Line], line: Line) -> int:
    return next(at for at, one in enumerate(lines) if one is line)


def _key(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()
