"""Text in, words with their terms out: the same on both sides, so that a query meets what was indexed."""

from indexer.analysis.folding import MARK, MAX_PART, fold, form_of, term_of, typed_as
from indexer.analysis.stacked import Stacked, in_capitals, joined, plain_term, span_of
from indexer.analysis.tokens import (
    ANALYSIS_VERSION,
    PART_OF_WORD,
    WORD,
    Part,
    Word,
    analyse,
    crosses_spaces,
    is_all_caps,
    is_common,
    kept,
    printed,
    words,
)

__all__ = [
    "ANALYSIS_VERSION",
    "MARK",
    "MAX_PART",
    "PART_OF_WORD",
    "WORD",
    "Part",
    "Stacked",
    "Word",
    "analyse",
    "crosses_spaces",
    "fold",
    "form_of",
    "in_capitals",
    "is_all_caps",
    "is_common",
    "joined",
    "kept",
    "plain_term",
    "printed",
    "span_of",
    "term_of",
    "typed_as",
    "words",
]
