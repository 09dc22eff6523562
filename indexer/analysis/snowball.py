"""The Snowball stemmer of a language, safe between threads, and the analyzer of a language that needs no more than that."""

from collections.abc import Callable
from threading import Lock

import Stemmer

from indexer.analysis.analyzer import LANGUAGE_SEPARATOR, Analyzer
from indexer.languages import Language


def snowball(algorithm: str) -> Callable[[str], str]:
    """Return the stemmer of this name: see `Stemmer.algorithms`."""
    stemmer = Stemmer.Stemmer(algorithm, 0)  # 0: without its own cache, because analyzers cache their results
    stemming = Lock()  # PyStemmer's objects must not be shared between threads unguarded

    def stem(plain: str) -> str:
        with stemming:
            found: str = stemmer.stemWord(plain)
        return found

    return stem


def snowball_analyzer(language: Language) -> Analyzer:
    """Return the analyzer of a *language* that names its stemmer."""
    if language.stemmer is None:
        raise ValueError(f"{language.name} names no stemmer")
    return Analyzer(
        language=language.code,
        version=language.version,
        stem=snowball(language.stemmer),
        common_words=frozenset(language.common_words.split()),
        fillers={
            line.split()[0]: frozenset(line.split()[1:])
            for line in language.fillers.splitlines()
            if line.strip()
        },
        tag=language.code + LANGUAGE_SEPARATOR,
    )
