"""What an address says of a reading list is read whatever ids hold, and no more of it than a list may have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.engine.quotation import Quotation, fingerprint
from searchapp.web.reading_list.items import LONGEST_ID, MAX_ITEMS, Item, items
from tests.unit.properties import steadily

ids = st.text(min_size=1, max_size=20) | st.sampled_from(
    ["a~", "a~3~abcdefgh", "~", "a~b~c", "é/ü?&=#", "a\nb"]
)
quotations = st.builds(Quotation, st.integers(0, 10**9 - 1), st.text(max_size=30).map(fingerprint))


@steadily(200)
@given(st.lists(st.builds(Item, ids, st.none() | quotations), max_size=8, unique=True))
def test_a_list_is_read_as_it_was_written(chosen):
    assert items(map(str, chosen)) == (tuple(chosen), 0)


@pytest.mark.parametrize(
    "value",
    ["", "~", "guide", "guide~3", "guide~3~", "guide~~abcdefgh", "guide~-1~abcdefgh", "guide~3~ABCDEFGH", "guide~3~abc", "~3~abcdefgh", f"{'x' * (LONGEST_ID + 1)}~"],
)  # fmt: skip
def test_what_is_no_item_is_left_out_and_counted(value):
    found, left_out = items([value, "guide~"])

    # What ends in a tilde names a resource, whatever stands before it.
    expected = {"guide~3~": (Item("guide~3", None), Item("guide", None))}.get(value, (Item("guide", None),))
    assert found == expected
    assert left_out == 2 - len(expected)


def test_what_stands_twice_is_there_once():
    assert items(["a~", "b~", "a~"]) == ((Item("a", None), Item("b", None)), 0)


def test_a_list_has_an_end():
    found, left_out = items(f"r{number}~" for number in range(MAX_ITEMS + 7))

    assert len(found) == MAX_ITEMS
    assert left_out == 7


@steadily(200)
@given(st.lists(st.text(max_size=40), max_size=20))
def test_anything_may_be_asked(values):
    items(values)
