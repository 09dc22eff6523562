"""A text and the marks in it in; the stretch that answers best, from sentence to sentence, escaped and marked, out."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from searchapp.engine.presenting.highlighting import Mark, marked

# A reader takes in about three lines under a title.
EXCERPT: Final = 320  # characters
_INDENT: Final = 40  # characters: a line that is indented further is shown from its first word on

# Where a sentence ends: behind a full stop and the quotes that close there, or with the line.
_END: Final = re.compile(r"[.?!…][\"'”’»)\]]*(?=\s)|\n")
# What comes before a full stop that ends no sentence: an initial, "U.S", or one of these.
_SHORTENED: Final = re.compile(
    r"(?:\b\w|\b(?:e\.g|i\.e|cf|vs|no|nos|dr|mr|mrs|ms|jr|sr|st|sec|art|fig|pp|al|inc|dept|sgt|lt|capt|approx|sra|sres|dra|ud|uds|núm|pág|págs|ej|lic))\Z",
    re.IGNORECASE,
)


def excerpt(text: str, marks: Sequence[Mark], weights: Mapping[int, float], size: int = EXCERPT) -> str:
    """Return the stretch of *text* that shows the heaviest concepts, escaped and marked.

    *weights* are those of the concepts; each counts once in a stretch, and the earliest best one wins. It
    goes from sentence to sentence, of about *size* characters, a quarter more where that ends one; within a sentence
    that is longer than that it is cut at words, and says so by "…".
    """
    if len(text) <= size:
        return marked(text, marks, 0, len(text))
    longest = size * 5 // 4
    first, last = _best(marks, weights, size) if marks else (0, 0)
    start, cut_before = _start(text, first, last, size, longest)
    start = _with_indent(text, start)
    end, cut_behind = _end(text, start, last, size, longest)
    html = marked(text, marks, start, end)
    return f"{'… ' if cut_before else ''}{html}{' …' if cut_behind else ''}"


def _best(marks: Sequence[Mark], weights: Mapping[int, float], size: int) -> tuple[int, int]:
    """Return where the marks begin and end that weigh most within an excerpt."""
    best, found = -1.0, (0, 0)
    starts = [mark.start for mark in marks]
    for number, mark in enumerate(marks):
        inside = marks[number : bisect_left(starts, mark.start + size * 3 // 4)]
        weight = sum(weights.get(concept, 0.0) for concept in {other.concept for other in inside})
        if weight > best + 1e-9:
            best, found = weight, (mark.start, max(other.end for other in inside))
    return found


def _start(text: str, first: int, last: int, size: int, longest: int) -> tuple[int, bool]:
    """Return where the excerpt begins, and whether that is within a sentence."""
    earliest = max(0, min(first, last - longest, len(text) - size))
    begins = [begin for begin in _begins(text, earliest, first) if begin <= first]
    if earliest == 0:
        begins.insert(0, 0)
    if begins:
        # The sentence of the first mark; near the end of the text, what comes before fills the excerpt.
        return next((begin for begin in begins if len(text) - begin <= size), begins[-1]), False
    around = max(earliest, first - size // 5)  # some words before the first mark tell what it is about
    space = text.find(" ", around, first)
    return (space + 1 if space >= 0 else around), True


def _with_indent(text: str, start: int) -> int:
    """Return *start*; if only blanks stand before it in its line, where the line begins: a program is shown as it stands."""
    begin = text.rfind("\n", 0, start) + 1
    return begin if start - begin <= _INDENT and text[begin:start].isspace() else start


def _end(text: str, start: int, last: int, size: int, longest: int) -> tuple[int, bool]:
    """Return where the excerpt ends, and whether that is within a sentence."""
    if len(text) - start <= longest:
        return len(text), False
    ends = [len(text[:begin].rstrip()) for begin in _begins(text, max(start + 1, last), start + longest)]
    fitting = [end for end in ends if end - start <= size] or ends
    if fitting:
        # As many sentences as fit; if only a longer one does, that.
        return (fitting[-1] if fitting[-1] - start <= size else fitting[0]), False
    space = text.rfind(" ", max(last, start + size // 2), start + size)
    # A text without spaces is cut where it must be.
    return (space if space >= 0 else max(start + size, min(last, start + longest))), True


def _begins(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where sentences begin behind the end of another that lies between *start* and *end*."""
    for match in _END.finditer(text, start, end):
        if match[0].startswith(".") and _SHORTENED.search(text, max(0, match.start() - 8), match.start()):
            continue
        begin = match.end()
        while begin < len(text) and text[begin].isspace():
            begin += 1
        if begin < len(text) and not text[begin].islower():
            yield begin
