"""The counts of paragraphs that the library keeps, from run to run and version to version."""

import re
import sqlite3
from pathlib import Path

import pytest

from indexer.library.library import Library
from indexer.library.tables import LIBRARY_VERSION
from tests.unit.library.boilerplate.filled import OWN, counts, fill, hashes, noted, opened, texts


def test_the_counts_of_a_source_that_is_dropped_go(library: Library) -> None:
    fill(library, "a", noted(1, 2, 3))
    texts(library)

    library.set_sources(["b"], drop_others=True)
    texts(library)

    assert counts(library) == []


def test_a_run_that_was_killed_while_counting_goes_on_from_there(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(library, "a", noted(*range(10)))
    monkeypatch.setattr("indexer.library.boilerplate_counts._BATCH", 4)
    killed = iter([None] * 6)
    count = library._boilerplate._count

    def count_some(document: str) -> None:
        if next(killed, 1) is not None:
            raise KeyboardInterrupt
        count(document)

    monkeypatch.setattr(library._boilerplate, "_count", count_some)
    with pytest.raises(KeyboardInterrupt):
        texts(library)
    assert library._connection.execute("SELECT count(*) FROM counted").fetchone() == (4,)

    monkeypatch.undo()

    assert texts(library) == {f"a-p{number}": (OWN.format(number),) for number in range(10)}


def test_a_library_of_version_1_is_brought_up_and_delivers_the_same_as_a_new_one(tmp_path: Path) -> None:
    with opened(tmp_path / "new.db") as library:
        fill(library, "a", noted(1, 2, 3))
        wanted = texts(library), hashes(library)
    old = tmp_path / "old.db"
    with opened(old) as library:
        fill(library, "a", noted(1, 2, 3))
    connection = sqlite3.connect(old)
    connection.executescript(
        "DROP TABLE counted; DROP TABLE paragraphs; DROP TABLE fingerprints; DROP TABLE former_ids; DROP TABLE pairs;"
        "DROP TABLE harvested; DROP TABLE rejected_pairs; PRAGMA user_version = 1"
    )
    connection.close()

    with Library(old) as library:
        assert (texts(library), hashes(library)) == wanted
        assert library._connection.execute("PRAGMA user_version").fetchone() == (LIBRARY_VERSION,)


def test_the_tables_of_version_1_come_to_be_those_of_a_new_library(tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    connection = sqlite3.connect(old)
    connection.executescript((Path(__file__).parent / "library-1.sql").read_text(encoding="utf-8"))
    connection.close()

    with Library(old) as library:
        library.set_sources(["a"], drop_others=True)
        assert [resource.id for resource, _ in library.resources()] == ["kept"]
        brought = schema(library)
    with Library(tmp_path / "new.db") as library:
        assert schema(library) == brought


def schema(library: Library) -> set[tuple[str, str]]:
    rows = library._connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
    return {(name, " ".join(re.sub(r"--.*", "", sql).split())) for name, sql in rows}
