"""The analyzer of each language of `indexer/languages.py`."""

from collections.abc import Iterator, Mapping
from typing import Final

from indexer.analysis.analyzer import Analyzer
from indexer.analysis.english import ENGLISH
from indexer.analysis.snowball import snowball_analyzer
from indexer.analysis.spanish import SPANISH
from indexer.languages import LANGUAGES

_OWN: Final = {
    each.language: each for each in (ENGLISH, SPANISH)
}  # with rules that no stemmer of Snowball has
ANALYZERS: Final[Mapping[str, Analyzer]] = {
    code: _OWN[code] if code in _OWN else snowball_analyzer(language) for code, language in LANGUAGES.items()
}


def outdated_analyzers(versions: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Yield the language, and its name, of those *versions* that are not what texts are analyzed by now."""
    for language, version in versions.items():
        analyzer = ANALYZERS.get(language)
        if analyzer is None or analyzer.version != version:
            yield language, LANGUAGES[language].name if language in LANGUAGES else language
