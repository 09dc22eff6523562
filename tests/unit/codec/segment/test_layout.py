"""The tables of the layout agree with each other."""

import numpy as np
import pytest

from indexer.codec.segment.layout import (
    AMOUNTS,
    BYTES,
    ID_SPACES,
    LETTERS,
    OFFSETS,
    STANDARD_LAYOUT,
    dtype_for,
)

WHAT = {BYTES, OFFSETS, AMOUNTS, LETTERS, *STANDARD_LAYOUT.counts}


def test_no_section_has_the_name_of_another() -> None:
    sections = [
        *(section for posting_list in STANDARD_LAYOUT.posting_lists for section in posting_list.sections),
        *(column.section for column in STANDARD_LAYOUT.columns),
        *(section for lists in STANDARD_LAYOUT.lists for section in lists.sections),
    ]

    letters = 1  # of forms alone
    assert len(STANDARD_LAYOUT.sections) == len(sections) + 2 * len(STANDARD_LAYOUT.dictionaries) + letters


def test_every_dictionary_has_a_family_that_keeps_its_keys_alive() -> None:
    assert {posting_list.dictionary for posting_list in STANDARD_LAYOUT.posting_lists} == set(
        STANDARD_LAYOUT.dictionaries
    )


@pytest.mark.parametrize("name", STANDARD_LAYOUT.sections)
def test_what_a_section_refers_to_exists(name: str) -> None:
    section = STANDARD_LAYOUT.sections[name]

    assert section.holds in WHAT
    assert section.per is None or section.per in STANDARD_LAYOUT.counts
    assert section.like is None or section.like in STANDARD_LAYOUT.sections


def test_the_length_of_a_section_follows_from_the_counts() -> None:
    counts = dict.fromkeys(STANDARD_LAYOUT.counts, 0) | {"resources": 3, "terms": 129, "forms": 128}

    assert STANDARD_LAYOUT.sections["fields.start"].length(counts) == 15
    assert STANDARD_LAYOUT.sections["stored_fields.ptr"].length(counts) == 4
    assert STANDARD_LAYOUT.sections["terms.blocks"].length(counts) == 4
    assert STANDARD_LAYOUT.sections["forms.blocks"].length(counts) == 3
    assert STANDARD_LAYOUT.sections["text.ids"].length(counts) is None


def test_ids_are_as_wide_as_their_space_and_amounts_as_the_greatest() -> None:
    counts = dict.fromkeys(STANDARD_LAYOUT.counts, 0) | {"resources": 300}

    assert STANDARD_LAYOUT.sections["text.ids"].dtype(counts, 0) == np.uint16
    assert STANDARD_LAYOUT.sections["text.tf"].dtype(counts, 255) == np.uint8
    assert STANDARD_LAYOUT.sections["text.tf"].dtype(counts, 256) == np.uint16
    assert STANDARD_LAYOUT.sections["stored_text.bytes"].dtype(counts, 300) == np.uint8


@pytest.mark.parametrize(
    ("greatest", "size"), [(0, 1), (255, 1), (256, 2), (65_536, 4), (2**32 - 1, 4), (2**32, 8)]
)
def test_a_type_is_as_narrow_as_can_be(greatest: int, size: int) -> None:
    assert dtype_for(greatest).itemsize == size


def test_the_spaces_and_the_dictionaries_are_what_is_counted() -> None:
    assert (*ID_SPACES, *STANDARD_LAYOUT.dictionaries) == STANDARD_LAYOUT.counts
