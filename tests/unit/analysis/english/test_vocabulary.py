"""Every protected word is there because the stemmer alone would mislead."""

import pytest
import Stemmer

from indexer.analysis import ENGLISH, fold
from indexer.analysis.english.vocabulary import COMMON_WORDS, PROTECTED

# For a protected term, a word of another meaning that the stemmer gives the same stem.
CONFUSED = {
    "activity": "active",
    "aed": "a",
    "authority": "author",
    "department": "depart",
    "experiment": "experience",
    "majority": "major",
    "minority": "minor",
    "officer": "office",
    "rational": "ration",
    "responsible": "response",
}
TERMS = sorted(set(PROTECTED.values()))
stemmed = Stemmer.Stemmer("english", 0).stemWord


def words_of(term):
    return [word for word, of in PROTECTED.items() if of == term]


@pytest.mark.parametrize("term", TERMS)
def test_the_stemmer_alone_would_confuse_or_part_them(term):
    stems = {stemmed(word) for word in words_of(term)}

    confused = term in CONFUSED and stemmed(CONFUSED[term]) in stems
    parted = len(stems) > 1

    assert confused or parted


@pytest.mark.parametrize("term", TERMS)
def test_protected_words_share_one_term_that_no_other_word_has(term):
    assert {ENGLISH.term_of(word) for word in words_of(term)} == {term}
    assert ENGLISH.term_of(term.upper()) == term
    assert ENGLISH.term_of(f"{term}’s") == term
    if term in CONFUSED:
        assert ENGLISH.term_of(CONFUSED[term]) != term


def test_every_word_that_is_said_to_be_confused_is_protected():
    assert set(CONFUSED) <= set(TERMS)


def test_the_lists_hold_words_as_folding_leaves_them():
    assert all(fold(word) == word for word in (*COMMON_WORDS, *PROTECTED, *PROTECTED.values()))
    assert COMMON_WORDS.isdisjoint(PROTECTED)
