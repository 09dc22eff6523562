"""Readers in child processes: real ones, and scripts that play a child."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from indexer.config import ReadingConfig
from indexer.readers.outcome import ReadResult
from indexer.readers.sandbox.guard import GuardedReader
from tests.unit.readers.sandbox.children import PATIENT, PROLOGUE, SMALL


@pytest.fixture(scope="module")
def reader() -> Iterator[GuardedReader]:
    with GuardedReader(SMALL) as made:
        yield made


@pytest.fixture
def text_file(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text("Some words.")
    return path


@pytest.fixture
def with_child(text_file: Path) -> Iterator[Callable[..., ReadResult]]:
    """Read with a child that runs the script given; keeps the reader for further calls."""
    made: dict[str, GuardedReader] = {}

    def read(script: str, limits: ReadingConfig = PATIENT) -> ReadResult:
        if script not in made:
            made[script] = GuardedReader(limits, command=(sys.executable, "-I", "-c", PROLOGUE + script))
        return made[script].read(text_file, "text", "a.txt")

    yield read
    for one in made.values():
        one.close()
