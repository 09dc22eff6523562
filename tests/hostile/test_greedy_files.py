"""Files that want more than a reader may have: the child is killed at its limit, the parent stays small."""

import pytest

from tests.hostile.a_shelf import MOST_MEMORY, Shelf

# Under 10 MB that make a tree of over 1 GB, in ten seconds and more.
DENSE = b"<p><b>x</b>" * 900_000


@pytest.mark.parametrize(
    ("limits", "line"),
    [
        (
            {"memory_bytes": 300 * 2**20},
            "it needs more than 300 MB of memory to read; divide it, or raise memory_bytes in [reading]",
        ),
        (
            {"cpu_seconds": 1},
            "its reader used up 1 s of processor time; divide it, or raise cpu_seconds in [reading]",
        ),
        (
            {"wall_seconds": 5, "memory_bytes": 4 * 2**30},
            "its reader was not done after 5 s; divide it, or raise wall_seconds in [reading]",
        ),
        (
            {"max_bytes": 1_000_000},
            "it has 9,900,000 bytes and 1,000,000 is the most; divide it, or raise max_bytes in [reading]",
        ),
    ],
    ids=["memory", "processor time", "time", "bytes"],
)
def test_a_file_over_a_limit_gives_one_line_and_costs_nobody_else(
    shelf: Shelf, limits: dict[str, int], line: str
) -> None:
    shelf.limit(**limits)
    shelf.put("dense.html", DENSE)

    ran = shelf.index()

    assert (ran.code, ran.lines) == (3, [f"shelf/dense.html: {line}"])
    assert ran.peak < MOST_MEMORY
    assert shelf.lost() == set()


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        (
            "a.html",
            b"<p>word " * 1_300_000,
            "it is 10 MB of HTML and 10 MB is the most; divide it into several pages",
        ),
        (
            "a.txt",
            b"words " * 7_000_000,
            "it is 42 MB of text and 40 MB is the most; divide it into several files",
        ),
        ("b.txt", b"word\f" * 100_001, "it falls into more than 100,000 passages; divide it"),
    ],
)
def test_a_file_too_large_for_its_reader_gives_one_line(
    shelf: Shelf, name: str, content: bytes, line: str
) -> None:
    shelf.put(name, content)

    ran = shelf.index()

    assert (ran.code, ran.lines) == (3, [f"shelf/{name}: {line}"])
    assert ran.peak < MOST_MEMORY
    assert shelf.lost() == set()


def test_ten_thousand_tiny_files_are_all_found(shelf: Shelf) -> None:
    for number in range(10_000):
        shelf.put(f"{number % 100}/{number}.txt", f"tiny t{number}")

    ran = shelf.index()

    assert (ran.code, ran.lines) == (0, [])
    assert ran.peak < MOST_MEMORY
    assert shelf.found("t0") == ["0"]
    assert shelf.found("t9999") == ["9999"]
    assert shelf.lost() == set()
