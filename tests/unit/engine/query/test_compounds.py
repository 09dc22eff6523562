"""What the index has of words is looked up once, and forgotten before it fills memory."""

import pytest

from indexer.analysis import plain_term
from searchapp.engine.query import compounds
from searchapp.engine.query.compounds import CompoundWords


class Counting:
    """A dictionary that counts how often it is asked."""

    def __init__(self, *terms: str) -> None:
        self._terms = terms
        self.asked = 0

    def has_term(self, term: str) -> bool:
        self.asked += 1
        return term in self._terms

    def has_form(self, form: str) -> bool:
        return self.has_term(form)

    def doc_frequency(self, term: str) -> int:
        return int(self.has_term(term))

    def joined(self, term: str) -> list[str]:
        return [known for known in self._terms if self.has_term(known) and plain_term(known) == term != known]


def test_a_word_is_looked_up_once() -> None:
    known = Counting("side", "walk")
    found = CompoundWords(known)

    first, asked = found.split_word("sidewalk"), known.asked
    again = found.split_word("sidewalk")

    assert first == again == (("side", "walk"),)
    assert known.asked == asked


def test_a_word_that_is_no_two_words_is_cached_too() -> None:
    known = Counting("side")
    found = CompoundWords(known)

    first, asked = found.split_word("sidewalk"), known.asked
    found.split_word("sidewalk")

    assert first == ()
    assert known.asked == asked


def test_two_indexes_do_not_share_what_they_know() -> None:
    one, other = CompoundWords(Counting("side", "walk")), CompoundWords(Counting())

    assert one.split_word("sidewalk")
    assert not other.split_word("sidewalk")


def test_no_more_words_are_cached_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compounds, "MAX_CACHED_WORDS", 10)
    found = CompoundWords(Counting("side", "walk"))

    for number in range(35):
        found.split_word(f"word{number}")

    assert len(found) <= 10
    assert found.split_word("sidewalk") == (("side", "walk"),)
