"""Text analysis: which words a text consists of, and under which terms they are indexed. Queries use it too."""

from indexer.analysis.analyzer import ANALYSIS_VERSION, PART_OF_WORD, analyze, analyze_word
from indexer.analysis.folding import KEY_SEPARATOR, MAX_PART, fold, form_of, term_of, typed_as
from indexer.analysis.stacked_terms import StackedTerm, capitals_term, joined_term, plain_term, span_of
from indexer.analysis.tokens import (
    WORD,
    Part,
    Word,
    crosses_spaces,
    is_all_caps,
    is_common,
    raw_words,
    words,
)

__all__ = [
    "ANALYSIS_VERSION",
    "KEY_SEPARATOR",
    "MAX_PART",
    "PART_OF_WORD",
    "WORD",
    "Part",
    "StackedTerm",
    "Word",
    "analyze",
    "analyze_word",
    "capitals_term",
    "crosses_spaces",
    "fold",
    "form_of",
    "is_all_caps",
    "is_common",
    "joined_term",
    "plain_term",
    "raw_words",
    "span_of",
    "term_of",
    "typed_as",
    "words",
]
