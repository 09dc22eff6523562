"""The small files beside the builds: what is held, and what the last run did."""

import pytest

from indexer.errors import BuildError
from indexer.run_notes import RunNote


def test_holds_are_kept_for_a_hundred_contents(folder):
    for number in range(105):
        folder.hold(f"content {number}", f"why {number}")

    assert folder.held("content 4") is None
    assert folder.held("content 5") == "why 5"
    assert folder.held("content 104") == "why 104"


def test_a_damaged_list_of_holds_is_an_error_and_not_an_open_gate(folder):
    folder.hold("x", "why")
    (folder.root / "HOLDS.json").write_text("{")

    with pytest.raises(BuildError, match="delete it"):
        folder.held("x")


def test_the_last_run_is_told_to_servers(folder):
    folder.note_run(RunNote(outcome="published", failed=2))

    assert folder.last_run() == RunNote(outcome="published", failed=2)

    (folder.root / "LAST_RUN.json").write_text("{")

    assert folder.last_run() is None
