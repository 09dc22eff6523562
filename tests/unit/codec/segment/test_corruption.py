"""A segment file that is not as it was written is refused when it is opened, or named when it is verified."""

import json
import random
import struct
import zlib
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from indexer.codec.segment.directory import FORMAT, HEADER_SIZE, MAGIC
from indexer.codec.segment.file import SegmentFile
from indexer.codec.segment.layout import STANDARD_LAYOUT
from indexer.errors import BuildError
from tests.sampling import sampled
from tests.unit.codec.segment.damaging import FIELDS, Sound, sound_segment

FACETS = STANDARD_LAYOUT.facets
FIX = r"; run: fieldguide index --full$"


@pytest.fixture(scope="module")
def sound() -> Sound:
    return sound_segment()


@pytest.fixture
def opened(tmp_path: Path) -> Callable[[bytes], SegmentFile]:
    def write_and_open(content: bytes) -> SegmentFile:
        path = tmp_path / "damaged.fld"
        path.write_bytes(content)
        return SegmentFile.open(path)

    return write_and_open


def test_the_segment_that_is_damaged_here_is_sound_and_has_something_in_every_section(sound, opened):
    segment = opened(sound.content)

    assert segment.verify() == []
    assert [name for name in STANDARD_LAYOUT.sections if len(segment[name]) == 0] == []


