"""A text in; the acronyms that it explains, with what they stand for, out: "Crisis Intervention Team (CIT)", "CIT (Crisis Intervention Team)".

After Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text" (PSB 2003): the
letters of the acronym are looked for in the words before it, from right to left, the first one at the beginning of a word. Before
that, a stricter way is tried, which finds where the long form begins more surely: its words but for the common ones begin
with these very letters. Only acronyms in capitals count, whose every letter begins a word or stands within a later part of one.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from indexer.analysis import ANALYZERS, ENGLISH, fold
from indexer.synonyms.lines import MAX_PARTS

MIN_LETTERS: Final = 2
MAX_LETTERS: Final = 10
MAX_LONG_FORM: Final = 120  # characters

_ACRONYM: Final = rf"[A-Z](?:[&/.-]?[A-Z0-9]){{1,{MAX_LETTERS - 1}}}"
# Behind its long form, alone or with a remark.
_BEHIND: Final = re.compile(
    rf"(?<=[\w.”\"’)])[ \n]\(\s?[\"“]?({_ACRONYM})(?:['’]?s)?[\"”]?\s?(?:[;,:][^()]{{0,60}})?\)"
)
# Before its long form.
_BEFORE: Final = re.compile(rf"(?<![\w.&/-])({_ACRONYM})(?:['’]?s)?[ \n]\(([^()\n]{{5,{MAX_LONG_FORM}}})\)")
# What a long form never contains: the end of a sentence, of a cell or of an item, or another parenthesis.
_END: Final = re.compile(r"[.!?](?=\s)|[;:()\[\]{}•|\t\n“”\"<>=]|\s[–—-]\s")
_WORD: Final = re.compile(r"[^\W_]+(?:['’.&/-]+[^\W_]+)*[’']?")
_SPACE: Final = re.compile(r"\s+")
_COMMON: Final = frozenset(word for analyzer in ANALYZERS.values() for word in analyzer.common_words) | {"&"}


class Pair(NamedTuple):
    """An acronym, and what it stands for as printed."""

    acronym: str
    long_form: str
    start: int  # where in the text the acronym or the long form begins


def pairs_in(text: str) -> Iterator[Pair]:
    """Yield each acronym that *text* explains, in order."""
    if "(" not in text:
        return
    for found in _BEHIND.finditer(text):
        acronym = _bare(found[1])
        before = _before(text, found.start())
        words = list(_WORD.finditer(before))
        first = _first_word(acronym, words)
        if first is not None:
            yield from _pair(acronym, before[first:], found.start(1))
    for found in _BEFORE.finditer(text):
        acronym = _bare(found[1])
        within = _END.split(found[2], maxsplit=1)[0]
        words = list(_WORD.finditer(within))
        start = _first_word(acronym, words)
        if words and start == words[0].start():
            yield from _pair(acronym, within, found.start(1))


def key_of(long_form: str) -> str:
    """Return what long forms have in common that differ in endings, capitals and hyphens alone."""
    return " ".join(part.term for word in ENGLISH.words(long_form) for part in word.parts)


def _bare(acronym: str) -> str:
    return acronym.replace(".", "")


def _before(text: str, end: int) -> str:
    """Return what may be a long form before *end*: from the end of a sentence on, and not too long."""
    begin = max(0, end - MAX_LONG_FORM)
    if begin:
        begin = text.find(" ", begin, end) + 1 or end
    for found in _END.finditer(text, begin, end):
        begin = found.end()
    return text[begin:end]


def _first_word(acronym: str, words: Sequence[re.Match[str]]) -> int | None:
    """Return where the long form of *acronym* begins that ends with the last of *words*; None: there is none."""
    letters = [fold(letter) for letter in acronym if letter.isalnum()]
    if not words or not MIN_LETTERS <= len(letters) <= MAX_LETTERS:
        return None
    # As many as are likely: Schwartz and Hearst.
    words = words[-min(len(letters) + 5, 2 * len(letters)) :]
    first = _by_initials(letters, words)
    return first if first is not None else _by_letters(letters, words)


def _by_initials(letters: Sequence[str], words: Sequence[re.Match[str]]) -> int | None:
    """Return where the words begin whose parts, but for the common ones, begin with just these *letters*."""
    left = list(letters)
    for word in reversed(words):
        parts = [fold(part[0]) for part in re.split(r"[&/’'.-]+", word[0]) if part]
        if left[-len(parts) :] == parts:
            del left[-len(parts) :]
        elif left[-1:] == parts[:1]:
            del left[-1]
        elif fold(word[0]) not in _COMMON:
            return None
        if not left:
            return word.start()
    return None


def _by_letters(letters: Sequence[str], words: Sequence[re.Match[str]]) -> int | None:
    """Return where the words begin that have these *letters* in their order, at least half of them at the beginning of a word.

    The first letter begins the first word; each word but the common ones has one of them, and as few as will do.
    """
    for count, first in _beginnings(letters, words):
        if 2 * count >= len(letters):
            return words[first].start()
    return None


def _beginnings(letters: Sequence[str], words: Sequence[re.Match[str]]) -> Iterator[tuple[int, int]]:
    """Yield how many of *words* have all of *letters*, the last ones of each, and which word is the first of these."""
    if not words:
        return
    place = len(words) - 1
    folded = fold(words[place][0])
    for taken in range(1, min(len(letters), len(folded)) + 1):
        if not _begins_with(folded, letters[-taken:]):
            continue
        if taken == len(letters):
            yield 1, place
        else:
            yield from ((1 + count, first) for count, first in _beginnings(letters[:-taken], words[:-1]))
    if folded in _COMMON:
        yield from _beginnings(letters, words[:-1])


def _begins_with(word: str, letters: Sequence[str]) -> bool:
    """Tell whether a word has these *letters* in their order, the first of them at its beginning."""
    if word[:1] != letters[0]:
        return False
    place = 0
    for letter in letters[1:]:
        place = word.find(letter, place + 1)
        if place < 0:
            return False
    return True


def _pair(acronym: str, long_form: str, start: int) -> Iterator[Pair]:
    """Yield the pair, if the long form is one: several words, none of them the acronym, and not too long."""
    printed = _SPACE.sub(" ", long_form).strip(" ,’'\"-–")
    words = _WORD.findall(printed)
    several = len(words) > 1 or any("-" in word for word in words)
    if several and len(words) <= MAX_PARTS and acronym not in words and not printed.isupper():
        yield Pair(acronym, printed, start)
