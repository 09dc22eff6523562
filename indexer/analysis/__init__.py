"""Text analysis: which words a text consists of, and under which terms they are indexed. Queries use it too."""

from indexer.analysis.analyzer import (
    ANALYSIS_VERSION,
    LANGUAGE_SEPARATOR,
    PART_OF_WORD,
    Analyzer,
    untagged,
)
from indexer.analysis.content_words import is_content_word
from indexer.analysis.english import ENGLISH
from indexer.analysis.folding import (
    HYPHENS,
    KEY_SEPARATOR,
    MAX_PART,
    fold,
    form_of,
    typed_as,
    without_possessive,
)
from indexer.analysis.languages import ANALYZERS, outdated_analyzers
from indexer.analysis.spanish import SPANISH
from indexer.analysis.stacked_terms import StackedTerm, capitals_term, joined_term, plain_term, span_of
from indexer.analysis.tokens import (
    WORD,
    Part,
    Word,
    crosses_spaces,
    is_all_caps,
    raw_words,
)

__all__ = [
    "ANALYSIS_VERSION",
    "ANALYZERS",
    "ENGLISH",
    "HYPHENS",
    "KEY_SEPARATOR",
    "LANGUAGE_SEPARATOR",
    "MAX_PART",
    "PART_OF_WORD",
    "SPANISH",
    "WORD",
    "Analyzer",
    "Part",
    "StackedTerm",
    "Word",
    "capitals_term",
    "crosses_spaces",
    "fold",
    "form_of",
    "is_all_caps",
    "is_content_word",
    "joined_term",
    "outdated_analyzers",
    "plain_term",
    "raw_words",
    "span_of",
    "typed_as",
    "untagged",
    "without_possessive",
]
