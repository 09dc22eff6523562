"""The writer of array segments: each id once, nothing half-written, few segments."""

from dataclasses import replace

import pytest
from whoosh.index import LockError
from whoosh.query import Every, Phrase, Prefix, Term

from indexer.analysis import ENGLISH
from indexer.codec.segment.layout import STANDARD_LAYOUT
from indexer.codec.whoosh.index import WhooshIndex
from indexer.codec.whoosh.merge_policy import SMALL_SEGMENT
from indexer.errors import BuildError
from indexer.indexed_fields import indexed_resource
from tests.making import make_passage, make_resource
from tests.unit.codec.segments import batches_of


@pytest.fixture
def index(tmp_path):
    return WhooshIndex.make(tmp_path)


def one(resource_id="one", **facts):
    return indexed_resource(make_resource(resource_id, **facts))


def commit(index, *contents, **how):
    writer = index.writer()
    for content in contents:
        writer.update_document(content=content)
    writer.commit(**how)


def ids(index):
    with index.reader() as reader:
        return sorted(stored["id"] for _, stored in reader.iter_docs())


def found(index, query):
    with index.searcher() as searcher:
        return sorted(hit["id"] for hit in searcher.search(query, limit=None))


def files(folder):
    return {path.name for path in folder.iterdir()} - {"MAIN_WRITELOCK"}


def test_what_is_committed_is_found_by_whoosh(index):
    commit(
        index,
        one(
            "a",
            title="Crisis teams",
            text="Officers met a person in crisis.",
            topics=("Use of Force",),
            year=2019,
        ),
        one("b", title="Stops", text="The crisis of 1999."),
    )

    assert found(index, Term("text", ENGLISH.term_of("crisis"))) == ["a", "b"]
    assert found(index, Term("title", ENGLISH.term_of("crisis"))) == ["a"]
    assert found(index, Term("topic", "Use of Force")) == ["a"]
    assert found(index, Term("year", "2019")) == ["a"]
    assert found(index, Prefix("text_forms", "offic")) == ["a"]
    assert found(index, Phrase("text", ["person", "in", ENGLISH.term_of("crisis")])) == ["a"]
    assert found(index, Every()) == ["a", "b"]


def test_a_word_of_one_segment_is_unknown_in_the_other(index):
    commit(index, one("a", text="alpha"), merge=False)
    commit(index, one("b", text="beta"), merge=False)

    with index.reader() as reader:
        assert reader.doc_frequency("text", "alpha") == 1
        assert reader.frequency("text", "gamma") == 0
    assert found(index, Prefix("text", "")) == ["a", "b"]


def test_words_near_a_word_are_found(index):
    commit(index, one(text="cat cart dog"))

    with index.reader() as reader:
        assert sorted(reader.terms_within("text", "cat", 1)) == ["cart", "cat"]


@pytest.mark.parametrize("how", [{}, {"merge": False}, {"optimize": True}], ids=repr)
def test_an_update_replaces_what_was_committed(index, how):
    commit(index, one("a", text="old"), one("b", text="kept"))

    commit(index, one("a", text="new"), **how)

    assert ids(index) == ["a", "b"]
    assert found(index, Term("text", "old")) == []
    assert found(index, Term("text", "new")) == ["a"]


def test_an_update_replaces_what_the_same_writer_was_given(index):
    commit(index, one("a", text="first"), one("b"), one("a", text="second"), one("a", text="third"))

    assert ids(index) == ["a", "b"]
    assert found(index, Term("text", "third")) == ["a"]
    assert found(index, Term("text", "first")) == []


@pytest.mark.parametrize("committed", [True, False])
def test_an_id_that_is_there_is_not_added_again(index, committed):
    if committed:
        commit(index, one("a"))
    writer = index.writer()
    if not committed:
        writer.add_document(content=one("a"))

    with pytest.raises(BuildError, match="duplicate id 'a'"):
        writer.add_document(content=one("a"))

    writer.add_document(content=one("b"))
    writer.commit()
    assert ids(index) == ["a", "b"]


