"""What a child may use, and what happens when that is not enough."""

import os
import socket
import zlib
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from indexer.config import ReadingConfig
from indexer.errors import ReadError
from indexer.readers.outcome import ReadResult
from indexer.readers.sandbox.guard import GuardedReader, child_command
from indexer.readers.sandbox.messages import MAX_ITEMS
from tests.unit.readers.sandbox.children import SMALL, trouble


def test_a_file_of_too_many_passages_is_refused(reader: GuardedReader, tmp_path: Path) -> None:
    path = tmp_path / "crowd.txt"
    path.write_bytes(b"a\f" * (MAX_ITEMS + 1))

    assert trouble(lambda: reader.read(path, "text", "crowd.txt")) == (
        "crowd.txt: it has more than 100,000 passages; divide it"
    )


def test_a_file_is_tried_once_more_when_an_old_child_crashes(with_child: Callable[..., ReadResult]) -> None:
    script = 'ask(); answer({"passages": [{"text": "fresh"}]}); answer(END); ask(); os.abort()'

    assert [with_child(script).passages[0].text for _ in range(3)] == ["fresh"] * 3


def test_a_trouble_is_cut_short_and_stays_on_one_line(with_child: Callable[..., ReadResult]) -> None:
    line = trouble(
        lambda: with_child('ask(); answer({"trouble": {"what": "a\\nb" * 999, "fix": "c\\x1b" * 999}})')
    )

    assert len(line) < 2000
    assert "\x1b" not in line


def test_a_reader_that_cannot_start_says_so(text_file: Path) -> None:
    reader = GuardedReader(SMALL, command=("/no/such/python",))

    assert "no reader could be started" in trouble(lambda: reader.read(text_file, "text", "a.txt"))


def test_after_every_trouble_the_next_file_is_read(
    reader: GuardedReader, tmp_path: Path, text_file: Path
) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 broken")

    trouble(lambda: reader.read(tmp_path / "broken.pdf", "pdf", "broken.pdf"))

    assert reader.read(text_file, "text", "a.txt").passages


def test_a_file_that_is_no_plain_file_is_not_opened(
    reader: GuardedReader, tmp_path: Path, text_file: Path
) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "link.txt").symlink_to(text_file)
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "empty.txt").touch()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s.txt"))
        names = ("pipe.txt", "link.txt", "folder.txt", "empty.txt", "s.txt", "none.txt")

        lines = [trouble(partial(reader.read, tmp_path / name, "text", name)) for name in names]

    assert lines[:4] == [
        "pipe.txt: it is not a regular file; remove it",
        "link.txt: it is a link; put the file itself there",
        "folder.txt: it is not a regular file; remove it",
        "empty.txt: it is empty; restore its content, or remove it",
    ]
    assert lines[4].startswith("s.txt: it cannot be opened (")
    assert lines[5] == "none.txt: it no longer exists; run `index` again"


def test_a_file_over_max_bytes_is_not_read(tmp_path: Path, text_file: Path) -> None:
    with GuardedReader(ReadingConfig(max_bytes=5)) as reader:
        line = trouble(lambda: reader.read(text_file, "text", "a.txt"))

    assert line == "a.txt: it has 11 bytes (the limit is 5); divide it, or raise max_bytes in [reading]"


def test_a_name_that_is_no_text_is_read(reader: GuardedReader, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9 \xff\n.txt"))
    path.write_text("Words.")

    assert reader.read(path, "text", path.name).passages[0].text == "Words."


def test_a_real_child_stops_at_its_memory_limit(tmp_path: Path) -> None:
    path = tmp_path / "dense.html"
    path.write_bytes(b"<p><b>x</b>" * 900_000)

    with GuardedReader(ReadingConfig(memory_bytes=200 * 2**20, wall_seconds=900)) as reader:
        line = trouble(lambda: reader.read(path, "html", "dense.html"))

    assert line == (
        "dense.html: it needs more than 200 MB of memory to read; divide it, or raise memory_bytes in [reading]"
    )


def test_a_real_child_stops_at_its_limit_of_processor_time(tmp_path: Path) -> None:
    path = tmp_path / "dense.html"
    path.write_bytes(b"<p><b>x</b>" * 900_000)

    with GuardedReader(ReadingConfig(cpu_seconds=1, wall_seconds=900)) as reader:
        line = trouble(lambda: reader.read(path, "html", "dense.html"))

    assert line == (
        "dense.html: reading it took more than 1 s of processor time; divide it, or raise cpu_seconds in [reading]"
    )


def test_the_least_memory_that_can_be_configured_is_enough_for_a_small_file(
    text_file: Path, tmp_path: Path, pdf: Callable[..., bytes], below: Callable[..., list[Any]]
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(below("Some words.")))
    least = ReadingConfig.model_fields["memory_bytes"].metadata[0].ge

    with GuardedReader(ReadingConfig(memory_bytes=least, wall_seconds=900)) as reader:
        assert reader.read(text_file, "text", "a.txt").passages
        assert reader.read(path, "pdf", "a.pdf").passages


# A reader that takes as much processor time on any machine, before what a child's program begins with.
SLOW_READER = """
import sys, time
sys.path.insert(0, sys.argv[1])
from indexer.readers import text
read = text.read_text
def slowly(*given):
    until = time.process_time() + 0.5
    while time.process_time() < until:
        pass
    return read(*given)
text.read_text = slowly
"""


@pytest.mark.slow  # seconds of processor time
def test_processor_time_is_counted_for_each_file_anew(text_file: Path) -> None:
    limits = ReadingConfig(cpu_seconds=1, wall_seconds=900)  # together they take 1.5 s
    command = [SLOW_READER + part if "import main" in part else part for part in child_command(limits)]

    with GuardedReader(limits, command=command) as reader:
        for _ in range(3):
            assert reader.read(text_file, "text", "a.txt").passages


@pytest.mark.slow  # a second child that reaches a limit
def test_a_deflate_bomb_does_not_stop_the_next_file(
    reader: GuardedReader, tmp_path: Path, text_file: Path
) -> None:
    stream = zlib.compress(b"BT /F1 12 Tf 72 700 Td (x) Tj ET " + b" " * 150_000_000, 9)
    body = (
        b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<<>>>>endobj\n"
        b"4 0 obj<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream endobj\n"
        b"trailer<</Root 1 0 R>>\n%%%%EOF" % (len(stream), stream)
    )
    (tmp_path / "bomb.pdf").write_bytes(body)

    # Its page has no text that a font could show; whichever limit it meets first, the parent lives on.
    with suppress(ReadError):
        assert reader.read(tmp_path / "bomb.pdf", "pdf", "bomb.pdf").pages == 1

    assert reader.read(text_file, "text", "a.txt").passages


def test_the_child_is_told_the_limits(reader: GuardedReader) -> None:
    assert '"memory_bytes": 536870912' in child_command(SMALL)[-1]


def test_the_command_is_isolated_from_user_and_environment() -> None:
    assert {"-I", "-B"} <= set(child_command(SMALL))


def test_frames_are_a_length_and_json(with_child: Callable[..., ReadResult]) -> None:
    result = with_child('r = ask(); answer({"passages": [{"text": " ".join(sorted(r))}]}); answer(END)')

    assert result.passages[0].text == "format path token"
