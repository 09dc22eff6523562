"""A PDF in, what poppler reads on each of its pages out: the lines in poppler's order, and where they stand."""

import html
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.processes import completed

# Running headers and footers: lines in the outer part of a page that read the same, numbers aside, on so many pages
# (a leaflet: on two), or only give the page's number. The reader leaves them out on purpose, and so does the witness.
EDGE: Final = 0.15
REPEATED: Final = 3
REPEATED_IN_LEAFLET: Final = 2
LEAFLET: Final = 4
# Poppler begins a word at each change of type; nearer than this, by its height, the two are one ("feynMF").
APART: Final = 0.1
# Lines that end in leaders and a number, so many on a page, are a table of contents: left out too.
CONTENTS_LINES: Final = 5

_PART: Final = re.compile(
    r'<page width="(?P<width>[\d.]+)" height="(?P<height>[\d.]+)"'
    r'|<line xMin="[-\d.]+" yMin="[-\d.]+" xMax="[-\d.]+" yMax="(?P<y>[-\d.]+)"'
    r'|<word xMin="(?P<left>[-\d.]+)" yMin="(?P<top>[-\d.]+)" xMax="(?P<right>[-\d.]+)" yMax="(?P<bottom>[-\d.]+)">'
    r"(?P<word>.*?)</word>",
    re.DOTALL,
)
_NUMBER: Final = re.compile(r"\b(?:\d+|[ivxlc]+)\b")
_LEADERS: Final = re.compile(r"(?:\s?[.·…_]){4,}\s*[\divxlcA-Z.-]{0,8}\s*$")


@dataclass(slots=True)
class Seen:
    """One line as poppler sees it."""

    text: str
    y: float  # of its lower edge, as a share of the page's height from the top


def pages_of(path: Path) -> list[list[Seen]]:
    """Return the lines of each page, as poppler orders them."""
    done = completed(["pdftotext", "-bbox-layout", "-enc", "UTF-8", str(path), "-"])
    assert done.returncode == 0, done.stderr
    pages: list[list[Seen]] = []
    height, right = 1.0, 0.0
    for part in _PART.finditer(done.stdout):
        if part["height"]:
            height = float(part["height"])
            pages.append([])
        elif part["y"]:
            pages[-1].append(Seen("", float(part["y"]) / height))
        else:
            line, left, high = pages[-1][-1], float(part["left"]), float(part["bottom"]) - float(part["top"])
            apart = not line.text or left - right > APART * high or left < right - high
            line.text = (line.text + " " * apart + html.unescape(part["word"])).strip()
            right = float(part["right"])
    return pages


def text_of(pages: Sequence[Sequence[Seen]]) -> list[str]:
    """Return the text of each page, a line a line, without headers, footers and tables of contents."""
    standing: dict[str, set[int]] = defaultdict(set)
    for number, lines in enumerate(pages):
        for line in lines:
            standing[_shape(line)].add(number)
    needed = REPEATED_IN_LEAFLET if len(pages) <= LEAFLET else REPEATED
    running = {shape for shape, on in standing.items() if shape and len(on) >= needed}
    texts = []
    for lines in pages:
        kept = [line.text for line in lines if _shape(line) not in running]
        entries = [text for text in kept if _LEADERS.search(text)]
        texts.append("\n".join(text for text in kept if len(entries) < CONTENTS_LINES or text not in entries))
    return texts


def _shape(line: Seen) -> str:
    """Return what a line at the edge is recognised by on other pages; elsewhere nothing."""
    central = EDGE < line.y < 1 - EDGE
    return "" if central else _NUMBER.sub("#", line.text.casefold())
