"""What the array codec rests on inside Whoosh: each fails if Whoosh changes it."""

import inspect
import pickle
import random

import pytest
from whoosh.codec.base import Codec, Segment
from whoosh.index import TOC, FileIndex
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from indexer.codec.whoosh.codec import ArrayCodec
from indexer.codec.whoosh.index import WhooshIndex
from indexer.codec.whoosh.segment import ArraySegment
from indexer.indexed_fields import indexed_resource
from tests.making import make_resource


@pytest.fixture
def index(tmp_path):
    return WhooshIndex.make(tmp_path)


@pytest.mark.parametrize(
    ("hook", "parameters"),
    [
        (Codec.new_segment, "self storage indexname"),
        (Codec.per_document_writer, "self storage segment"),
        (Codec.field_writer, "self storage segment"),
        (Codec.per_document_reader, "self storage segment"),
        (Codec.terms_reader, "self storage segment"),
        (Segment.should_assemble, "self"),
        (Segment.delete_document, "self docnum delete"),
        (SegmentWriter._merge_segments, "self mergetype optimize merge"),
        (SegmentWriter._flush_segment, "self"),
        (SegmentWriter._check_fields, "self schema fieldnames"),
        (SegmentWriter.add_reader, "self reader"),
        (SegmentWriter.commit, "self mergetype optimize merge"),
        (SegmentReader.__init__, "self storage schema segment generation codec"),
        (TOC._latest_generation, "storage indexname"),
        (TOC._filename, "indexname gen"),
        (FileIndex._segments, "self"),
    ],
    ids=lambda value: getattr(value, "__qualname__", ""),
)
def test_a_hook_takes_what_it_took(hook, parameters):
    assert list(inspect.signature(hook).parameters) == parameters.split()


def test_whoosh_names_a_segment_by_our_random_id(index):
    random.seed(1)
    one = index.writer()
    one.cancel()
    random.seed(1)
    other = index.writer()
    other.cancel()

    assert one.newsegment.segment_id() != other.newsegment.segment_id()
    assert TOC._segment_pattern("MAIN").match(one.newsegment.make_filename(".fld"))


def test_a_commit_flushes_our_segment_alone(index, tmp_path):
    with index.writer() as writer:
        writer.add_document(content=indexed_resource(make_resource("a", text="word")))

    (segment,) = index._segments()
    assert type(segment) is ArraySegment
    assert {path.suffix for path in tmp_path.glob("MAIN_*.*")} == {".fld"}
    assert not (tmp_path / "MAIN.tmp").exists()


def test_a_merge_hands_readers_of_our_segments_to_add_reader(index, monkeypatch):
    for name in "ab":
        writer = index.writer()
        writer.add_document(content=indexed_resource(make_resource(name)))
        writer.commit(merge=False)
    writer = index.writer()
    seen = []
    take = writer.add_reader

    def noted(reader):
        seen.append(type(reader.segment()))
        take(reader)

    monkeypatch.setattr(writer, "add_reader", noted)

    writer.commit(optimize=True)

    assert seen == [ArraySegment, ArraySegment]
    assert len(index.parts()) == 1


def test_an_uncommitted_deletion_is_seen_by_nobody(index):
    with index.writer() as writer:
        writer.add_document(content=indexed_resource(make_resource("a")))
    writer = index.writer()

    writer.remove("a")

    assert index.doc_count() == 1
    writer.cancel()
    assert index.doc_count() == 1


def test_a_segment_pickles_without_its_map():
    segment = ArraySegment("MAIN")
    segment.set_doc_count(3)
    segment.delete_document(1)
    segment._file = object()  # type: ignore[assignment]  # like a map, it cannot be pickled

    copy = pickle.loads(pickle.dumps(segment, 2))  # noqa: S301  # our own

    assert copy._file is None
    assert copy.deleted().tolist() == [1]
    assert copy.doc_count() == 2
    assert not copy.should_assemble()


def test_the_codec_has_no_state_and_no_length_stats():
    assert vars(ArrayCodec()) == {}
    assert ArrayCodec.length_stats is False
    assert isinstance(ArraySegment("MAIN").codec(), ArrayCodec)
