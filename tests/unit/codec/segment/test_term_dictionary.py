"""A dictionary finds what is there, nothing else, and every range of it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.codec.segment.layout import BLOCK
from indexer.codec.segment.term_dictionary import Dictionary, dictionary_sections

SIZES = (0, 1, 2, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 5 * BLOCK + 7)

# Few letters, so that keys share beginnings; the last of them has the greatest bytes that UTF-8 writes.
WORDS = st.text(st.sampled_from("ab\x00é\U0010ffff"), max_size=5).map(str.encode)
KEYS = st.sets(WORDS, max_size=200).map(sorted)


def made(keys: list[bytes]) -> Dictionary:
    sections = dict(dictionary_sections("terms", keys))
    return Dictionary(sections["terms.bytes"].data, sections["terms.blocks"], len(keys))


def numbered(size: int) -> list[bytes]:
    return [b"key %05d" % number for number in range(size)]


@pytest.mark.parametrize("size", SIZES)
def test_every_key_is_found_at_its_ordinal_and_comes_back_from_it(size: int) -> None:
    keys = numbered(size)

    dictionary = made(keys)

    assert len(dictionary) == size
    assert list(dictionary) == keys
    assert [dictionary.find(key) for key in keys] == list(range(size))
    assert [dictionary.key(ordinal) for ordinal in range(size)] == keys


@pytest.mark.parametrize("size", SIZES)
def test_what_is_no_key_is_not_found(size: int) -> None:
    dictionary = made(numbered(size))

    strangers = [b"", b"a", b"z", b"key", b"key 0000", b"key 000000", b"ey 00000", b"key 00000\xffkey 00001"]

    assert [dictionary.find(stranger) for stranger in strangers] == [-1] * len(strangers)


@pytest.mark.parametrize("ordinal", [-1, 3])
def test_an_ordinal_past_the_keys_is_an_error(ordinal: int) -> None:
    with pytest.raises(IndexError):
        made(numbered(3)).key(ordinal)


@given(keys=KEYS, word=WORDS)
def test_a_key_is_found_where_a_list_has_it(keys: list[bytes], word: bytes) -> None:
    assert made(keys).find(word) == (keys.index(word) if word in keys else -1)


@given(keys=KEYS, prefix=WORDS)
def test_a_range_is_all_keys_that_begin_with_the_prefix(keys: list[bytes], prefix: bytes) -> None:
    dictionary = made(keys)

    low, high = dictionary.range(prefix)

    assert dictionary.keys(low, high) == [key for key in keys if key.startswith(prefix)]


@given(keys=KEYS, low=WORDS, high=WORDS)
def test_between_is_all_keys_from_the_one_up_to_the_other(keys: list[bytes], low: bytes, high: bytes) -> None:
    dictionary = made(keys)

    assert dictionary.keys(*dictionary.between(low, high)) == [key for key in keys if low <= key < high]


@given(keys=KEYS, low=st.integers(-3, 210), high=st.integers(-3, 210))
def test_keys_past_the_ends_are_left_out(keys: list[bytes], low: int, high: int) -> None:
    assert made(keys).keys(low, high) == keys[max(low, 0) : max(high, 0)]


def test_long_keys_are_found_too() -> None:
    keys = sorted(bytes([65 + number % 26]) * (50 + number) for number in range(3 * BLOCK))

    dictionary = made(keys)

    assert [dictionary.find(key) for key in keys] == list(range(len(keys)))


def test_half_a_surrogate_pair_is_a_key_like_others() -> None:
    keys = sorted(each.encode("utf-8", "surrogatepass") for each in ("\ud800", "\udfff", "\U0001f600", "a"))

    dictionary = made(keys)

    assert [dictionary.find(key) for key in keys] == [0, 1, 2, 3]


def test_the_offsets_are_those_of_each_block_and_the_end() -> None:
    sections = dict(dictionary_sections("terms", numbered(BLOCK + 1)))

    assert sections["terms.blocks"].tolist() == [0, BLOCK * 10, BLOCK * 10 + 10]
    assert sections["terms.blocks"].dtype == np.uint16
