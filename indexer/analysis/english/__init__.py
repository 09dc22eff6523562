"""English: its stems, its common words, and the words that stemming would confuse."""

from typing import Final

from indexer.analysis.analyzer import Analyzer
from indexer.analysis.english.stemming import stem
from indexer.analysis.english.vocabulary import COMMON_WORDS, FILLERS

# Without a tag: its terms are as they were when there was no other language.
ENGLISH: Final = Analyzer(language="en", version=1, stem=stem, common_words=COMMON_WORDS, fillers=FILLERS)
