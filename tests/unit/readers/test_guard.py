"""The guard against children that hang, crash, lie, or eat memory, and against files that make a real one do so."""

import os
import select
import socket
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from indexer.config import ReadingConfig
from indexer.errors import ReadError
from indexer.readers import guard as guard_module
from indexer.readers.guard import FILES_PER_CHILD, GuardedReader, child_command
from indexer.readers.messages import MAX_ITEMS
from indexer.readers.outcome import ReadResult

SMALL = ReadingConfig(memory_bytes=512 * 1024 * 1024, cpu_seconds=20, wall_seconds=60)
PATIENT = ReadingConfig(wall_seconds=20)
# Enough for a Python to start, short enough to wait for.
IMPATIENT = ReadingConfig(wall_seconds=1)

# What a child of the tests begins with: `answer` sends a frame, `ask` waits for a request.
PROLOGUE = """
import json, os, signal, struct, sys, time
def answer(value):
    value = {"token": token} | value if isinstance(value, dict) else value
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    os.write(1, struct.pack(">I", len(body)) + body)
token = ""
def ask():
    global token
    size = struct.unpack(">I", sys.stdin.buffer.read(4))[0]
    request = json.loads(sys.stdin.buffer.read(size))
    token = request["token"]
    return request
END = {"end": {"format": "text"}}
"""


@pytest.fixture(scope="module")
def reader() -> Iterator[GuardedReader]:
    with GuardedReader(SMALL) as made:
        yield made


@pytest.fixture
def text_file(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text("Some words.")
    return path


@pytest.fixture
def with_child(text_file: Path) -> Iterator[Callable[..., ReadResult]]:
    """Read with a child that runs the script given; keeps the reader for further calls."""
    made: dict[str, GuardedReader] = {}

    def read(script: str, limits: ReadingConfig = PATIENT) -> ReadResult:
        if script not in made:
            made[script] = GuardedReader(limits, command=(sys.executable, "-I", "-c", PROLOGUE + script))
        return made[script].read(text_file, "text", "a.txt")

    yield read
    for one in made.values():
        one.close()


def trouble(read: Callable[[], Any]) -> str:
    with pytest.raises(ReadError) as caught:
        read()
    assert "\n" not in str(caught.value)
    return str(caught.value)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_file_is_read_in_another_process(reader: GuardedReader, text_file: Path) -> None:
    result = reader.read(text_file, "text", "a.txt")

    assert [passage.text for passage in result.passages] == ["Some words."]


def test_the_child_is_reused_and_ends_with_its_reader(text_file: Path) -> None:
    script = 'while ask(): answer({"passages": [{"text": str(os.getpid())}]}); answer(END)'
    with GuardedReader(SMALL, command=(sys.executable, "-I", "-c", PROLOGUE + script)) as reader:
        pids = {int(reader.read(text_file, "text", "a").passages[0].text) for _ in range(3)}

        assert len(pids) == 1
        assert alive(*pids)

    assert not alive(*pids)


def test_a_child_is_replaced_after_many_files(text_file: Path) -> None:
    script = 'while ask(): answer({"passages": [{"text": str(os.getpid())}]}); answer(END)'
    with GuardedReader(SMALL, command=(sys.executable, "-I", "-c", PROLOGUE + script)) as reader:
        pids = {reader.read(text_file, "text", "a").passages[0].text for _ in range(FILES_PER_CHILD + 1)}

    assert len(pids) == 2


def test_a_child_that_grew_is_replaced(with_child: Callable[..., ReadResult]) -> None:
    script = """
while ask():
    answer({"passages": [{"text": str(os.getpid())}]})
    answer(END | {"peak": 900 * 2**20})
"""

    assert with_child(script).passages != with_child(script).passages


def test_where_the_parent_stands_does_not_matter(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text_file: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "indexer.py").write_text("raise SystemExit('the wrong indexer')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    with GuardedReader(SMALL) as reader:
        assert reader.read(Path("a.txt"), "text", "a.txt").passages


def test_the_child_sees_none_of_the_parents_environment(
    monkeypatch: pytest.MonkeyPatch, with_child: Callable[..., ReadResult]
) -> None:
    monkeypatch.setenv("A_SECRET", "x")

    result = with_child('ask(); answer({"passages": [{"text": json.dumps(dict(os.environ))}]}); answer(END)')

    assert "A_SECRET" not in result.passages[0].text
    assert "PATH" not in result.passages[0].text.replace("LD_LIBRARY_PATH", "")


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("os.kill(os.getpid(), signal.SIGSEGV)", "its reader crashed (SIGSEGV)"),
        ("ask(); os.abort()", "its reader gave up (SIGABRT)"),
        ("ask(); os.kill(os.getpid(), signal.SIGKILL)", "its reader was killed (SIGKILL)"),
        ("ask(); os.kill(os.getpid(), signal.SIGXCPU)", "its reader used up 60 s of processor time"),
        ("ask(); sys.exit(70)", "it needs more than 1024 MB of memory to read"),
        ("sys.exit(1)", "its reader ended early (exit status 1)"),
        ("ask(); sys.exit(0)", "its reader ended early (exit status 0)"),
        ("ask(); os.write(1, b'\\0\\0')", "its reader ended early (exit status 0)"),
        ("ask(); os.write(1, struct.pack('>I', 100) + b'half')", "its reader ended early (exit status 0)"),
        ("syntax error", "its reader ended early (exit status 1)"),
    ],
)
def test_how_a_child_ended_is_said_in_one_line(
    script: str, expected: str, with_child: Callable[..., ReadResult]
) -> None:
    assert trouble(lambda: with_child(script)).startswith(f"a.txt: {expected}; ")


