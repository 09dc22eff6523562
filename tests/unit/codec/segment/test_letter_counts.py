"""The letters of a form tell which words may be near it: none that is near is missed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis import ENGLISH
from indexer.codec.segment.letter_counts import BITS_CHANGED, is_word, letter_count, letter_counts
from indexer.codec.segment.term_dictionary import key_of
from tests.twin.spelling import distance
from tests.unit.codec.ingest.plain_inversion import letters_in
from tests.unit.properties import steadily

words = st.text("abcdefz", min_size=4, max_size=9) | st.text(min_size=4, max_size=8).filter(str.isalpha)
texts = st.lists(
    st.text("ab-'. é1AЖ", max_size=9) | words | st.sampled_from(["de-escalation", "U.S.C.", "officer’s"])
).map(" ".join)


@steadily(100)
@given(texts)
def test_forms_are_counted_together_as_one_by_one(text: str) -> None:
    forms = sorted(ENGLISH.analyze(text).forms)

    assert letter_counts([key_of(form) for form in forms]).tolist() == [letters_in(form) for form in forms]
    assert [is_word(form) for form in forms] == [letters_in(form) > 0 for form in forms]


@steadily(200)
@given(words, words)
def test_a_typo_changes_few_bits(word: str, other: str) -> None:
    changed = (letter_count(word) ^ letter_count(other)).bit_count()

    assert changed <= BITS_CHANGED * distance(word, other)


@pytest.mark.parametrize("form", ["team", "résumé", "de-escalation", "Ärztinnen", "日本語版"])
def test_words_of_letters_may_be_offered(form: str) -> None:
    (key, *_) = sorted(ENGLISH.analyze(form).forms, key=len, reverse=True)

    assert is_word(key)


@pytest.mark.parametrize("form", ["abc", "v1.2.3", "9-1-1", "a1b2c3", "officer's", "U.S.C.A."])
def test_names_numbers_and_short_words_may_not(form: str) -> None:
    assert not any(map(is_word, ENGLISH.analyze(form).forms))


def test_what_is_no_word_is_near_none() -> None:
    (nothing,) = letter_counts([b"1234"]).tolist()

    assert (nothing ^ letter_count("aaaa")).bit_count() > 2 * BITS_CHANGED


def test_no_forms_have_no_numbers() -> None:
    assert letter_counts([]).tolist() == []
