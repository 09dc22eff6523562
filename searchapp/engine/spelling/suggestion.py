"""A word as typed, and the forms that a library prints, in; the word that was perhaps meant, or nothing, out.

Whoever types a word makes a typo in one of some hundred. So a word that nobody prints may be a typo, and one that few print
too, if it is one edit from a word that a hundred times as many print: that is more often than what is printed so rarely was
meant. Typed words and printed forms are folded and not stemmed. docs/relevance.md, "Spelling", has what was measured.
"""

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Protocol

from indexer.analysis import KEY_SEPARATOR, PART_OF_WORD, typed_as
from indexer.codec.segment.letter_counts import MIN_LETTERS
from searchapp.engine.spelling.edit_distance import edit_distance

# Among words that are near, one edit more is as likely as that a word is meant which so many times as many resources print.
EDIT_RATIO: Final = 100
FIRST_LETTER: Final = 0.25  # of an edit more: people mistake the first letter least
DOUBLED_LETTER: Final = (
    0.5  # of an edit less: of "spell" and "comment" they forget most often that a letter is doubled
)

# A word as short as this is one edit from so many that its first letter must be right.
SHORTEST: Final = MIN_LETTERS

# What is near a word that some resources print must be printed by so many times as many, and the word must not be short …
KNOWN_EDIT_RATIO: Final = 200
MIN_LETTERS_KNOWN: Final = 5
# … and if it goes on as the word does, by so many times as many: "postgres" stands for "PostgreSQL".
KNOWN_SHORTENED_RATIO: Final = 5
MIN_LETTERS_KNOWN_SHORTENED: Final = 7

MIN_LETTERS_SHORTENED: Final = 5
# Two edits in a shorter word leave too little of it, and many words are as near; so are rare ones.
MIN_LETTERS_TWO_EDITS: Final = 8
# A form that fewer print than one resource in so many is a typo of its author's, or a name, more often than a word.
RARE_FORM: Final = 20_000


class Forms(Protocol):
    """The forms of words that a library prints; each with how many resources print it."""

    @property
    def resources(self) -> int:
        """How many resources there are."""
        ...

    def near(self, word: str, most: int, beginning: str, least: int) -> Iterable[tuple[str, int]]:
        """Return the forms that begin so and are at *most* so many edits from *word*, perhaps others too.

        All are words that may be offered, and at *least* so many resources print them.
        """
        ...

    def beginning(self, word: str, least: int) -> Iterable[tuple[str, int]]:
        """Return the forms that begin with *word*; see `near`."""
        ...

    def titled(self, word: str) -> bool:
        """Return whether a title has *word*: then it is a name that somebody chose, and no typo."""
        ...


@dataclass(frozen=True, slots=True, order=True)
class Suggestion:
    """A word that was perhaps meant; the better one is the greater."""

    score: float
    resources: int  # that print it
    plain: str  # folded
    text: str  # as printed by most


def suggestion(
    forms: Forms, typed: str, printed: int, same: Callable[[str], bool] = lambda _: False
) -> Suggestion | None:
    """Return what was perhaps meant by the word *typed*, which *printed* resources have; None: by all signs itself.

    *same* words are found by the word as typed already.
    """
    found = [
        Suggestion(math.log(resources) - cost * math.log(EDIT_RATIO), resources, plain, text)
        for plain, cost, resources, text in _candidates(forms, typed, printed)
        if not same(plain)
    ]
    return max(found, default=None)


def _candidates(forms: Forms, typed: str, printed: int) -> Iterator[tuple[str, float, int, str]]:
    """Yield each word that may be offered, with the edits that it takes, how many print it, and its printed form."""
    least = least_resources(forms.resources)
    if len(typed) >= (MIN_LETTERS_KNOWN_SHORTENED if printed else MIN_LETTERS_SHORTENED):
        enough = max(KNOWN_SHORTENED_RATIO * printed, least)
        for plain, resources, text in _by_word(forms.beginning(typed, enough)):
            # One letter more is a typo like any other; and who types less than half of a word means none.
            if len(typed) + 1 < len(plain) <= 2 * len(typed):
                yield plain, 1, resources, text
    enough = max(KNOWN_EDIT_RATIO * printed, least)
    if enough > forms.resources or (printed and (len(typed) < MIN_LETTERS_KNOWN or forms.titled(typed))):
        return
    beginning = typed[0] if printed or len(typed) == SHORTEST else ""
    for plain, resources, text in _by_word(forms.near(typed, 1, beginning, enough)):
        if edit_distance(typed, plain, 1) == 1:
            yield plain, _cost(typed, plain), resources, text
    if not printed and len(typed) >= MIN_LETTERS_TWO_EDITS:
        for plain, resources, text in _by_word(forms.near(typed, 2, typed[0], EDIT_RATIO * least)):
            if edit_distance(typed, plain, 2) == 2:
                yield plain, 2, resources, text


def _cost(typed: str, plain: str) -> float:
    """Return what the one edit between two words counts."""
    if plain[0] != typed[0]:
        return 1 + FIRST_LETTER
    return 1 - DOUBLED_LETTER if _once_each(plain) == _once_each(typed) else 1


def _once_each(word: str) -> list[str]:
    """Return the letters of *word* in order, doubled ones once."""
    return [letter for letter, _ in groupby(word)]


def least_resources(resources: int) -> int:
    """Return how many of all *resources* must print what is offered."""
    return 1 + resources // RARE_FORM


def _by_word(forms: Iterable[tuple[str, int]]) -> Iterator[tuple[str, int, str]]:
    """Yield each word of *forms* once: folded, how many resources print it as most do, and how they print it."""
    found: dict[str, tuple[int, str]] = {}
    for form, resources in forms:
        plain = form.partition(KEY_SEPARATOR)[0]
        # Part of a word in parts: by itself it is typed without the others.
        text = plain if form.endswith(PART_OF_WORD) else typed_as(form)
        found[plain] = max(found.get(plain, (0, "")), (resources, text))
    return ((plain, resources, text) for plain, (resources, text) in found.items())
