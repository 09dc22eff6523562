"""The Snowball stemmer of a language, safe between threads."""

from collections.abc import Callable
from threading import Lock

import Stemmer


def snowball(algorithm: str) -> Callable[[str], str]:
    """Return the stemmer of this name: see `Stemmer.algorithms`."""
    stemmer = Stemmer.Stemmer(algorithm, 0)  # 0: without its own cache, because analyzers cache their results
    stemming = Lock()  # PyStemmer's objects must not be shared between threads unguarded

    def stem(plain: str) -> str:
        with stemming:
            found: str = stemmer.stemWord(plain)
        return found

    return stem
