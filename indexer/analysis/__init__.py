"""Text in, words with their terms out: the same on both sides, so that a query meets what was indexed."""

from indexer.analysis.tokens import (
    ANALYSIS_VERSION,
    MARK,
    MAX_PART,
    PART_OF_WORD,
    WORD,
    Part,
    Word,
    analyse,
    crosses_spaces,
    fold,
    form_of,
    is_common,
    kept,
    printed,
    term_of,
    words,
)

__all__ = [
    "ANALYSIS_VERSION",
    "MARK",
    "MAX_PART",
    "PART_OF_WORD",
    "WORD",
    "Part",
    "Word",
    "analyse",
    "crosses_spaces",
    "fold",
    "form_of",
    "is_common",
    "kept",
    "printed",
    "term_of",
    "words",
]
