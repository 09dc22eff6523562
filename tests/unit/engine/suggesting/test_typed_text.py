"""The beginning of a query as the words that an entry must have."""

import pytest

from searchapp.engine.suggesting.typed_text import MAX_TYPED, MAX_TYPED_WORDS, typed_text
from tests.not_none import not_none


def words(text):
    return [(word.ways, word.complete) for word in not_none(typed_text(text)).words]


def test_the_last_word_is_unfinished_until_a_space_follows():
    assert words("use of fo") == [((("use",),), True), ((("of",),), True), ((("fo",),), False)]
    assert words("use of fo ")[-1] == ((("fo",),), True)
    assert words("fo”") == [((("fo",),), False)]


def test_a_word_in_parts_stands_as_one_word_or_as_its_parts():
    assert words("de-escal") == [((("deescal",), ("de", "escal")), False)]
    assert words("JustGr") == [((("justgr",), ("just", "gr")), False)]
    assert words("officer’s") == [((("officers",), ("officer",)), False)]


def test_what_an_entry_begins_with_is_folded_and_begins_with_a_letter_or_digit():
    assert not_none(typed_text("  “Résumé   of ")).beginning == "resume of"


@pytest.mark.parametrize(
    "text", ["", " \n", "?", "_", "\ud800\x00", "a" * (MAX_TYPED + 1), "a " * (MAX_TYPED_WORDS + 1)]
)
def test_without_a_word_and_of_a_long_text_there_is_nothing(text):
    assert typed_text(text) is None
