"""Files that are written to while they are read: nothing is kept of them but one line."""

import os
from threading import Event, Thread

import pytest

from tests.hostile.a_shelf import Shelf
from tests.processes import PATIENCE

WORDS = b"# Growing\n\n" + b"A wombat wandered. " * 40_000
LINE = "shelf/busy.md: it changed while it was being read; run `index` again when it is complete"


def test_a_file_that_changes_while_it_is_read_is_kept_only_when_it_stands_still(shelf: Shelf) -> None:
    path = shelf.put("busy.md", WORDS)
    done = Event()

    def write() -> None:
        file = os.open(path, os.O_WRONLY)
        while not done.wait(0.001):
            os.pwrite(file, b"#", 0)  # the same bytes: only its time tells
        os.close(file)

    writer = Thread(target=write)
    writer.start()
    try:
        ran = shelf.index()
    finally:
        done.set()
        writer.join(PATIENCE)
    found = shelf.found("wombat")
    again = shelf.index()

    assert (ran.code, ran.lines) == (3, [LINE])
    assert found == []
    assert shelf.lost() == set()
    assert (again.code, again.lines) == (0, [])
    assert shelf.found("wombat") == ["Growing"]


@pytest.mark.slow  # the test above reads one that changes
def test_a_file_that_is_replaced_while_it_is_read_keeps_its_last_text(shelf: Shelf) -> None:
    path = shelf.put("busy.md", WORDS)
    shelf.index()
    changed = WORDS + b"And a wallaby."
    path.write_bytes(changed)
    done = Event()

    def replace() -> None:
        fresh = path.with_suffix(".new")
        while not done.wait(0.001):
            fresh.write_bytes(changed)
            fresh.replace(path)

    writer = Thread(target=replace)
    writer.start()
    try:
        ran = shelf.index()
    finally:
        done.set()
        writer.join(PATIENCE)

    assert (ran.code, ran.lines) == (3, [LINE])
    assert shelf.found("wombat") == ["Growing"]
    assert shelf.found("wallaby") == []
    assert shelf.lost() == set()
