"""The shelf that hostile files are put on."""

from pathlib import Path

import pytest

from tests.hostile.a_shelf import Shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """An empty shelf but for its good neighbours."""
    return Shelf(tmp_path)