def test_whoosh_deletes_by_any_term(index):
    commit(index, one("a", topics=("Stops",)), one("b", topics=("Stops",)), one("c"))
    writer = index.writer()

    counts = writer.delete_by_term("topic", "Stops"), writer.delete_by_term("id", "none")
    writer.commit()

    assert counts == (2, 0)
    assert ids(index) == ["c"]


def test_all_can_be_deleted_and_added_again(index):
    commit(index, one("a"))
    writer = index.writer()
    writer.remove("a")
    writer.commit()
    empty = ids(index), len(index.parts())

    commit(index, one("a"))

    assert empty == ([], 0)
    assert ids(index) == ["a"]


def test_a_document_that_cannot_be_read_leaves_the_others_whole(index):
    writer = index.writer()
    writer.add_document(content=one("a", text="alpha"))
    broken = one("b", text="beta")
    broken = replace(broken, fields={"title": broken.fields["title"]})

    with pytest.raises(KeyError):
        writer.add_document(content=broken)

    writer.add_document(content=one("c", text="gamma"))
    writer.commit()
    assert ids(index) == ["a", "c"]
    assert found(index, Term("text", "gamma")) == ["c"]


def test_cancel_leaves_no_file_and_no_lock(index, tmp_path):
    commit(index, one("a"))
    before = files(tmp_path)
    writer = index.writer(budget=batches_of(1))
    writer.update_document(content=one("a", text="new"))
    writer.add_document(content=one("b", text="words"))

    writer.cancel()

    assert files(tmp_path) == before
    assert ids(index) == ["a"]
    commit(index, one("b"))  # the lock is free


@pytest.mark.parametrize("stage", ["_flush_segment", "_commit_toc"])
def test_a_commit_that_fails_leaves_no_file_and_no_lock(index, tmp_path, monkeypatch, stage):
    commit(index, one("a"))
    before = files(tmp_path)
    writer = index.writer()
    writer.update_document(content=one("a", text="new"))

    def fails(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writer, stage, fails)
    with pytest.raises(OSError, match="No space left"):
        writer.commit()

    assert files(tmp_path) == before
    assert found(index, Term("text", "new")) == []
    commit(index, one("a", text="new"))
    assert found(index, Term("text", "new")) == ["a"]


def test_two_writers_do_not_write_at_once(index):
    writer = index.writer()

    with pytest.raises(LockError):
        index.writer()

    writer.cancel()


@pytest.mark.parametrize("size", [1, 60, 1 << 20])
def test_a_batch_set_aside_makes_the_same_index(tmp_path, size):
    (tmp_path / "once").mkdir()
    (tmp_path / "often").mkdir()
    contents = [one(f"r{n}", title=f"Title {n}", text=f"word{n} and more") for n in range(9)]
    commit(WhooshIndex.make(tmp_path / "once"), *contents)
    often = WhooshIndex.make(tmp_path / "often")
    writer = often.writer(budget=batches_of(size))

    for content in contents:
        writer.add_document(content=content)
    writer.commit()

    ((whole, _),) = WhooshIndex.at(tmp_path / "once").parts()
    ((merged, deleted),) = often.parts()
    assert merged.counts == whole.counts
    assert all(merged.raw(name) == whole.raw(name) for name in STANDARD_LAYOUT.sections)
    assert not len(deleted)


@pytest.mark.slow  # hundreds of commits
def test_many_small_commits_leave_few_segments(index):
    for number in range(120):
        commit(
            index, one(f"r{number}", passages=tuple(make_passage("word") for _ in range(SMALL_SEGMENT // 10)))
        )

    assert len(ids(index)) == 120
    assert len(index.parts()) <= 6


def test_a_large_segment_stays_until_a_fifth_of_it_is_deleted(index):
    commit(index, *(one(f"r{number}", text="word") for number in range(SMALL_SEGMENT)))
    ((large, _),) = index.parts()

    commit(index, *(one(f"r{number}", text="new") for number in range(SMALL_SEGMENT // 5 - 1)))
    stayed = {file.path for file, _ in index.parts()}
    commit(index, one("r1999", text="new"))

    assert large.path in stayed
    assert large.path not in {file.path for file, _ in index.parts()}
    assert len(ids(index)) == SMALL_SEGMENT
