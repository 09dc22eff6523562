"""Files that want more than a reader may have: the child is killed at its limit, the parent stays small."""

import pytest

from tests.hostile.a_shelf import MAX_MEMORY, Shelf

# Under 10 MB that make a tree of over 1 GB, in ten seconds and more.
DENSE = b"<p><b>x</b>" * 900_000
# The first that is enough for a small file, on whatever machine, is far too little for that one.
SECONDS = (1, 2, 4, 8, 16, 32, 64)


@pytest.mark.parametrize(
    ("limits", "line"),
    [
        pytest.param(
            {"memory_bytes": 200 * 2**20},
            "it needs more than 200 MB of memory to read; divide it, or raise memory_bytes in [reading]",
            id="memory",
            marks=pytest.mark.slow,  # test_child_limits.py holds one child to it
        ),
        pytest.param(
            {"max_bytes": 1_000_000},
            "it has 9,900,000 bytes (the limit is 1,000,000); divide it, or raise max_bytes in [reading]",
            id="bytes",
        ),
    ],
)
def test_a_file_over_a_limit_gives_one_line_and_costs_nobody_else(
    shelf: Shelf, limits: dict[str, int], line: str
) -> None:
    shelf.limit(**limits)
    shelf.put("dense.html", DENSE)

    ran = shelf.index()

    assert (ran.code, ran.lines) == (3, [f"shelf/dense.html: {line}"])
    assert ran.peak < MAX_MEMORY
    assert shelf.lost() == set()


@pytest.mark.parametrize(
    ("key", "line"),
    [
        pytest.param(
            "cpu_seconds",
            "reading it took more than {} s of processor time; divide it, or raise cpu_seconds in [reading]",
            marks=pytest.mark.slow,  # test_child_limits.py holds one child to it
        ),
        ("wall_seconds", "reading it took more than {} s; divide it, or raise wall_seconds in [reading]"),
    ],
)
def test_a_file_that_takes_too_long_gives_one_line_and_costs_nobody_else(
    shelf: Shelf, key: str, line: str
) -> None:
    shelf.put("dense.html", DENSE)

    for seconds in SECONDS:
        shelf.limit(memory_bytes=4 * 2**30, **{key: seconds})
        ran = shelf.index()
        if not shelf.lost():
            break

    assert (ran.code, ran.lines) == (3, [f"shelf/dense.html: {line.format(seconds)}"])
    assert ran.peak < MAX_MEMORY
    assert shelf.lost() == set()


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        (
            "a.html",
            b"<p>word " * 1_300_000,
            "it has 10 MB of HTML (the limit is 10 MB); divide it into several pages",
        ),
        pytest.param(
            "a.txt",
            b"words " * 7_000_000,
            "it has 42 MB of text (the limit is 40 MB); divide it into several files",
            marks=pytest.mark.slow,
        ),
        pytest.param(
            "b.txt",
            b"word\f" * 100_001,
            "it has more than 100,000 passages; divide it",
            marks=pytest.mark.slow,  # test_child_limits.py holds one child to it
        ),
    ],
)
def test_a_file_too_large_for_its_reader_gives_one_line(
    shelf: Shelf, name: str, content: bytes, line: str
) -> None:
    shelf.put(name, content)

    ran = shelf.index()

    assert (ran.code, ran.lines) == (3, [f"shelf/{name}: {line}"])
    assert ran.peak < MAX_MEMORY
    assert shelf.lost() == set()


@pytest.mark.slow  # 1,500 files
def test_thousands_of_tiny_files_are_all_found(shelf: Shelf) -> None:
    for number in range(1_500):  # of two children
        shelf.put(f"{number % 100}/{number}.txt", f"tiny t{number}")

    ran = shelf.index()

    assert (ran.code, ran.lines) == (0, [])
    assert ran.peak < MAX_MEMORY
    assert shelf.found("t0") == ["0"]
    assert shelf.found("t1499") == ["1499"]
    assert shelf.lost() == set()
