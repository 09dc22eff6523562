"""The ranking model in numbers: what a match needs, and the constants of its score, each with its reason.

Whatever computes scores takes them from here, or from `[ranking]` in config.toml: field weights, k1 and b, and the
table of "most of the words" are settings.
"""

import math
from collections.abc import Sequence
from typing import Final

from indexer.config import RankingConfig

PASSAGE_LENGTH: Final = 0.5  # passages are cut to about one size

# A heading says what all of its section is about, so a word in it counts for each passage below it, about as one
# occurrence in the passage itself does, 1 / (1 + k1). Without it the sample library misses the right page: docs/relevance.md, "Weights".
# Held by EngineContract.test_a_passage_under_a_matching_heading_comes_first.
HEADING: Final = 0.4

# A passage that is this much weaker than the best one tells nothing that the best one does not.
# Held by EngineContract.test_much_weaker_passages_are_not_shown.
WEAKEST: Final = 0.4

# What it adds that two words typed side by side stand side by side, against holding the less telling of them. It is for
# questions that are names, of fewer words than a sentence, and for the answers on the first two pages.
# Measured on the sample library: docs/relevance.md, "Words side by side".
CLOSENESS: Final = 0.5
CLOSEST: Final = 20

# From this many words on a question describes what it is about instead of naming it. Then what the best answers say
# tells more of its subject than the question itself; a name says all, and what stands beside it leads away from it.
SENTENCE: Final = 6
BEST: Final = 5  # answers that are listened to: three are few, and of eight some are wrong
LIKELIEST_TERMS: Final = 40  # terms looked up to see how telling they are; more cost time and bring nothing
AGREED_TERMS: Final = 20  # terms that are listened to: the rest are of one answer alone, or in every text
REORDERED: Final = 100  # answers that are compared: nobody reads on to where the others stand
# How much it counts to say all that the best answers agree on, against holding every word of the question.
# Measured on four judged collections: docs/relevance.md, "What the best answers agree on".
AGREEMENT: Final = 0.3

PASSAGES: Final = 3  # a hit shows the best, not the whole document
MATCHING_PASSAGES: Final = 50  # an answer of the API on one resource shows this many, whole …
MATCHING_TEXT: Final = 100_000  # … and no more once they have so many characters together
LISTED_PASSAGES: Final = 100  # a resource's page lists this many of all that match at once: long, but quick
NAMED_PASSAGES: Final = 3  # … and names the best above the list: as many as a hit shows
MAPS: Final = 10  # documents of a resource on whose maps it shows where they match
STEPS: Final = 200  # of a map: on a page of its usual width, one is as wide as what stands for a match
HIT_DOCUMENTS: Final = 10  # documents that a hit of a list names
LISTED_DOCUMENTS: Final = 100  # documents that a resource's page lists at once
SHARED_TOPICS: Final = 50  # topics of a resource by which others are related to it
RELATED: Final = 5  # more would be a second list of results
# How much it counts to have the same topics, against having the same title. Topics are broad: among titles that
# are as like they decide. Measured on the judged pairs of the sample library: docs/relevance.md, "Related resources".
SAME_TOPICS: Final = 0.2

# What a word typed in capitals is worth where it stands in small letters alone, against what these are worth by
# themselves: so little that a text full of "it" stays behind one that names IT once, which has `exact` at least. Not
# nothing: among themselves such texts keep their order. docs/relevance.md, "In capitals".
SMALL_LETTERS: Final = 0.1
# Where so many resources have a word in capitals, and they are most of those that have it, small letters are another way
# of writing the same name ("Covid"), and nobody's other word.
NAMED_BY: Final = 10

DIGITS: Final = 6  # significant digits of a score: sums taken in another order then still tie


def minimum_should_match(count: int, ranking: RankingConfig) -> int:
    """Return how many of *count* words a match needs."""
    return _entry(ranking.minimum_should_match, count)


def min_results(count: int, ranking: RankingConfig) -> int:
    """Return how many resources with most of *count* words are enough not to ask for fewer words."""
    return _entry(ranking.min_results, count)


def _entry(table: Sequence[int], words: int) -> int:
    return table[min(words, len(table)) - 1] if words else 0


def is_another_word(named: int, holding: int, *, common: bool) -> bool:
    """Tell whether a word that *named* of the resources *holding* it have in capitals is another one in lower case."""
    return bool(named) and (common or named < NAMED_BY or 2 * named <= holding)


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
