"""Joins drop caps to the words that they begin.

To pdfium, an initial that is two or three lines high is a line of its own. It is neither a heading nor a title.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from indexer.analysis.english.vocabulary import COMMON_WORDS
from indexer.readers.pdf.lines import Line
from indexer.readers.pdf.running_lines import PageText

LARGER: Final = 1.6  # times the size of the text beside it
ASCENT: Final = 0.75  # times its own size it rises above its baseline, at most
HANGS: Final = 0.5  # times the text's size: how far it may be above the last line beside it
OVERLAP: Final = 0.15  # times its size it may reach into the text
FAR: Final = 1.2  # … and times the text's size: how far the text may be from it
SET_IN: Final = 0.12  # times the text's size: a space before the first line sets it in by that much
MAX_SET_IN: Final = 1.0
MAX_INITIALS: Final = 200  # lines of a letter or two on a page: more are a drawing, or a table of letters

_QUOTES: Final = r"[\"'“”„«‹‘’¿¡(\[]{1,2}"
_OPENING: Final = re.compile(_QUOTES)
_INITIAL: Final = re.compile(rf"(?:{_QUOTES}\s?)?(?P<letters>[^\W\d_]{{1,2}})")
_MAX_LENGTH: Final = 5  # characters of an initial with its quotation mark
_WORD: Final = re.compile(r"[^\W\d_]+")
_GOES_ON: Final = re.compile(r"[^\W\d_A-Z]|[’'-]|[A-ZÀ-Þ]{2}|[A-ZÀ-Þ](?![^\W\d_])")


# If no other word of the document distinguishes "A team" from "Ateam": no word begins with "fter" or "nterviews", the article
# before a vowel is "An", and most words with "a" and "i" that look like two words begin like these.
_BEGINS_WORD: Final = re.compile(
    r"[bcdfgjklmnprstvwyz](?=[aeiouy])|[bcfgp]l|[bcdfgpt]r|[cstw]h|s[cklmnpqtw]|tw|qu|kn|wr|ph", re.IGNORECASE
)
_REST_OF_WORD: Final = re.compile(
    r"bili|bov|bus|cade|chie|cros|cut|dap|deq|dol|dop|dul|fric|gain|gen|gre|head|lik|liv|lon|los|meri|mid|mon|mou|nal|nim|noth|"
    r"part|polog|sid|sleep|spec|tom|vail|ven|ver|voi|war|way|daho|dea|den|rel|ris|ron|sol|tal|tem",
)


class _Words:
    """The words of a document, counted on first use."""

    def __init__(self, pages: Sequence[PageText]) -> None:
        self._pages = pages
        self._counts: Counter[str] | None = None

    def __getitem__(self, word: str) -> int:
        if self._counts is None:
            self._counts = Counter(
                word.casefold()
                for page in self._pages
                for line in page.lines
                for word in _WORD.findall(line.text)
            )
        return self._counts[word]


def with_joined_initials(pages: Sequence[PageText]) -> list[PageText]:
    """Return *pages* with each initial joined to the first line of its text."""
    words = _Words(pages)
    return [_with_initials(page, words) for page in pages]


def _with_initials(page: PageText, words: _Words) -> PageText:
    lines = list(page.lines)
    initials = [
        (line, found)
        for line in page.lines
        if len(line.text) <= _MAX_LENGTH and (found := _INITIAL.fullmatch(line.text))
    ]
    for initial, found in initials if len(initials) <= MAX_INITIALS else ():
        beside = _beside(initial, lines)
        if not beside or not _GOES_ON.match(beside[0].text):
            continue
        first = beside[0]
        quote = next((line for line in lines if _opens(line, initial)), None)
        opening = quote.text if quote else ""
        divider = _divider(found["letters"], beside, words)
        joined = replace(
            first, text=opening + initial.text + divider + first.text, left=initial.left, close=False
        )
        # Move the lines beside it to the left edge of the text, or they would look like a list.
        moved = {id(line): replace(line, left=initial.left) for line in beside[1:]} | {id(first): joined}
        gone = {id(initial), id(quote)}
        lines = [moved.get(id(line), line) for line in lines if id(line) not in gone]
    return page if len(lines) == len(page.lines) else replace(page, lines=tuple(lines))


def _beside(initial: Line, lines: Iterable[Line]) -> list[Line]:
    """Return the lines of text beside *initial*, from top to bottom."""
    found = [
        line
        for line in lines
        if line.size * LARGER <= initial.size
        and -OVERLAP * initial.size <= line.left - initial.right <= FAR * line.size
        and -HANGS * line.size <= line.baseline - initial.baseline <= ASCENT * initial.size
    ]
    return sorted(found, key=lambda line: -line.baseline)


def _opens(line: Line, initial: Line) -> bool:
    """Return whether *line* is the quotation mark before *initial*."""
    return (
        _OPENING.fullmatch(line.text) is not None
        and -OVERLAP * initial.size <= initial.left - line.right <= HANGS * initial.size
        and 0 <= line.baseline - initial.baseline + HANGS * line.size <= initial.size
    )


def _divider(letters: str, beside: Sequence[Line], words: _Words) -> str:
    """Return what separates *letters* from the text: nothing, or a space if they are a word ("A team")."""
    first = beside[0]
    if first.text[0] in "’'-":
        return ""
    if len(beside) > 1 and SET_IN * first.size < first.left - beside[1].left < MAX_SET_IN * first.size:
        return " "
    found = _WORD.match(first.text)
    own, rest = letters.casefold(), found.group().casefold() if found else ""
    whole = own + rest
    if own not in COMMON_WORDS or whole in COMMON_WORDS:
        return ""
    if rest in COMMON_WORDS:
        return " "
    alone = words[rest] - 1  # without this occurrence
    if alone != words[whole]:
        return " " if alone > words[whole] else ""
    return " " if _BEGINS_WORD.match(rest) and not _REST_OF_WORD.match(rest) else ""
