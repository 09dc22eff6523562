"""Libraries filled with pages that repeat themselves."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.library.library import Library
from tests.unit.library.boilerplate.filled import opened


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with opened(tmp_path / "library.db") as made:
        yield made
