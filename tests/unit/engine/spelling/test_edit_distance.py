"""The distance is that of its definition, only faster."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.engine.spelling.edit_distance import edit_distance
from tests.twin.spelling import distance
from tests.unit.properties import steadily

words = st.text("abcé", max_size=7)


@pytest.mark.parametrize(
    ("typed", "meant", "count"),
    [
        ("replicaton", "replication", 1),
        ("managment", "management", 1),
        ("wrod", "word", 1),
        ("crisus", "crisis", 1),
        ("teamm", "team", 1),
        ("recieveing", "receiving", 2),
        ("team", "team", 0),
        ("team", "crisis", None),
        ("", "ab", 2),
    ],
)
def test_a_letter_added_left_out_replaced_or_swapped_is_one_edit(
    typed: str, meant: str, count: int | None
) -> None:
    assert edit_distance(typed, meant, 2) == edit_distance(meant, typed, 2) == count


@steadily(200)
@given(words, words, st.integers(0, 3))
def test_it_is_the_distance_of_the_definition(typed: str, meant: str, most: int) -> None:
    expected = distance(typed, meant)

    assert edit_distance(typed, meant, most) == (expected if expected <= most else None)