@pytest.mark.parametrize("name", sampled(STANDARD_LAYOUT.sections, 8))
def test_a_flipped_bit_in_any_section_is_named_with_its_section(sound, opened, name):
    begin, end = sound.range(name)
    for place, bit in ((begin, 0), ((begin + end) // 2, 3), (end - 1, 7)):
        segment = opened(sound.flipped(place, bit))

        (found,) = segment.verify()

        assert f"the section {name} differs from what was written" in str(found)
        assert "run: fieldguide index --full" in str(found)


@pytest.mark.slow  # each bit
def test_no_bit_of_the_file_can_be_flipped_unseen(sound, opened):
    chance = random.Random(1)  # noqa: S311  # not for secrets
    unseen = []
    for _ in range(2_000):
        place, bit = chance.randrange(len(sound.content)), chance.randrange(8)
        try:
            found = opened(sound.flipped(place, bit)).verify()
        except BuildError:
            continue
        if not found:
            unseen.append((place, bit))

    assert unseen == []


@pytest.mark.parametrize("size", [1, 64, 4096])
@pytest.mark.parametrize("name", sampled(STANDARD_LAYOUT.sections, 8))
def test_a_section_cut_or_extended_is_refused_even_where_the_header_knows_the_new_length(
    sound, opened, name, size
):
    begin, end = sound.range(name)
    cut = sound.content[: max(begin, end - size)] + sound.content[end:]
    extended = sound.content[:end] + bytes(size) + sound.content[end:]

    for damaged in (cut, extended):
        with pytest.raises(BuildError, match=f"bytes, but .+ were written{FIX}"):
            opened(damaged)
        moved = len(damaged) - len(sound.content)
        fields = sound.header | {
            "offset": sound.header["offset"] + moved,
            "whole": len(damaged),
        }
        with pytest.raises(BuildError, match=f"misplaced or of the wrong type{FIX}"):
            opened(sound.with_header(fields, damaged))


@pytest.mark.parametrize("name", sampled(STANDARD_LAYOUT.sections, 8))
def test_a_section_whose_length_is_told_wrong_is_refused_or_named(sound, opened, name):
    for by in (-1, 1, 1_000, 2**40, 2**70):
        rows = sound.rows()
        rows[name][3] += by

        assert seen(partial(opened, sound.with_directory(rows.values())), sound)


@pytest.mark.parametrize("name", sampled(STANDARD_LAYOUT.sections, 8))
def test_a_section_left_out_of_the_directory_is_refused(sound, opened, name):
    rows = sound.rows()
    del rows[name]

    with pytest.raises(BuildError, match=FIX):
        opened(sound.with_directory(rows.values()))


@pytest.mark.parametrize("field", range(5), ids=["name", "dtype", "offset", "length", "checksum"])
def test_two_entries_of_the_directory_with_a_field_swapped_are_refused_or_named(sound, opened, field):
    names = list(STANDARD_LAYOUT.sections)
    for one, other in zip(names, names[1:] + names[:1], strict=True):
        rows = sound.rows()
        if rows[one][field] == rows[other][field]:
            continue
        rows[one][field], rows[other][field] = rows[other][field], rows[one][field]

        assert seen(partial(opened, sound.with_directory(rows.values())), sound), (one, other)


def test_two_entries_of_the_directory_that_change_places_are_refused(sound, opened):
    names = list(STANDARD_LAYOUT.sections)
    for one, other in pairwise(names):
        rows = sound.rows()
        rows[one], rows[other] = rows[other], rows[one]

        with pytest.raises(BuildError, match=FIX):
            opened(sound.with_directory(rows.values()))


def test_two_sections_with_each_others_content_are_both_named(sound, opened):
    rows = sound.rows()
    sizes: dict[int, str] = {}
    swapped = 0
    for name in rows:
        begin, end = sound.range(name)
        other = sizes.setdefault(end - begin, name)
        there, there_end = sound.range(other)
        if sound.content[begin:end] == sound.content[there:there_end]:
            continue
        damaged = bytearray(sound.content)
        damaged[begin:end], damaged[there:there_end] = damaged[there:there_end], damaged[begin:end]

        found = opened(bytes(damaged)).verify()

        assert sorted(error.what for error in found) == sorted(
            f"the section {each} differs from what was written" for each in (name, other)
        )
        swapped += 1
    assert swapped > 10


@pytest.mark.parametrize("place", sampled(range(HEADER_SIZE), 5))
def test_a_mangled_byte_of_the_header_is_refused(sound, opened, place):
    for bit in range(8):
        with pytest.raises(BuildError, match=FIX):
            opened(sound.flipped(place, bit))


@pytest.mark.parametrize("field", FIELDS)
def test_a_header_that_is_whole_but_says_something_else_is_refused(sound, opened, field):
    for number in (0, 1, sound.header[field] - 1, sound.header[field] + 1, 2**32 - 1):
        if number == sound.header[field]:
            continue
        with pytest.raises(BuildError, match=FIX):
            opened(sound.with_header(sound.header | {field: number}))


def test_a_directory_that_makes_no_sense_is_refused(sound, opened):
    listed = [
        b"", b"{", b"null", b"[]", b"[[],[],[]]", b"[[],{},[]]", b"[1,2,3]", b'[{"a":1},{},[]]', b'[[["a"]],{},[]]', b'[["a",1],{},[]]', b"\xff\xfe", b"[" * 100_000, b'[["a"],{"a":1},[[1]]]',
        json.dumps([FACETS, dict(sound.counts), []]).encode(), json.dumps([FACETS, dict(sound.counts), [[]]]).encode(),
        json.dumps([[*FACETS, "audience"], dict(sound.counts), list(sound.rows().values())]).encode(),
    ]  # fmt: skip
    for each in listed:
        with pytest.raises(BuildError, match=FIX):
            opened(sound.with_packed(each))


def test_a_directory_with_one_wrong_word_is_refused_or_named(sound, opened):
    chance = random.Random(1)  # noqa: S311  # not for secrets
    wrong: list[object] = [
        None,
        True,
        -1,
        0,
        1,
        2**31,
        2**63,
        2**70,
        0.5,
        float("inf"),
        float("nan"),
        "",
        "<u8",
        "<f8",
        "fields.start",
        [],
        {},
    ]
    for _ in range(1_500):
        counts, rows = dict(sound.counts), list(sound.rows().values())
        if chance.random() < 0.3:
            counts[chance.choice(list(counts))] = chance.choice(wrong)
        else:
            row = chance.choice(rows)
            row[chance.randrange(len(row))] = chance.choice(wrong)
        packed = json.dumps([FACETS, counts, rows]).encode()

        assert seen(partial(opened, sound.with_packed(packed)), sound), packed


def test_a_file_cut_off_anywhere_is_refused(sound, opened):
    lengths = {
        *range(0, len(sound.content), len(sound.content) // 100),
        *range(HEADER_SIZE),
        len(sound.content) - 1,
    }
    for length in sorted(lengths):
        with pytest.raises(BuildError, match=FIX):
            opened(sound.content[:length])


def test_an_empty_file_is_refused(opened):
    with pytest.raises(BuildError, match=f"this is not an index segment{FIX}"):
        opened(b"")


@pytest.mark.parametrize("begins", [b"", MAGIC, MAGIC + struct.pack("<I", 1)])
def test_random_bytes_are_refused(sound, opened, begins):
    chance = random.Random(1)  # noqa: S311  # not for secrets
    for size in (1, 7, 63, 64, 65, 4096, 100_000):
        with pytest.raises(BuildError, match=FIX):
            opened(begins + chance.randbytes(size))


def test_another_format_is_refused_by_its_number(sound, opened):
    with pytest.raises(
        BuildError,
        match=f"the segment has format {FORMAT + 1}, but this version of Fieldguide reads {FORMAT}",
    ):
        opened(sound.with_header(sound.header | {"format": FORMAT + 1}))


def test_a_folder_in_place_of_the_file_is_an_error_with_its_mend(tmp_path):
    with pytest.raises(BuildError, match=f"the segment cannot be read .+{FIX}"):
        SegmentFile.open(tmp_path)


def seen(open_it: Callable[[], SegmentFile], sound: Sound) -> bool:
    """Whether damage is refused or named, or changed nothing that could be read."""
    try:
        segment = open_it()
    except BuildError as error:
        return error.fix == "run: fieldguide index --full"
    if segment.verify():
        return True
    return segment.counts == sound.counts and all(
        np.array_equal(segment[name], sound.sections[name]) for name in STANDARD_LAYOUT.sections
    )


def test_the_checksums_are_those_that_zlib_computes(sound):
    for name, (_, dtype, _, length, checksum) in sound.rows().items():
        begin, end = sound.range(name)
        padding = bytes(-end % 64)

        assert checksum == zlib.crc32(
            sound.content[begin:end] + padding + f"{name} {dtype} {length}".encode()
        )
