"""Sites that are indexed in a process of their own."""

from pathlib import Path

import pytest

from tests.unit.a_site import Site


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)
