"""The analyzer of each language of `indexer/languages.py`."""

from collections.abc import Iterator, Mapping
from typing import Final

from indexer.analysis.analyzer import Analyzer
from indexer.analysis.english import ENGLISH
from indexer.analysis.spanish import SPANISH
from indexer.languages import LANGUAGES

ANALYZERS: Final[Mapping[str, Analyzer]] = {each.language: each for each in (ENGLISH, SPANISH)}


def outdated_analyzers(versions: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Yield the language, and its name, of those *versions* that are not what texts are analyzed by now."""
    for language, version in versions.items():
        analyzer = ANALYZERS.get(language)
        if analyzer is None or analyzer.version != version:
            yield language, LANGUAGES.get(language, language)
