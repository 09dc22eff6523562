"""What is written is read again, as narrow as can be; what cannot be written leaves nothing behind."""

from pathlib import Path

import numpy as np
import pytest

from indexer.codec.segment.directory import ALIGN, HEADER_SIZE
from indexer.codec.segment.file import SegmentFile, SegmentWriter, write_sections
from indexer.codec.segment.layout import STANDARD_LAYOUT
from indexer.errors import BuildError
from tests.unit.codec.segments import made_sections, made_segment


def test_a_section_comes_back_as_it_was_given(tmp_path: Path) -> None:
    segment = made_segment(tmp_path / "one.fld", length_title=[3, 0, 7], metadata_bytes=list(b"{}{}"))

    assert segment["length.title"].tolist() == [3, 0, 7]
    assert bytes(segment.raw("metadata.bytes")) == b"{}{}"
    assert segment["topic.ids"].tolist() == []
    assert segment.verify() == []


def test_the_counts_come_back(tmp_path: Path) -> None:
    segment = made_segment(tmp_path / "one.fld", keys={"topic": [b"Dogs", b"Parks"]})

    assert dict(segment.counts) == dict.fromkeys(STANDARD_LAYOUT.counts, 0) | {
        "resources": 3,
        "passages": 2,
        "lines": 1,
        "positions": 500,
        "topic": 2,
    }


def test_a_dictionary_is_found_by_its_name_and_made_once(tmp_path: Path) -> None:
    segment = made_segment(tmp_path / "one.fld", keys={"topic": [b"Dogs", b"Parks"], "type": [b"Report"]})

    assert list(segment.dictionary("topic")) == [b"Dogs", b"Parks"]
    assert segment.dictionary("type").find(b"Report") == 0
    assert segment.dictionary("topic") is segment.dictionary("topic")


def test_numbers_are_stored_in_the_narrowest_type_that_the_layout_allows(tmp_path: Path) -> None:
    segment = made_segment(
        tmp_path / "one.fld", title_ids=[2], title_tf=[300], passages_start=[0, 9], length_text=[1, 2, 70_000]
    )

    assert segment["title.ids"].dtype == np.uint8  # three documents
    assert segment["title.tf"].dtype == np.uint16
    assert segment["passages.start"].dtype == np.uint16  # five hundred positions
    assert segment["length.text"].dtype == np.uint32


def test_a_view_cannot_be_written_to(tmp_path: Path) -> None:
    segment = made_segment(tmp_path / "one.fld")

    with pytest.raises(ValueError, match="read-only"):
        segment["length.title"][0] = 1


def test_a_view_outlives_its_segment_and_its_file(tmp_path: Path) -> None:
    view = made_segment(tmp_path / "one.fld", length_title=[3, 0, 7])["length.title"]

    (tmp_path / "one.fld").unlink()

    assert view.tolist() == [3, 0, 7]


def test_every_section_begins_at_a_line_of_the_cache(tmp_path: Path) -> None:
    segment = made_segment(tmp_path / "one.fld")

    assert {entry.offset % ALIGN for entry in segment._entries.values()} == {0}
    assert min(entry.offset for entry in segment._entries.values()) == HEADER_SIZE


def test_a_section_in_chunks_is_the_section_in_one(tmp_path: Path) -> None:
    counts, sections = made_sections({"resources": 3}, {}, {"title.ids": [0, 1, 2], "title.tf": [9, 8, 7]})
    write_sections(tmp_path / "whole.fld", counts, sections.items())
    ids, tf = sections.pop("title.ids"), sections.pop("title.tf")

    with SegmentWriter(tmp_path / "chunks.fld", counts) as writer:
        writer.write_beside(
            {"title.ids": 2, "title.tf": 9},
            ((ids[at : at + 1], tf[at : at + 1]) for at in range(3)),
            length=3,
        )
        for name, numbers in sections.items():
            writer.write(name, (numbers[:1], numbers[1:]), greatest=int(numbers.max(initial=0)))

    whole, chunks = SegmentFile.open(tmp_path / "whole.fld"), SegmentFile.open(tmp_path / "chunks.fld")
    assert chunks.verify() == []
    assert all(whole[name].tolist() == chunks[name].tolist() for name in STANDARD_LAYOUT.sections)
    assert all(whole[name].dtype == chunks[name].dtype for name in STANDARD_LAYOUT.sections)


def test_no_file_is_written_over(tmp_path: Path) -> None:
    made_segment(tmp_path / "one.fld", length_title=[3, 0, 7])

    with pytest.raises(FileExistsError):
        made_segment(tmp_path / "one.fld")

    assert SegmentFile.open(tmp_path / "one.fld")["length.title"].tolist() == [3, 0, 7]


@pytest.mark.parametrize("number", [-1, 256])
def test_a_number_that_does_not_fit_is_an_error_and_leaves_no_file(tmp_path: Path, number: int) -> None:
    with pytest.raises(ValueError, match=r"title\.ids holds numbers past its bounds"):
        made_segment(tmp_path / "one.fld", title_ids=[number])

    assert list(tmp_path.iterdir()) == []


def test_a_section_forgotten_is_an_error_and_leaves_no_file(tmp_path: Path) -> None:
    counts, sections = made_sections({}, {}, {})
    del sections["fields.start"]

    with pytest.raises(ValueError, match=r"not written: \['fields.start'\]"):
        write_sections(tmp_path / "one.fld", counts, sections.items())

    assert list(tmp_path.iterdir()) == []


def test_a_section_given_twice_is_an_error(tmp_path: Path) -> None:
    counts, sections = made_sections({}, {}, {})

    with pytest.raises(ValueError, match=r"twice: \['fields.start'\]"):
        write_sections(
            tmp_path / "one.fld", counts, [*sections.items(), ("fields.start", sections["fields.start"])]
        )


def test_a_count_forgotten_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not the counts of a segment"):
        write_sections(tmp_path / "one.fld", {"resources": 0}, [])


def test_a_file_that_is_not_there_is_an_error_with_its_mend(tmp_path: Path) -> None:
    with pytest.raises(
        BuildError, match=r"one\.fld: the segment cannot be read \(.+\); run: fieldguide index"
    ):
        SegmentFile.open(tmp_path / "one.fld")
