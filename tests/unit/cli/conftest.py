"""The commands of staff, in processes of their own."""

from pathlib import Path

import pytest

from tests.unit.a_site import Site, numbered


@pytest.fixture
def site(tmp_path: Path) -> Site:
    made = Site(tmp_path)
    made.records(*numbered(10))
    return made
