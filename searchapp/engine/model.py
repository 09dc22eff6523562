"""The ranking model in numbers: what a match needs, and the constants of its score, each with its reason.

Whatever computes scores takes them from here, or from `[ranking]` in config.toml: field weights, k1 and b, and the
table of "most of the words" are settings.
"""

import math
from collections.abc import Sequence
from typing import Final

from indexer.config import RankingConfig

PASSAGE_B: Final = 0.5  # passages are cut to about one size

# A heading says what all of its section is about, so a word in it counts for each passage below it, about as one
# occurrence in the passage itself does, 1 / (1 + k1). Without it the sample library misses the right page: docs/relevance.md, "Weights".
# Held by EngineContract.test_a_passage_under_a_matching_heading_comes_first.
HEADING_WEIGHT: Final = 0.4

# A passage with less than this share of the best one's score says nothing that the best one does not.
# Held by EngineContract.test_much_weaker_passages_are_not_shown.
MIN_PASSAGE_SHARE: Final = 0.4

# What two words typed side by side add where they occur side by side, against the rarer of them alone. It is for short
# queries, which are mostly names, and for the results on the first two pages.
# Measured on the sample library: docs/relevance.md, "Proximity".
PROXIMITY_WEIGHT: Final = 0.5
PROXIMITY_RESULTS: Final = 20

# What a title or a heading adds that is what was asked for, against all words of the query, for each unit of the weight of
# its field: a page or a section of that name is the answer, where another only uses the words. With less than half of
# the query's weight it names something else. docs/relevance.md, "What was asked for by name".
TITLE_NAMED_WEIGHT: Final = 0.16
HEADING_NAMED_WEIGHT: Final = 0.4
PASSAGE_NAMED_WEIGHT: Final = 1.0  # what such a heading adds to each passage right below it
NAMED_RESULTS: Final = 100  # results of which it is computed, if there are several words; of one word, all
MIN_NAMED_SHARE: Final = 0.5
NAMED_POWER: Final = 3  # of the share of the query's weight: a line that lacks a word of it is another line

# What is left of the score of a resource that only leads to others: a table of contents has the words of all that it
# lists. Not 0: it stays among the answers, and is the first where nothing else has the words.
# docs/relevance.md, "Pages that lead to others".
NAVIGATION_FACTOR: Final = 0.5

# From this many words on, a query describes its subject instead of naming it. Then the best results tell more of the
# subject than the query itself; a name says all, and the words around it lead away from it.
LONG_QUERY: Final = 6
REGULARIZED_RESULTS: Final = 30  # the first three pages: few read on to the others
COMPARED_RESULTS: Final = 10  # the best, which each is compared with: further down more of them are wrong
COMPARED_TERMS: Final = 200  # terms that they are compared by: nearly all that they share
# Texts this like one another and as long are copies, which say nothing for one another: rounding, and a word or two.
COPY_COSINE: Final = 0.999
# What the result that is most like the best gains, as a share of the best score.
# Measured on six judged collections: docs/relevance.md, "Similar results".
SIMILARITY_WEIGHT: Final = 0.3

HIT_PASSAGES: Final = 3  # a hit shows the best, not the whole document
CANDIDATE_PASSAGES: Final = 4 * HIT_PASSAGES  # … of these, without what its other documents say again
MATCHING_PASSAGES: Final = 50  # an answer of the API on one resource shows this many, whole …
MAX_MATCHING_TEXT: Final = 100_000  # … and no more once they have so many characters together
MAX_TEXT_MARKS: Final = (
    3_000  # in a part of a text: its passages are marked as long as they have no more together
)
LISTED_PASSAGES: Final = 100  # a resource's page lists this many of all that match at once: long, but quick
NAMED_PASSAGES: Final = 3  # … and names the best above the list: as many as a hit shows
MAX_MAPS: Final = 10  # documents of a resource on whose maps it shows where they match
MAP_STEPS: Final = 200  # of a map: on a page of its usual width, one is as wide as what stands for a match
HIT_DOCUMENTS: Final = 10  # documents that a hit of a list names
LISTED_DOCUMENTS: Final = 100  # documents that a resource's page lists at once
MAX_SHARED_TOPICS: Final = 50  # topics of a resource by which others are related to it
RELATED_RESOURCES: Final = 5  # more would be a second list of results
# How much it counts to have the same topics, against having the same title. Topics are broad: among titles that
# are as like they decide. Measured on the judged pairs of the sample library: docs/relevance.md, "Related resources".
SHARED_TOPICS_WEIGHT: Final = 0.2

# What it counts to be part of the same source, book and chapter, or of the same folders: as much as to have the same title. Of two
# manuals, each has its "Introduction". Measured on three manuals in one folder: docs/relevance.md, "Related resources".
PART_OF_WEIGHT: Final = 1.0

# The weight of a word typed in capitals where it stands in lower case alone, against the weight of the word in lower
# case: so little that a text full of "it" stays behind one that names IT once, which has `exact` at least. Not 0: such
# texts keep their order among themselves. docs/relevance.md, "In capitals".
LOWER_CASE_WEIGHT: Final = 0.1
# Where so many resources have a word in capitals, and they are most of those that have it, lower case is another way
# of writing the same name ("Covid"), and not another word.
MIN_NAMED_RESOURCES: Final = 10

# How much an occurrence of a synonym counts, against one of what was typed: where both say as much, what was typed comes
# first. docs/relevance.md, "Synonyms".
SYNONYM_WEIGHT: Final = 0.5

# A resource also matches if its words carry one part in so many of the idf weight of all words that the index has. What a
# text is about is in its rare words: with these, it is an answer without most of them. docs/relevance.md, "Most of the words".
WEIGHT_SHARE: Final = 3

SCORE_DIGITS: Final = 6  # significant digits of a score: sums taken in another order then still tie


def minimum_should_match(count: int, ranking: RankingConfig) -> int:
    """Return how many of *count* words a match needs."""
    return _entry(ranking.minimum_should_match, count)


def min_results(count: int, ranking: RankingConfig) -> int:
    """Return how many resources with most of *count* words are enough not to ask for fewer words."""
    return _entry(ranking.min_results, count)


def _entry(table: Sequence[int], words: int) -> int:
    return table[min(words, len(table)) - 1] if words else 0


def is_another_word(named: int, doc_frequency: int, *, common: bool) -> bool:
    """Return whether a word that *named* of *doc_frequency* resources have in capitals is another one in lower case."""
    return bool(named) and (common or named < MIN_NAMED_RESOURCES or 2 * named <= doc_frequency)


def emphasis(times: int) -> float:
    """Return how much a word counts that was typed *times* times, 1 or more.

    What a long query says again is what it is about; the second time says less than the first.
    """
    return 1 + math.log(times)


def inverse_document_frequency(resources: int, doc_frequency: int) -> float:
    """Return how rare a concept is that *doc_frequency* of all *resources* have; never negative."""
    return math.log(1 + (resources - doc_frequency + 0.5) / (doc_frequency + 0.5))


def rank_discount(rank: int) -> float:
    """Return how much it counts to be like the result at *rank*, from 0: the lower, the likelier it is wrong."""
    return 1 / (rank + 2)


def rounded(value: float) -> float:
    """Return *value* to 6 significant digits."""
    return float(f"{value:.{SCORE_DIGITS}g}")
