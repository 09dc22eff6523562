"""A batch of documents becomes exactly the sections that plain lists give."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.codec.ingest.batch import Batch
from indexer.codec.segment.file import SegmentFile, write_sections
from indexer.codec.segment.layout import STANDARD_LAYOUT
from indexer.errors import BuildError
from indexer.indexed_fields import indexed_resource
from indexer.resource import RECORD_FORMAT, Document
from tests.making import make_passage, make_resource
from tests.unit.codec.ingest.plain_inversion import PlainSegment
from tests.unit.properties import steadily

WORDS = [
    "crisis",
    "Crises",
    "team",
    "de-escalation",
    "and/or",
    "U.S.C.",
    "U. S. C.",
    "Café",
    "cafe",
    ".",
    "\n",
]
prose = st.lists(st.sampled_from([*WORDS, "🚓", "中文", "\x00", "10,000", "officer’s"]), max_size=6).map(
    " ".join
)
passages = st.builds(
    make_passage, prose, *(st.sampled_from(["", "One", "Two Teams"]) for _ in range(2))
) | prose.map(make_passage)
documents = st.builds(
    Document,
    id=st.sampled_from(["d1", "d2", "d3"]),
    title=st.just(""),
    format=st.sampled_from(["pdf", RECORD_FORMAT]),
    passages=st.lists(passages, max_size=4).map(tuple),
)
names = st.lists(st.sampled_from(["Use of Force", "Stops, Searches", "Ünion", ""]), max_size=3).map(tuple)
resources = st.builds(
    make_resource,
    st.text(max_size=3),
    title=st.none() | prose,
    summary=st.none() | prose,
    topics=names,
    types=names,
    year=st.none() | st.integers(1, 9999),
    documents=st.lists(documents, max_size=3).map(tuple),
)
batches = st.lists(resources, max_size=6, unique_by=lambda resource: resource.id)


def ingested(path, resources):
    batch = Batch()
    for resource in resources:
        batch.add(indexed_resource(resource))
    write_sections(path, *batch.sections())
    return SegmentFile.open(path)


@steadily(15)
@given(batches)
def test_every_section_is_what_plain_lists_give(tmp_path_factory, resources):
    segment = ingested(tmp_path_factory.mktemp("segment") / "a.fld", resources)
    plain = PlainSegment([indexed_resource(resource) for resource in resources])

    assert segment.counts == plain.counts
    for name in STANDARD_LAYOUT.dictionaries:
        assert list(segment.dictionary(name)) == plain.dictionaries[name]
    compared = [name for name in STANDARD_LAYOUT.sections if not name.endswith((".bytes", ".blocks"))]
    for name in set(compared) - {
        "stored_fields.ptr",
        "metadata.ptr",
        "stored_document.ptr",
        "stored_text.ptr",
    }:
        assert segment[name].tolist() == plain.sections[name], name


@steadily(5)
@given(batches)
def test_stored_fields_and_text_are_kept_as_given(tmp_path_factory, resources):
    segment = ingested(tmp_path_factory.mktemp("segment") / "a.fld", resources)
    given = [indexed_resource(resource) for resource in resources]

    assert kept(segment, "stored_fields") == [document.stored_fields for document in given]
    assert kept(segment, "metadata") == [document.metadata for document in given]
    assert kept(segment, "stored_document") == [
        file.stored for document in given for file in document.documents
    ]
    assert kept(segment, "stored_text") == [
        passage.stored_text for document in given for passage in document.passages
    ]


def kept(segment, name):
    ends, content = segment[f"{name}.ptr"].tolist(), segment.raw(f"{name}.bytes")
    return [bytes(content[begin:end]) for begin, end in pairwise(ends)]


def test_an_id_that_comes_twice_is_refused_and_leaves_the_batch_whole(tmp_path):
    batch = Batch()
    batch.add(indexed_resource(make_resource("a", text="first")))

    with pytest.raises(BuildError, match="duplicate id"):
        batch.add(indexed_resource(make_resource("a", text="second")))

    assert len(batch) == 1
    write_sections(tmp_path / "a.fld", *batch.sections())
    assert list(SegmentFile.open(tmp_path / "a.fld").dictionary("terms")) == [b"first"]


def test_a_document_that_cannot_be_added_leaves_the_batch_whole(tmp_path):
    batch = Batch()
    batch.add(indexed_resource(make_resource("a", text="first")))
    broken = indexed_resource(make_resource("b", text="second words", summary="third"))
    object.__setattr__(broken, "passages", (None,))

    with pytest.raises(AttributeError):
        batch.add(broken)

    write_sections(tmp_path / "a.fld", *batch.sections())
    write_sections(tmp_path / "b.fld", *Batch.sections(of(make_resource("a", text="first"))))
    assert (tmp_path / "a.fld").read_bytes() == (tmp_path / "b.fld").read_bytes()


@pytest.mark.parametrize(
    "wrong",
    [
        {"stored_fields": "text"},
        {"stored_fields": None},
        {"metadata": None},
        {"documents": (None,)},
        {"names": {"topic": (1,)}},
        {"fields": {"text": (None,)}},
    ],
    ids=str,
)
def test_what_is_no_text_and_no_bytes_is_refused_and_leaves_the_batch_whole(tmp_path, wrong):
    batch = of(make_resource("a", text="first"))
    sound = indexed_resource(make_resource("b", text="second"))
    facts: dict[str, Any] = {
        key: {**getattr(sound, key), **value} if isinstance(value, dict) else value
        for key, value in wrong.items()
    }

    with pytest.raises((TypeError, AttributeError)):
        batch.add(replace(sound, **facts))

    write_sections(tmp_path / "a.fld", *batch.sections())
    write_sections(tmp_path / "b.fld", *of(make_resource("a", text="first")).sections())
    assert (tmp_path / "a.fld").read_bytes() == (tmp_path / "b.fld").read_bytes()


def of(*resources):
    batch = Batch()
    for resource in resources:
        batch.add(indexed_resource(resource))
    return batch


def test_an_empty_batch_is_a_segment_too(tmp_path):
    segment = ingested(tmp_path / "a.fld", [])

    assert set(segment.counts.values()) == {0}
    assert all(np.all(segment[name] == 0) for name in STANDARD_LAYOUT.sections)
