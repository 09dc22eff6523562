"""JSON in UTF-8: as the standard library writes it, whatever is in it."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.json_bytes import json_bytes, json_value

LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
TEXTS = st.text(st.characters(codec=None, exclude_categories=[]))  # half surrogate pairs too
VALUES = st.recursive(
    LEAVES | TEXTS, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner), max_leaves=20
)


@given(VALUES)
def test_what_is_written_is_read_again(value: Any) -> None:
    assert json.loads(str(json_bytes(value), "utf-8", "surrogatepass")) == value


@given(VALUES)
def test_what_is_written_is_read_again_by_its_own_reader(value: Any) -> None:
    # Integers of more than 64 bits are written, and read as the nearest float.
    exact = json_value(json_bytes(value)) == value

    assert exact or any(abs(number) >= 2**63 for number in integers_in(value))


def integers_in(value: Any) -> Iterator[int]:
    if isinstance(value, int):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from integers_in(inner)


@given(TEXTS)
def test_texts_are_written_as_the_standard_library_writes_them(text: str) -> None:
    expected = json.dumps(text, ensure_ascii=False)

    assert json_bytes(text) == expected.encode("utf-8", "surrogatepass")
    assert json_bytes([text], "replace") == f"[{expected}]".encode("utf-8", "replace")


@pytest.mark.parametrize("value", [2**64, -(2**70), {"deep": [2**100]}, {1: "a key that is a number"}])
def test_what_few_have_is_written_too(value: Any) -> None:
    assert json_bytes(value) == json.dumps(value, separators=(",", ":")).encode()


def test_values_within_values_have_no_limit_of_their_own() -> None:
    deep: list[Any] = []
    for _ in range(400):
        deep = [deep]

    assert json_bytes(deep) == b"[" * 401 + b"]" * 401