LIES = {
    "a huge length": "ask(); os.write(1, b'\\xff\\xff\\xff\\xff'); time.sleep(60)",
    "a length over the cap": "ask(); os.write(1, struct.pack('>I', 2**25 + 1) + b'x' * 1000); time.sleep(60)",
    "a page of HTML": "ask(); answer(b'<html>' * 10); time.sleep(60)",
    "an empty frame": "ask(); answer(b''); time.sleep(60)",
    "not UTF-8": "ask(); answer(b'\\xff\\xfe'); time.sleep(60)",
    "another shape": "ask(); answer([1, 2]); time.sleep(60)",
    "wrong types": 'ask(); answer({"passages": [{"text": 5}]}); time.sleep(60)',
    "a number as text": 'ask(); answer({"end": {"format": "text", "pages": "12"}}); time.sleep(60)',
    "another format": 'ask(); answer({"end": {"format": "pdf"}}); time.sleep(60)',
    "nesting": "ask(); answer(b'[' * 1000000); time.sleep(60)",
    "a pickle": "import pickle\nask(); answer(pickle.dumps({})); time.sleep(60)",
    "a closed pipe": "ask(); os.close(1); time.sleep(60)",
    "another token": 'ask(); token = "x"; answer(END); time.sleep(60)',
    "a crowd of passages": 'ask()\nwhile True: answer({"passages": [{"text": "x"}] * 10000})',
    "no end of parts": 'ask()\nbig = {"passages": [{"text": "x" * 2**20}]}\nwhile True: answer(big)',
}


@pytest.mark.parametrize("script", LIES.values(), ids=LIES.keys())
def test_a_lying_child_is_not_believed(
    script: str, with_child: Callable[..., ReadResult], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard_module, "MAX_ANSWER", 2**24)  # else the last one takes its time

    assert trouble(lambda: with_child(script)) == (
        "a.txt: its reader gave no sensible answer; open it, export or save it again and replace the file"
    )


@pytest.mark.parametrize(
    "script",
    [
        "time.sleep(600)",
        "ask(); time.sleep(600)",
        "ask(); os.write(1, b'\\0'); time.sleep(600)",
        "ask(); os.write(1, struct.pack('>I', 100) + b'half'); time.sleep(600)",
        "ask()\nwhile True: answer({}); time.sleep(0.01)",
        "signal.signal(signal.SIGTERM, signal.SIG_IGN); ask(); time.sleep(600)",
    ],
)
def test_a_child_that_takes_too_long_is_ended(script: str, with_child: Callable[..., ReadResult]) -> None:
    assert trouble(lambda: with_child(script, IMPATIENT)) == (
        "a.txt: its reader was not done after 1 s; divide it, or raise wall_seconds in [reading]"
    )


def test_what_the_child_started_ends_with_it(with_child: Callable[..., ReadResult], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "held")
    held = os.open(tmp_path / "held", os.O_RDONLY | os.O_NONBLOCK)
    script = f"""
ask()
if not os.fork():
    os.write(os.open({str(tmp_path / "held")!r}, os.O_WRONLY), b"here")
time.sleep(600)
"""

    trouble(lambda: with_child(script, IMPATIENT))

    assert os.read(held, 4) == b"here"
    # The pipe ends only when nobody holds its other end any more.
    assert select.select([held], [], [], 20)[0]
    assert os.read(held, 1) == b""
    os.close(held)


def test_a_child_that_dies_between_files_is_replaced(with_child: Callable[..., ReadResult]) -> None:
    script = "ask(); answer(END)"

    assert with_child(script) == with_child(script) == with_child(script)


def test_a_child_that_speaks_unasked_is_replaced_before_the_next_file(
    with_child: Callable[..., ReadResult],
) -> None:
    script = """
while ask():
    answer({"passages": [{"text": "mine"}]}); answer(END)
    answer({"passages": [{"text": "of no file"}]}); answer(END)
"""

    texts = [[passage.text for passage in with_child(script).passages] for _ in range(5)]

    assert texts == [["mine"]] * 5


