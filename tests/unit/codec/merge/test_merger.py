"""What is merged is, array for array, what would have been built from scratch."""

import tempfile
import tracemalloc
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.codec.ingest.batch import Batch
from indexer.codec.ingest.memory_budget import DEFAULT
from indexer.codec.merge.merger import merge
from indexer.codec.segment.file import SegmentFile, write_sections
from indexer.codec.segment.layout import STANDARD_LAYOUT
from indexer.indexed_fields import indexed_resource
from indexer.resource import Resource
from tests.making import make_passage, make_resource
from tests.unit.properties import steadily

WORDS = st.lists(st.sampled_from(("dog", "parks", "the", "mobile crisis", "taxes", "é")), max_size=4).map(
    " ".join
)
PASSAGES = st.lists(st.builds(make_passage, WORDS, st.sampled_from(("Rules", "Law", "of"))), max_size=3)
RESOURCES = st.builds(
    lambda title, summary, passages, topics, year: {
        "title": title,
        "summary": summary,
        "passages": tuple(passages),
        "topics": tuple(topics),
        "year": year,
    },
    title=WORDS.map(lambda words: words or "Untitled"),
    summary=WORDS,
    passages=PASSAGES,
    topics=st.lists(st.sampled_from(("Dogs", "Use of Force", "Parks")), max_size=2, unique=True),
    year=st.sampled_from((None, 2001, 2020)),
)
PARTS = st.lists(st.lists(st.tuples(RESOURCES, st.booleans()), max_size=5), min_size=1, max_size=4)
Shelf = Sequence[Sequence[tuple[Resource, bool]]]


def built(path: Path, resources: Sequence[Resource]) -> SegmentFile:
    batch = Batch()
    for resource in resources:
        batch.add(indexed_resource(resource))
    write_sections(path, *batch.sections())
    return SegmentFile.open(path)


def merged(folder: Path, shelf: Shelf, name: str = "merged", at_once: int = DEFAULT.entries) -> SegmentFile:
    parts = [
        (
            built(folder / f"{name}-{number}.fld", [resource for resource, _ in part]),
            np.flatnonzero([deleted for _, deleted in part]),
        )
        for number, part in enumerate(shelf)
    ]
    merge(parts, folder / f"{name}.fld", at_once=at_once)
    return SegmentFile.open(folder / f"{name}.fld")


def named(parts: list[list[tuple[dict, bool]]]) -> Shelf:
    return [
        [
            (make_resource(f"r{number}-{place}", **facts), deleted)
            for place, (facts, deleted) in enumerate(part)
        ]
        for number, part in enumerate(parts)
    ]


def different(one: SegmentFile, other: SegmentFile) -> list[str]:
    return [
        name
        for name in STANDARD_LAYOUT.sections
        if one[name].dtype != other[name].dtype or one[name].tolist() != other[name].tolist()
    ]


def left(shelf: Shelf) -> list[Resource]:
    return [resource for part in shelf for resource, deleted in part if not deleted]


@steadily(6)
@given(parts=PARTS)
def test_a_merge_is_what_would_have_been_built_from_scratch(parts: list) -> None:
    with tempfile.TemporaryDirectory() as made:
        shelf = named(parts)

        found, wanted = merged(Path(made), shelf), built(Path(made) / "scratch.fld", left(shelf))

        assert dict(found.counts) == dict(wanted.counts)
        assert different(found, wanted) == []
        assert found.verify() == []


@steadily(3)
@given(parts=PARTS, at_once=st.integers(1, 40))
def test_a_merge_in_small_ranges_gives_the_same_bytes(parts: list, at_once: int) -> None:
    with tempfile.TemporaryDirectory() as made:
        shelf = named(parts)

        found, wanted = (
            merged(Path(made), shelf, "small", at_once=at_once),
            merged(Path(made), shelf, "large"),
        )

        assert found.path.read_bytes() == wanted.path.read_bytes()


@pytest.mark.parametrize("deleted", [True, False])
def test_a_merge_of_nothing_left_is_an_empty_segment(tmp_path: Path, deleted: bool) -> None:
    resources = [(make_resource("one", title="Dogs", text="dogs bark"), True)] if deleted else []

    found = merged(tmp_path, [resources])

    assert different(found, built(tmp_path / "scratch.fld", [])) == []


def test_a_merge_that_fails_leaves_no_file(tmp_path: Path) -> None:
    part = built(tmp_path / "one.fld", [make_resource("one", title="Dogs")])

    with pytest.raises(IndexError):
        merge([(part, np.array([7]))], tmp_path / "merged.fld", at_once=DEFAULT.entries)

    assert not (tmp_path / "merged.fld").exists()


def peak(folder: Path, resources: int) -> int:
    """Return the bytes that a merge of so many *resources* holds at most: frequent words, rare ones, a run of deletions."""
    half = resources // 2
    shelf = [
        [
            (
                make_resource(f"r{number}", text=f"the dogs word{number} {'bark ' * 20}"),
                number < first + half // 10,
            )
            for number in range(first, first + half)
        ]
        for first in (0, half)
    ]
    folder.mkdir()
    parts = [
        (
            built(folder / f"{number}.fld", [resource for resource, _ in part]),
            np.flatnonzero([deleted for _, deleted in part]),
        )
        for number, part in enumerate(shelf)
    ]
    tracemalloc.start()
    try:
        merge(parts, folder / "merged.fld", at_once=2000)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.slow  # large segments
def test_a_merge_of_more_takes_no_more_memory(tmp_path: Path) -> None:
    peak(tmp_path / "warm", 100)  # what is imported and remembered once

    assert peak(tmp_path / "many", 8000) < 1.5 * peak(tmp_path / "few", 2000)
