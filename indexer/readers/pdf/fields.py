"""The printed lines of a page and what was written over them in, both in the order of reading out."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import median
from typing import Final

from indexer.readers.pdf.annotations import Written
from indexer.readers.pdf.lines import Line

TICK: Final = "☑"
USUAL: Final = 11.0  # points: the size of type where nothing is printed that tells
LEADING: Final = 1.2  # times the size of type
ROW: Final = 2.0  # times the size of type below a field's upper edge its label may stand
BELOW: Final = 0.3  # … and below its lower edge
TOUCH: Final = 2.0  # points that a field may reach over its label
BESIDE: Final = 4.0  # times the size of type: a label so near goes on with its value, as "Name: Ada"
SPACE: Final = 0.3
MOST_LINES: Final = 100
# Looking for the place of each value among all lines takes their product; beyond that they follow the page.
MOST_LOOKS: Final = 2_000_000


def with_written(lines: Sequence[Line], written: Sequence[Written], page: int) -> list[Line]:
    """Return *lines* with each value behind its label, and each tick before its own."""
    placed = list(lines)
    size = median(line.size for line in lines) if lines else USUAL
    printed = "".join(map(_key, (line.text for line in lines)))
    findable = len(lines) * len(written) <= MOST_LOOKS
    for one in written:
        # A field shows no more lines than that; what it holds beyond is read as the last one's.
        texts = (*one.lines[: MOST_LINES - 1], *filter(None, [" ".join(one.lines[MOST_LINES - 1 :])]))
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


def _behind_label(lines: Sequence[Line], own: list[Line], box: Written) -> tuple[int, list[Line]]:
    """Return the place of a value among *lines*, and its lines there: beside its label, below it, or before it."""
    row = [line for line in lines if _on_row(line, box)]
    label = max(
        (line for line in row if line.left < box.left + TOUCH), key=lambda line: line.left, default=None
    )
    if label is not None:
        return _index(lines, label) + 1, _beside(label, own, box)
    return _below(lines, own, box)


def _before_label(lines: Sequence[Line], own: list[Line], box: Written) -> tuple[int, list[Line]]:
    """Return the same for a tick: labels stand to the right of boxes."""
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


def _beside(label: Line, own: Iterable[Line], box: Written) -> list[Line]:
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


def _below(lines: Sequence[Line], own: list[Line], box: Written) -> tuple[int, list[Line]]:
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


def _on_row(line: Line, box: Written) -> bool:
    """Tell whether *line* stands beside the first line of a field."""
    lowest = max(box.bottom - BELOW * line.size, box.top - ROW * line.size)
    return lowest <= line.baseline <= box.top


def _index(lines: Sequence[Line], line: Line) -> int:
    return next(at for at, one in enumerate(lines) if one is line)


def _key(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()
