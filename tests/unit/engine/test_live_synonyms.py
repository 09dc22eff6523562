"""A change of the file of synonyms is seen at the next search; a file that cannot be used changes nothing and is told."""

import logging
import os
from threading import Thread

import pytest

from indexer.config import load_config
from searchapp.engine import SearchRequest, open_engine
from searchapp.engine.live_synonyms import LiveSynonyms
from tests.engines import published
from tests.making import make_resource
from tests.processes import PATIENCE


@pytest.fixture
def path(tmp_path):
    return tmp_path / "synonyms.txt"


@pytest.fixture
def engine(tmp_path, path):
    """The engine of a configuration that names the file, on two resources."""
    config = tmp_path / "config.toml"
    config.write_text(
        '[[sources]]\nname = "a"\nkind = "records"\npath = "a.jsonl"\n[paths]\nbuilds = "builds"\n'
        '[search]\nsynonyms = "synonyms.txt"\n',
        encoding="utf-8",
    )
    published(
        tmp_path / "builds", make_resource("long", title="Use of force"), make_resource("short", title="UOF")
    )
    return open_engine(load_config(config))


def write(path, text):
    """Replace the file as editors do; its time differs whatever the clock of the file system is."""
    before = path.stat().st_mtime_ns if path.exists() else 0
    other = path.with_suffix(".new")
    other.write_text(text, encoding="utf-8")
    os.utime(other, ns=(0, max(other.stat().st_mtime_ns, before + 1)))
    other.replace(path)


def ids(engine, text="UOF"):
    return [hit.id for hit in engine.search(SearchRequest(text)).hits]


def test_a_change_is_seen_at_the_next_search(engine, path):
    write(path, "UOF, use of force\n")
    assert ids(engine) == ["short", "long"]

    write(path, "# none\n")
    assert ids(engine) == ["short"]

    write(path, "UOF, use of force\n")
    assert ids(engine) == ["short", "long"]
    assert engine.status().problem is None


def test_a_file_written_in_place_within_one_tick_of_the_clock_is_seen(path):
    path.write_text("a, b\n", encoding="utf-8")
    synonyms = LiveSynonyms(path)
    assert synonyms.current().lines[0].sources == ("a", "b")
    told = path.stat()

    path.write_text("a, c\n", encoding="utf-8")
    os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))

    synonyms._read_at -= 10  # the clock goes on
    assert synonyms.current().lines[0].sources == ("a", "c")


def test_a_file_that_cannot_be_used_leaves_what_it_said_before(engine, path, caplog):
    write(path, "UOF, use of force\n")
    before = engine.version()
    assert ids(engine) == ["short", "long"]

    write(path, "UOF, use of force\nalone\n")
    with caplog.at_level(logging.ERROR):
        for _ in range(3):
            assert ids(engine) == ["short", "long"]

    assert engine.version() == before
    assert engine.status().problem == (
        "The synonyms file cannot be used (line 2): it has only one word or phrase; add another one behind a comma. "
        "What it said before is used."
    )
    (told,) = [record for record in caplog.records if record.message == "synonyms cannot be used"]
    assert vars(told)["error"].startswith(f"{path}:2: it has only one word")

    write(path, "UOF, use of force\n\n")
    assert ids(engine) == ["short", "long"]
    assert engine.status().problem is None
    assert engine.version() != before


def test_without_a_file_searches_go_on_and_the_status_says_so(engine, path):
    assert ids(engine) == ["short"]
    assert "there is no such file" in (engine.status().problem or "")

    write(path, "UOF, use of force\n")
    assert ids(engine) == ["short", "long"]
    path.unlink()
    assert ids(engine) == ["short", "long"]
    assert "there is no such file" in (engine.status().problem or "")


def test_what_answers_depend_on_changes_with_the_file_alone(engine, path):
    write(path, "UOF, use of force\n")
    version = engine.version()
    os.utime(path, ns=(1, 1))
    assert engine.version() == version

    write(path, "UOF, use of force, force used\n")
    assert engine.version() != version
    assert engine.version().startswith(engine.ping())


def test_one_answer_has_the_synonyms_it_began_with(engine, path):
    write(path, "UOF, use of force\n")
    pinned = engine.pinned()
    write(path, "# none\n")

    assert ids(pinned) == ["short", "long"]
    assert ids(engine) == ["short"]


def test_threads_read_it_together(engine, path):
    write(path, "UOF, use of force\n")
    found = []
    threads = [Thread(target=lambda: found.append(ids(engine))) for _ in range(8)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
        assert not thread.is_alive()

    assert ids(engine) == ["short", "long"]
    assert len(found) == 8
    assert all(each in (["short", "long"], ["short"]) for each in found)
