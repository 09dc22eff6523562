"""The library's file: its runs, its version, its copy, a full disk."""

import sqlite3
import tracemalloc
from pathlib import Path

import pytest

from indexer.errors import LibraryError
from indexer.library.database import copy_database
from indexer.library.library import Library, StoredRun, stored_runs
from indexer.library.tables import LIBRARY_VERSION
from indexer.resource import Passage
from indexer.sources.source import Scanned
from tests.making import make_resource
from tests.unit.library.filling import fill, ids


@pytest.mark.parametrize("count", [4_000, pytest.param(20_000, marks=pytest.mark.slow)])
def test_a_stream_of_many_resources_takes_little_memory(tmp_path: Path, count: int) -> None:
    text = "Some twenty words of text that repeat in every record so that it has a size. " * 20

    with Library(tmp_path / "library.db") as library:
        library.set_sources(["a"], drop_others=True)
        tracemalloc.start()
        scan = library.scan("a", now="1")
        for number in range(count):
            resource = make_resource(f"r{number}", passages=(Passage(text=f"{number} {text}"),))
            scan.add(Scanned(resource=resource, where="here"))
        scan.finish((), library.documents, ())
        found = sum(1 for _ in library.resources())
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()

    assert found == count
    assert peak < count * len(text) / 2  # all of it at once would be twice this, and more


def test_the_last_runs_are_told_the_newest_first(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    assert stored_runs(path) == []
    assert not path.exists()
    with Library(path) as library:
        library.end_run(library.begin_run(now="1"), "{}", now="2")
        library.begin_run(now="3")

    assert stored_runs(path, 5) == [
        StoredRun(number=2, started="3", finished=None, report=None),
        StoredRun(number=1, started="1", finished="2", report="{}"),
    ]


def test_a_copy_leaves_the_library_alone(tmp_path: Path) -> None:
    path = tmp_path / "a" / "library.db"
    with Library(path) as library:
        library.set_sources(["a"], drop_others=True)
        fill(library, "a", make_resource("one"))
    before = path.read_bytes()

    copy_database(path, tmp_path / "copy.db")

    with Library(tmp_path / "copy.db") as copy:
        assert ids(copy) == ["one"]
    assert path.read_bytes() == before
    assert [entry.name for entry in path.parent.iterdir()] == ["library.db"]


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"plain text, no database at all" * 50, "damaged"), (b"", None)],
)
def test_a_file_that_is_no_library_is_refused_and_an_empty_one_is_new(
    tmp_path: Path, content: bytes, said: str | None
) -> None:
    path = tmp_path / "library.db"
    path.write_bytes(content)

    if said is None:
        Library(path).close()
    else:
        with pytest.raises(LibraryError, match=said):
            Library(path)
        assert path.read_bytes() == content


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE mails (id)")
    other.commit()
    other.close()
    before = path.read_bytes()

    with pytest.raises(LibraryError, match="not a Fieldguide library"):
        Library(path)

    assert path.read_bytes() == before


def test_a_library_of_version_3_still_knows_what_its_resources_were_made_from(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with Library(path) as library:
        library.set_sources(["a"], drop_others=True)
        scan = library.scan("a", now="1")
        scan.add(Scanned(resource=make_resource("one"), where="line 1", fingerprint=b"input"))
        scan.finish((), library.documents, ())
    older = sqlite3.connect(path)
    older.executescript(
        "CREATE TABLE marks (source TEXT NOT NULL, mark BLOB NOT NULL, id TEXT NOT NULL);"
        "INSERT INTO marks SELECT source, fingerprint, id FROM fingerprints;"
        "DROP TABLE fingerprints; DROP TABLE former_ids; DROP TABLE pairs; DROP TABLE harvested;"
        "DROP TABLE rejected_pairs; PRAGMA user_version = 3"
    )
    older.close()

    with Library(path) as library:
        assert library.scan("a", now="2").known(b"input") == "one"
        tables = {name for (name,) in library._connection.execute("SELECT name FROM sqlite_schema")}
        assert "fingerprints" in tables
        assert "marks" not in tables


def test_a_library_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    Library(path).close()
    newer = sqlite3.connect(path)
    newer.execute(f"PRAGMA user_version = {LIBRARY_VERSION + 1}")
    newer.close()

    with pytest.raises(LibraryError, match="newer version of Fieldguide"):
        Library(path)


def test_a_folder_in_the_librarys_place_is_told(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="unable to open"):
        Library(tmp_path)


def test_a_full_disk_is_told_and_loses_nothing(library: Library) -> None:
    fill(library, "a", make_resource("one"))
    # What a full disk does: SQLite answers the same when a file may not grow.
    pages = library._connection.execute("PRAGMA page_count").fetchone()[0]
    library._connection.execute(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(LibraryError, match="full") as caught:
        fill(library, "a", *(make_resource(f"r{number}", text="Words. " * 1000) for number in range(50)))

    assert "free disk space" in str(caught.value)
    assert ids(library) == ["one"]


def test_a_library_that_another_program_holds_is_told(library: Library, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "library.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    library._connection.execute("PRAGMA busy_timeout = 1")

    with pytest.raises(LibraryError, match="locked"):
        fill(library, "a", make_resource("one"))

    other.close()
