"""The ranking model in numbers: what a match needs, and the constants of its score, each with its reason.

Whatever computes scores takes them from here; field weights alone are settings (`[ranking]` in config.toml).
"""

import math
from collections.abc import Mapping
from typing import Final

# How many of n words a match needs, n from 0; more words than the table has need as many as its last entry: they
# are a sentence, and no text has most of the words of a sentence. Measured: docs/relevance.md, "Most of the words".
MOST: Final = (0, 1, 2, 2, 3, 3)

# How many resources are enough for a question of n words, n from 0; where fewer have most of them, a word less is
# needed, and so on. Up to three words are the name of a thing: one resource that has it is an answer. More words are
# a sentence, in which any may be the author's: with twice the hundred that recall is measured at, it stays within
# 3 % of what any word finds on four judged collections of four. docs/relevance.md, "Most of the words".
ENOUGH: Final = (0, 1, 1, 1, 200)

# How soon more of the same word stops counting: 2.0 was better than 1.5 on four judged collections of four
# (docs/relevance.md, "Saturation").
K1: Final = 2.0

# How much a long field is held against it, by field: from 0 (not at all) to 1 (wholly). Titles and topics differ
# little in length, and a long title is no worse a title; texts do as BM25 is used to. docs/relevance.md.
LENGTH: Final[Mapping[str, float]] = {
    "title": 0.3,
    "headings": 0.5,
    "topics": 0.3,
    "summary": 0.5,
    "text": 0.75,
}
PASSAGE_LENGTH: Final = 0.5  # passages are cut to about one size

# A heading says what all of its section is about, so a word in it counts for each passage below it, about as one
# occurrence in the passage itself does, 1 / (1 + K1). First guess, not yet measured.
# Held by EngineContract.test_a_passage_under_a_matching_heading_comes_first.
HEADING: Final = 0.4

# A passage that is this much weaker than the best one tells nothing that the best one does not.
# First guess, not yet measured. Held by EngineContract.test_much_weaker_passages_are_not_shown.
WEAKEST: Final = 0.4

PASSAGES: Final = 3  # a hit shows the best, not the whole document (DESIGN.md 8)
MATCHING_PASSAGES: Final = 50  # a resource's page shows this many; its text page shows all
RELATED: Final = 5  # more would be a second list of results

DIGITS: Final = 6  # significant digits of a score: sums taken in another order then still tie


def most_of(count: int) -> int:
    """Return how many of *count* words a match needs."""
    return MOST[min(count, len(MOST) - 1)]


def enough_for(count: int) -> int:
    """Return how many resources with most of *count* words are enough not to ask for fewer words."""
    return ENOUGH[min(count, len(ENOUGH) - 1)]


def emphasis(times: int) -> float:
    """Return how much a word counts that was typed *times* times, 1 or more.

    What a long question says again is what it is about; the second time says less than the first.
    """
    return 1 + math.log(times)


def inverse_document_frequency(resources: int, holding: int) -> float:
    """Return how telling a concept is that *holding* of all *resources* have; never negative."""
    return math.log(1 + (resources - holding + 0.5) / (holding + 0.5))


def rounded(value: float) -> float:
    """Return *value* to 6 significant digits."""
    return float(f"{value:.{DIGITS}g}")
