"""Where the tests of builds put them."""

import pytest

from indexer.builds import Builds


@pytest.fixture
def folder(tmp_path):
    """A folder of builds, and the lock on it held."""
    found = Builds(tmp_path / "builds")
    with found.lock():
        yield found
