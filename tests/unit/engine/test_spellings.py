"""What the index knows of words is looked up once, and forgotten before it fills memory."""

import pytest

from indexer.analysis import plain_term
from searchapp.engine.query import compounds as spellings
from searchapp.engine.query.compounds import Spellings


class Counting:
    """A dictionary that counts how often it is asked."""

    def __init__(self, *terms: str) -> None:
        self._terms = terms
        self.asked = 0

    def knows(self, term: str) -> bool:
        self.asked += 1
        return term in self._terms

    def prints(self, form: str) -> bool:
        return self.knows(form)

    def resources_with(self, term: str) -> int:
        return int(self.knows(term))

    def joined(self, term: str) -> list[str]:
        return [known for known in self._terms if self.knows(known) and plain_term(known) == term != known]


def test_a_word_is_looked_up_once() -> None:
    known = Counting("side", "walk")
    found = Spellings(known)

    first, asked = found.as_two("sidewalk"), known.asked
    again = found.as_two("sidewalk")

    assert first == again == (("side", "walk"),)
    assert known.asked == asked


def test_a_word_that_is_no_two_words_is_remembered_too() -> None:
    known = Counting("side")
    found = Spellings(known)

    first, asked = found.as_two("sidewalk"), known.asked
    found.as_two("sidewalk")

    assert first == ()
    assert known.asked == asked


def test_two_indexes_do_not_share_what_they_know() -> None:
    one, other = Spellings(Counting("side", "walk")), Spellings(Counting())

    assert one.as_two("sidewalk")
    assert not other.as_two("sidewalk")


def test_no_more_words_are_remembered_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spellings, "MOST", 10)
    found = Spellings(Counting("side", "walk"))

    for number in range(35):
        found.as_two(f"word{number}")

    assert len(found) <= 10
    assert found.as_two("sidewalk") == (("side", "walk"),)
