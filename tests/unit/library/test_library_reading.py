"""Files are read when they changed, and only then."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.config import ReadingConfig
from indexer.errors import FieldguideError
from indexer.library.library import Library
from indexer.library.read_cache import CachedReader
from indexer.readers.formats import BY_NAME
from indexer.readers.outcome import ReadResult
from indexer.readers.sandbox.guard import GuardedReader


class _Counting(GuardedReader):
    """Counts what is really read."""

    def __init__(self) -> None:
        super().__init__(ReadingConfig())
        self.read_addresses: list[str] = []

    def read(self, path: Path, format: str, where: str) -> ReadResult:  # noqa: A002
        self.read_addresses.append(where)
        return super().read(path, format, where)


@pytest.fixture
def reader() -> Iterator[_Counting]:
    with _Counting() as counting:
        yield counting


def reading(
    library: Library, reader: _Counting, failures: list[FieldguideError], max_bytes: int = 1000
) -> CachedReader:
    return CachedReader(
        source="a",
        documents=library.documents,
        reader=reader,
        max_bytes=max_bytes,
        report=failures.append,
        now="1",
    )


def old(path: Path, text: str, seconds: int = 1_000_000_000) -> Path:
    path.write_text(text, encoding="utf-8")
    os.utime(path, (seconds, seconds))
    return path


def test_an_unchanged_file_is_read_once(library: Library, tmp_path: Path, reader: _Counting) -> None:
    path = old(tmp_path / "a.txt", "words")

    first = reading(library, reader, [])(path, "a.txt", "text")
    second = reading(library, reader, [])(path, "a.txt", "text")

    assert first == second
    assert len(reader.read_addresses) == 1


def test_a_new_time_alone_is_no_change(library: Library, tmp_path: Path, reader: _Counting) -> None:
    path = old(tmp_path / "a.txt", "words")
    reading(library, reader, [])(path, "a.txt", "text")

    old(path, "words", seconds=1_100_000_000)
    reading(library, reader, [])(path, "a.txt", "text")

    assert len(reader.read_addresses) == 1


def test_a_file_just_written_is_judged_by_its_bytes(
    library: Library, tmp_path: Path, reader: _Counting
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("words")
    time = path.stat().st_mtime_ns
    reading(library, reader, [])(path, "a.txt", "text")

    path.write_text("other")
    os.utime(path, ns=(time, time))
    reading(library, reader, [])(path, "a.txt", "text")

    assert len(reader.read_addresses) == 2


def test_a_new_reader_reads_again(
    library: Library, tmp_path: Path, reader: _Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = old(tmp_path / "a.txt", "words")
    reading(library, reader, [])(path, "a.txt", "text")

    monkeypatch.setattr("indexer.library.read_cache.BY_NAME", {"text": replace(BY_NAME["text"], version=99)})
    reading(library, reader, [])(path, "a.txt", "text")

    assert len(reader.read_addresses) == 2


def test_a_failing_file_is_told_in_each_run_once_and_keeps_its_facts(
    library: Library, tmp_path: Path, reader: _Counting
) -> None:
    path = old(tmp_path / "a.txt", "words")
    good = reading(library, reader, [])(path, "a.txt", "text")
    old(path, "")

    for _ in range(2):
        failures: list[FieldguideError] = []
        now = reading(library, reader, failures)
        assert now(path, "a.txt", "text") == good
        assert now(path, "a.txt", "text") == good
        assert [str(failure).partition(";")[0] for failure in failures] == ["a/a.txt: it is empty"]

    old(path, "words again")
    failures = []
    reading(library, reader, failures)(path, "a.txt", "text")
    assert failures == []


def test_a_file_that_never_could_be_read_has_no_facts(
    library: Library, tmp_path: Path, reader: _Counting
) -> None:
    failures: list[FieldguideError] = []

    facts = reading(library, reader, failures)(tmp_path / "gone.txt", "gone.txt", "text")

    assert facts is None
    assert "cannot be opened" in str(failures[0])
