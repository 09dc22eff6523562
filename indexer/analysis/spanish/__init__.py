"""Spanish: its stems, and its common words."""

from typing import Final

from indexer.analysis.analyzer import LANGUAGE_SEPARATOR, Analyzer
from indexer.analysis.spanish.stemming import stem
from indexer.analysis.spanish.vocabulary import COMMON_WORDS, FILLERS

SPANISH: Final = Analyzer(
    language="es",
    version=1,
    stem=stem,
    common_words=COMMON_WORDS,
    fillers=FILLERS,
    tag="es" + LANGUAGE_SEPARATOR,
)
