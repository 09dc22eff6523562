"""How a typed word may stand in an entry: whole, as the beginning of a word, or misspelt; tried in this order."""

from collections.abc import Iterator
from enum import IntEnum
from string import ascii_lowercase
from typing import Final

from searchapp.engine.suggesting.typed_text import TypedText, TypedWord

# A misspelt word is only looked for where the word as typed leads nearly nowhere: beside entries that have it, guesses
# would be noise. Several words name one entry: if any has them all, it is meant.
FEW_SUGGESTIONS: Final = 3  # for one word
# Letters. One edit turns most shorter words into others ("cit" into "cat"). Longer ones are rarely words, and each
# letter costs some fifty look-ups.
SHORTEST_MISSPELT: Final = 5
LONGEST_MISSPELT: Final = 24


class Match(IntEnum):
    """How a folded word that was typed stands in an entry."""

    WHOLE = 0
    BEGINNING = 1
    MISSPELT = 2  # some word begins with it but for one edit


class Level(IntEnum):
    """How much is read into what was typed: entries of a lower level come first."""

    TYPED = 0  # the last word may be unfinished
    BEGUN = 1  # every word may be
    MISSPELT = 2  # and each may have an edit


def levels(typed: TypedText) -> Iterator[Level]:
    """Yield the levels at which something else is looked for, in order."""
    yield Level.TYPED
    # Also the first parts of a word with a hyphen: "de-es".
    if any(word.complete or any(len(way) > 1 for way in word.ways) for word in typed.words):
        yield Level.BEGUN
    if any(map(can_be_misspelt, (piece for word in typed.words for way in word.ways for piece in way))):
        yield Level.MISSPELT


def enough(typed: TypedText, level: Level, limit: int) -> int:
    """Return with how many suggestions *level* need not be looked at."""
    if level is Level.MISSPELT:
        return min(limit, FEW_SUGGESTIONS if len(typed.words) == 1 else 1)
    return limit


def pieces(word: TypedWord, level: Level | None) -> Iterator[list[tuple[str, Match]]]:
    """Yield each way of a typed word, as its folded words with how they may stand in an entry; *level* None: whole."""
    for way in word.ways:
        unfinished = len(way) - 1 if not word.complete else len(way)
        yield [(piece, _match(piece, level, last=place == unfinished)) for place, piece in enumerate(way)]


def _match(piece: str, level: Level | None, *, last: bool) -> Match:
    if level is None:
        return Match.WHOLE
    if level is Level.TYPED:
        return Match.BEGINNING if last else Match.WHOLE
    if level is Level.MISSPELT and can_be_misspelt(piece):
        return Match.MISSPELT
    return Match.BEGINNING


def can_be_misspelt(word: str) -> bool:
    """Return whether a folded word is looked for with an edit: words of Latin letters that are not short."""
    return (
        SHORTEST_MISSPELT <= len(word) <= LONGEST_MISSPELT
        and word.isascii()
        and word.isalpha()
        and word.islower()
    )


def edits(word: str) -> set[str]:
    """Return what one edit makes of *word*: a letter left out, added or changed, or two exchanged; the first one stays."""
    found: set[str] = set()
    for place in range(1, len(word) + 1):
        before, after = word[:place], word[place:]
        found.update(before + letter + after for letter in ascii_lowercase)
        if after:
            found.add(before + after[1:])
            found.update(before + letter + after[1:] for letter in ascii_lowercase)
        if len(after) > 1:
            found.add(before + after[1] + after[0] + after[2:])
    found.discard(word)
    return found
