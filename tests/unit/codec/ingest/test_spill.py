"""Batches written by a process beside this one: the same index, errors told, nothing left behind."""

import os
import signal

import pytest

from indexer.codec.ingest import spill as run_files
from indexer.codec.ingest.batch import Batch
from indexer.codec.ingest.memory_budget import MEMORY, MemoryBudget
from indexer.codec.ingest.spill import SpillFiles, SpillWorker
from indexer.codec.segment.layout import STANDARD_LAYOUT
from indexer.codec.whoosh.index import WhooshIndex
from indexer.errors import BuildError
from indexer.indexed_fields import indexed_resource
from tests.making import make_resource
from tests.not_none import not_none
from tests.unit.codec.segments import batches_of

TOKENS = 1 << 16


@pytest.fixture(autouse=True)
def two_cores(monkeypatch):
    monkeypatch.setattr(run_files, "_cores", lambda: 2)


@pytest.fixture
def helper():
    made = SpillWorker(TOKENS)
    yield made
    made.close()


def batch(name="a"):
    made = Batch()
    made.add(indexed_resource(make_resource(name, title="Café", text=f"{name} words " * 70_000)))
    return made


def test_what_the_helper_writes_is_what_this_process_writes(tmp_path, helper):
    taken = helper.take(tmp_path / "there.spill", batch())
    helper.wait()
    SpillFiles(TOKENS).write(tmp_path / "here.spill", batch())

    assert taken
    assert (tmp_path / "there.spill").read_bytes() == (tmp_path / "here.spill").read_bytes()


def test_a_small_batch_is_not_handed_over(tmp_path, helper):
    small = Batch()
    small.add(indexed_resource(make_resource("a", text="word")))

    assert not helper.take(tmp_path / "a.spill", small)


def test_a_full_disk_or_a_missing_folder_is_told_as_it_is(tmp_path, helper):
    helper.take(tmp_path / "missing" / "a.spill", batch())

    with pytest.raises(FileNotFoundError):
        helper.wait()


def test_a_fault_in_the_helper_is_told(tmp_path, helper):
    broken = batch()
    broken._texts[0] = None

    helper.take(tmp_path / "a.spill", broken)

    with pytest.raises(BuildError, match="TypeError"):
        helper.wait()


def test_a_helper_that_is_killed_is_told(tmp_path, helper):
    helper.take(tmp_path / "a.spill", batch())
    os.kill(not_none(helper._process).pid, signal.SIGKILL)

    with pytest.raises(BuildError, match="ended"):
        helper.wait()


def test_a_cancelled_writer_leaves_no_process_and_no_file(tmp_path):
    writer = WhooshIndex.make(tmp_path).writer(budget=batches_of(1 << 20))
    before = {path.name for path in tmp_path.iterdir()}
    writer.add_document(content=indexed_resource(make_resource("a", text="some words " * 100_000)))
    helper = not_none(writer._pending._worker._process).pid

    writer.cancel()

    assert {path.name for path in tmp_path.iterdir()} <= before
    with pytest.raises(ProcessLookupError):
        os.kill(helper, 0)


def test_an_index_written_by_two_processes_is_the_same(tmp_path):
    contents = [
        indexed_resource(make_resource(f"r{number}", text=f"word{number} and " * 50_000))
        for number in range(6)
    ]
    segments = []
    for spill in (1 << 20, 1 << 30):
        (tmp_path / str(spill)).mkdir()
        index = WhooshIndex.make(tmp_path / str(spill))
        writer = index.writer(budget=batches_of(spill))
        for content in contents:
            writer.update_document(content=content)
        writer.update_document(content=contents[0])
        writer.commit()
        ((segment, _),) = index.parts()
        segments.append(segment)

    assert all(segments[0].raw(name) == segments[1].raw(name) for name in STANDARD_LAYOUT.sections)


@pytest.mark.slow  # it writes an index twice
def test_more_runs_than_are_merged_at_once_make_the_same_index(tmp_path):
    contents = [
        indexed_resource(make_resource(f"r{number}", text=f"word{number % 7} and")) for number in range(40)
    ]
    segments = []
    for spill in (1, 1 << 30):
        (tmp_path / str(spill)).mkdir()
        index = WhooshIndex.make(tmp_path / str(spill))
        writer = index.writer(budget=batches_of(spill))
        for content in contents:
            writer.add_document(content=content)
        for gone in ("r0", "r17", "r39"):
            writer.remove(gone)
        writer.commit()
        ((segment, _),) = index.parts()
        segments.append(segment)

    assert segments[0].counts["resources"] == 37
    assert all(segments[0].raw(name) == segments[1].raw(name) for name in STANDARD_LAYOUT.sections)


def test_thousands_of_replacements_in_one_writer_make_no_files(tmp_path):
    index = WhooshIndex.make(tmp_path)
    writer = index.writer()
    for number in range(3000):
        writer.update_document(
            content=indexed_resource(make_resource(f"r{number % 3}", text=f"word{number}"))
        )

    runs = list(writer._pending._spilled)
    writer.commit()

    assert runs == []
    ((segment, _),) = index.parts()
    assert list(segment.dictionary("terms")) == [b"word2997", b"word2998", b"word2999"]


def test_a_table_that_knows_too_much_is_begun_anew_and_the_files_are_the_same(tmp_path):
    batches = [batch(name) for name in "abc"]
    for files, place in ((SpillFiles(0), "anew"), (SpillFiles(TOKENS), "kept")):
        (tmp_path / place).mkdir()
        for number, one in enumerate(batches):
            files.write(tmp_path / place / str(number), one)

    found, wanted = (
        [path.read_bytes() for path in sorted((tmp_path / place).iterdir())] for place in ("anew", "kept")
    )

    assert len(found) == 3
    assert found == wanted


@pytest.mark.slow  # it writes an index three times
def test_an_index_written_in_less_memory_is_the_same(tmp_path):
    texts = [" ".join(f"word{number * other % 997}" for other in range(3000)) for number in range(90)]
    segments = []
    for memory in (1 << 20, MEMORY):
        (tmp_path / str(memory)).mkdir()
        index = WhooshIndex.make(tmp_path / str(memory))
        writer = index.writer(budget=MemoryBudget.of(memory))
        for number, text in enumerate(texts):
            writer.add_document(content=indexed_resource(make_resource(f"r{number}", text=text)))
        writer.commit()
        ((segment, _),) = index.parts()
        segments.append(segment)

    assert all(segments[0].raw(name) == segments[1].raw(name) for name in STANDARD_LAYOUT.sections)
