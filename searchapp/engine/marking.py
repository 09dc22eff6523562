"""A text and concepts in; where they stand in it, and escaped HTML with those places marked, out."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from indexer.analysis import Part, words
from searchapp.engine.expansion import Choice, Concept

# A reader takes in about three lines under a title.
EXCERPT: Final = 320  # signs


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A place in a text where a concept stands."""

    start: int  # sign offsets
    end: int
    concept: int  # which of the concepts


class Marker:
    """Finds concepts in texts; the concepts are prepared once for all texts of an answer."""

    def __init__(self, concepts: Sequence[Concept], field: str) -> None:
        self._by_term: dict[str, list[tuple[int, Choice]]] = {}
        self._prefixes: list[tuple[int, str]] = []
        for number, concept in enumerate(concepts):
            for choice in concept.choices:
                if field not in choice.fields:
                    continue
                if choice.prefix is not None:
                    self._prefixes.append((number, choice.prefix))
                else:
                    self._by_term.setdefault(choice.terms[0], []).append((number, choice))

    def marks(self, text: str) -> list[Mark]:
        """Return every place in *text* where a concept stands, in order."""
        if not self._by_term and not self._prefixes:
            return []
        parts: list[Part] = []
        found = set()
        for word in words(text):
            joined = "".join(part.plain for part in word.parts)
            for number, prefix in self._prefixes:
                if joined.startswith(prefix):
                    found.add(Mark(word.start, word.end, number))
                else:
                    found |= {
                        Mark(part.start, part.end, number)
                        for part in word.parts
                        if part.plain.startswith(prefix)
                    }
            parts += word.parts
        terms = [part.term for part in parts]
        for place, term in enumerate(terms):
            for number, choice in self._by_term.get(term, ()):
                end = place + len(choice.terms)
                if tuple(terms[place:end]) == choice.terms:
                    found.add(Mark(parts[place].start, parts[end - 1].end, number))
        return sorted(found)

    def html(self, text: str) -> str:
        """Return *text* whole, escaped and marked."""
        return marked(text, self.marks(text), 0, len(text))


def marked(text: str, marks: Sequence[Mark], start: int, end: int) -> str:
    """Return text[start:end] escaped, with the *marks* inside it; marks that overlap become one."""
    pieces = []
    at = start
    for begin, finish in _merged(marks, start, end):
        pieces.append(escape(text[at:begin]))
        pieces.append(f"<mark>{escape(text[begin:finish])}</mark>")
        at = finish
    pieces.append(escape(text[at:end]))
    return "".join(pieces)


def _merged(marks: Sequence[Mark], start: int, end: int) -> Iterator[tuple[int, int]]:
    open_start, open_end = -1, -1
    for mark in marks:
        if mark.start < start or mark.end > end:
            continue
        if mark.start >= open_end:
            if open_start >= 0:
                yield open_start, open_end
            open_start, open_end = mark.start, mark.end
        else:
            open_end = max(open_end, mark.end)
    if open_start >= 0:
        yield open_start, open_end


def excerpt(text: str, marks: Sequence[Mark], weights: Mapping[int, float], size: int = EXCERPT) -> str:
    """Return the stretch of *text* that shows the most telling concepts, escaped, marked, cut at words.

    *weights* says how telling each concept is; each counts once in a stretch, and the earliest best one wins.
    """
    if len(text) <= size:
        return marked(text, marks, 0, len(text))
    start = _best_start(marks, weights, size) if marks else 0
    start, end = _cut(text, start, size)
    html = marked(text, marks, start, end)
    return f"{'… ' if start else ''}{html}{' …' if end < len(text) else ''}"


def _best_start(marks: Sequence[Mark], weights: Mapping[int, float], size: int) -> int:
    best, best_start = -1.0, 0
    starts = [mark.start for mark in marks]
    for number, mark in enumerate(marks):
        inside = marks[number : bisect_left(starts, mark.start + size * 3 // 4)]
        telling = sum(weights.get(concept, 0.0) for concept in {other.concept for other in inside})
        if telling > best + 1e-9:
            best, best_start = telling, mark.start
    return best_start


def _cut(text: str, around: int, size: int) -> tuple[int, int]:
    """Return a stretch of about *size* signs that holds *around*, begun at a sentence or a word."""
    # Some words before the first mark tell what it is about.
    start = max(0, min(around - size // 5, len(text) - size))
    if start:
        sentence = max(text.rfind(sign, start, around) for sign in (". ", "? ", "! ", "\n"))
        space = text.find(" ", start, around)
        start = sentence + 1 if sentence >= 0 else space + 1 if space >= 0 else start
        while start < around and text[start].isspace():
            start += 1
    end = min(len(text), start + size)
    if end < len(text):
        space = text.rfind(" ", around, end)
        # A text without spaces is cut where it must be.
        end = space if space > start + size // 2 else end
    return start, end
