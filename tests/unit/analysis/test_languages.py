"""Every language has an analyzer, whose terms are its own."""

from indexer.analysis import ANALYZERS, LANGUAGE_SEPARATOR, outdated_analyzers
from indexer.analysis.folding import fold
from indexer.languages import LANGUAGES


def test_every_language_has_its_analyzer():
    assert list(ANALYZERS) == list(LANGUAGES)


def test_the_terms_of_each_language_begin_with_a_tag_of_their_own():
    tags = [analyzer.tag for analyzer in ANALYZERS.values()]

    assert len(set(tags)) == len(tags)
    assert all(
        tag == "" or tag == analyzer.language + LANGUAGE_SEPARATOR
        for analyzer, tag in zip(ANALYZERS.values(), tags, strict=True)
    )


def test_common_words_are_folded():
    assert all(fold(word) == word for analyzer in ANALYZERS.values() for word in analyzer.common_words)


def test_an_analyzer_of_another_version_is_outdated():
    current = {language: analyzer.version for language, analyzer in ANALYZERS.items()}

    assert list(outdated_analyzers(current)) == []
    assert list(outdated_analyzers(current | {"es": 0})) == [("es", "Spanish")]
    assert list(outdated_analyzers({"xx": 1})) == [("xx", "xx")]
