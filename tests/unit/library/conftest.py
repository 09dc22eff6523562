"""Libraries on a real disk, and what fills them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.library.library import Library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library.db") as opened:
        opened.set_sources(["a", "b"], drop_others=True)
        yield opened