def test_a_file_that_used_up_its_processor_time_is_not_tried_once_more(
    with_child: Callable[..., ReadResult], tmp_path: Path
) -> None:
    asked = f"open({str(tmp_path / 'asked')!r}, 'a').write('x')"
    script = f"ask(); answer(END); ask(); {asked}; os.kill(os.getpid(), signal.SIGXCPU)"
    with_child(script)

    trouble(lambda: with_child(script))

    assert (tmp_path / "asked").read_text() == "x"


def test_a_child_of_a_large_parent_is_not_taken_for_large(text_file: Path) -> None:
    ballast = bytearray(b"x") * (600 * 2**20)  # more than half of what a child may use
    command = (
        sys.executable,
        "-I",
        "-c",
        PROLOGUE
        + f"sys.path.insert(0, {str(Path(guard_module.__file__).parents[2])!r})\n"
        + "from indexer.readers.confinement import peak_memory\n"
        + 'ask(); answer({"passages": [{"text": str(peak_memory())}]}); answer(END)',
    )

    with GuardedReader(PATIENT, command=command) as reader:
        peak = int(reader.read(text_file, "text", "a.txt").passages[0].text)

    assert peak < len(ballast) // 2


def test_a_file_of_too_many_passages_is_refused(reader: GuardedReader, tmp_path: Path) -> None:
    path = tmp_path / "crowd.txt"
    path.write_bytes(b"a\f" * (MAX_ITEMS + 1))

    assert trouble(lambda: reader.read(path, "text", "crowd.txt")) == (
        "crowd.txt: it falls into more than 100,000 passages; divide it"
    )


def test_a_file_is_tried_once_more_when_an_old_child_crashes(with_child: Callable[..., ReadResult]) -> None:
    script = 'ask(); answer({"passages": [{"text": "fresh"}]}); answer(END); ask(); os.abort()'

    assert [with_child(script).passages[0].text for _ in range(3)] == ["fresh"] * 3


def test_a_trouble_is_cut_short_and_stays_on_one_line(with_child: Callable[..., ReadResult]) -> None:
    line = trouble(
        lambda: with_child('ask(); answer({"trouble": {"what": "a\\nb" * 999, "mend": "c\\x1b" * 999}})')
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

        lines = [trouble(lambda name=name: reader.read(tmp_path / name, "text", name)) for name in names]  # type: ignore[misc]

    assert lines[:4] == [
        "pipe.txt: it is no regular file; remove it",
        "link.txt: it is a link; put the file itself there",
        "folder.txt: it is no regular file; remove it",
        "empty.txt: it is empty; put its content back, or remove it",
    ]
    assert lines[4].startswith("s.txt: it cannot be opened (")
    assert lines[5] == "none.txt: it is not there any more; index again"


def test_a_file_over_max_bytes_is_not_read(tmp_path: Path, text_file: Path) -> None:
    with GuardedReader(ReadingConfig(max_bytes=5)) as reader:
        line = trouble(lambda: reader.read(text_file, "text", "a.txt"))

    assert line == "a.txt: it has 11 bytes and 5 is the most; divide it, or raise max_bytes in [reading]"


def test_a_name_that_is_no_text_is_read(reader: GuardedReader, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9 \xff\n.txt"))
    path.write_text("Words.")

    assert reader.read(path, "text", path.name).passages[0].text == "Words."


def test_a_real_child_stops_at_its_memory_limit(tmp_path: Path) -> None:
    path = tmp_path / "dense.html"
    path.write_bytes(b"<p><b>x</b>" * 900_000)

    with GuardedReader(ReadingConfig(memory_bytes=300 * 2**20)) as reader:
        line = trouble(lambda: reader.read(path, "html", "dense.html"))

    assert line == (
        "dense.html: it needs more than 300 MB of memory to read; divide it, or raise memory_bytes in [reading]"
    )


def test_a_real_child_stops_at_its_limit_of_processor_time(tmp_path: Path) -> None:
    path = tmp_path / "dense.html"
    path.write_bytes(b"<p><b>x</b>" * 900_000)

    with GuardedReader(ReadingConfig(cpu_seconds=1)) as reader:
        line = trouble(lambda: reader.read(path, "html", "dense.html"))

    assert line == (
        "dense.html: its reader used up 1 s of processor time; divide it, or raise cpu_seconds in [reading]"
    )


def test_the_least_memory_that_can_be_configured_is_enough_for_a_small_file(
    text_file: Path, tmp_path: Path, pdf: Callable[..., bytes], below: Callable[..., list[Any]]
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(below("Some words.")))
    least = ReadingConfig.model_fields["memory_bytes"].metadata[0].ge

    with GuardedReader(ReadingConfig(memory_bytes=least)) as reader:
        assert reader.read(text_file, "text", "a.txt").passages
        assert reader.read(path, "pdf", "a.pdf").passages


def test_processor_time_is_counted_for_each_file_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(b"<p><b>x</b>" * 12_000)  # together over 2 s, each well under

    with GuardedReader(ReadingConfig(cpu_seconds=2)) as reader:
        for _ in range(6):
            assert reader.read(path, "html", "a.html").passages


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
