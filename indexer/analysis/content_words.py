"""Which terms are content words: neither common words of a language, nor numbers such as those of sections."""

from functools import cache

from indexer.analysis.analyzer import untagged
from indexer.analysis.languages import ANALYZERS


def is_content_word(term: str) -> bool:
    """Return whether *term* says what a title or a heading is about."""
    return term not in _common_terms() and any(map(str.isalpha, untagged(term)))


@cache  # when it is first needed: few commands need it
def _common_terms() -> frozenset[str]:
    return frozenset(
        analyzer.term_of(word) for analyzer in ANALYZERS.values() for word in analyzer.common_words
    )
