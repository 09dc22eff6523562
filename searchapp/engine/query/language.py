"""The text of a query in, the language that it is read in out."""

from collections.abc import Sequence

from indexer.analysis import Analyzer, fold, raw_words


def language_of(text: str, languages: Sequence[Analyzer]) -> Analyzer:
    """Return the language whose common words the text has most of, else the first one, which is the site's.

    Only common words depend on it, and they alone tell: other words are looked for in every language of the library.
    """
    if len(languages) == 1:
        return languages[0]
    plains = [fold(raw) for raw in raw_words(text)]
    return max(languages, key=lambda analyzer: sum(map(analyzer.is_common, plains)))
