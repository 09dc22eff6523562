"""What one edit makes of a word, and which words may have one."""

from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.engine.suggesting.matching import Level, can_be_misspelt, edits, levels
from searchapp.engine.suggesting.typed_text import typed_text
from tests.not_none import not_none
from tests.unit.properties import steadily


def distance(one: str, other: str) -> int:
    """The edits between two words: a letter left out, added or changed, or two neighbours exchanged."""
    rows = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for row in range(len(one) + 1):
        for column in range(len(other) + 1):
            if not row or not column:
                rows[row][column] = row + column
                continue
            least = min(
                rows[row - 1][column] + 1,
                rows[row][column - 1] + 1,
                rows[row - 1][column - 1] + (one[row - 1] != other[column - 1]),
            )
            if row > 1 and column > 1 and one[row - 2 : row] == other[column - 2 : column][::-1]:
                least = min(least, rows[row - 2][column - 2] + 1)
            rows[row][column] = least
    return rows[-1][-1]


@steadily(50)
@given(st.text("abcx", min_size=2, max_size=5), st.text("abcx", min_size=1, max_size=6))
def test_edits_are_the_words_at_a_distance_of_one_with_the_same_first_letter(one: str, other: str) -> None:
    near = distance(one, other) == 1 and one[0] == other[0]
    # One that keeps the first letter leads from one to the other: what follows it is at the same distance.
    near = near and distance(one[1:], other[1:]) == 1

    assert (other in edits(one)) == near


def test_there_are_some_fifty_a_letter() -> None:
    assert len(edits("policing")) <= 2 * len(ascii_lowercase) * len("policing")


@pytest.mark.parametrize("word", ["polic", "abcde", "internationalization"])
def test_words_of_five_letters_or_more_may_be_misspelt(word: str) -> None:
    assert can_be_misspelt(word)


@pytest.mark.parametrize("word", ["", "poli", "911abc", "παντα", "поиск", "a" * 25, "co-op"])
def test_short_and_very_long_words_digits_and_other_letters_are_taken_as_typed(word: str) -> None:
    assert not can_be_misspelt(word)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cri", [Level.TYPED]),
        ("cri ", [Level.TYPED, Level.BEGUN]),
        ("cri te", [Level.TYPED, Level.BEGUN]),
        ("crisis", [Level.TYPED, Level.MISSPELT]),
        ("crisis te", [Level.TYPED, Level.BEGUN, Level.MISSPELT]),
    ],
)
def test_nothing_is_looked_for_twice(text: str, expected: list[Level]) -> None:
    assert list(levels(not_none(typed_text(text)))) == expected
