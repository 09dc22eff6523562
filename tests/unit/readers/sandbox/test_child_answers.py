"""What a child may say, how its end is told, and what is not believed."""

import os
import select
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from indexer.config import ReadingConfig
from indexer.readers.outcome import ReadResult
from indexer.readers.sandbox import guard as guard_module
from tests.processes import PATIENCE
from tests.unit.readers.sandbox.children import trouble

# Short enough to wait for. Whether a child has even started by then makes no difference.
IMPATIENT = ReadingConfig(wall_seconds=1)


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("os.kill(os.getpid(), signal.SIGSEGV)", "its reader crashed (SIGSEGV)"),
        ("ask(); os.abort()", "its reader aborted (SIGABRT)"),
        ("ask(); os.kill(os.getpid(), signal.SIGKILL)", "its reader was killed (SIGKILL)"),
        ("ask(); os.kill(os.getpid(), signal.SIGXCPU)", "reading it took more than 60 s of processor time"),
        ("ask(); sys.exit(70)", "it needs more than 1024 MB of memory to read"),
        ("sys.exit(1)", "its reader exited early (status 1)"),
        ("ask(); sys.exit(0)", "its reader exited early (status 0)"),
        ("ask(); os.write(1, b'\\0\\0')", "its reader exited early (status 0)"),
        ("ask(); os.write(1, struct.pack('>I', 100) + b'half')", "its reader exited early (status 0)"),
        ("syntax error", "its reader exited early (status 1)"),
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
        "a.txt: its reader gave an invalid answer; open it, export or save it again and replace the file"
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
        "a.txt: reading it took more than 1 s; divide it, or raise wall_seconds in [reading]"
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

    for seconds in (1, 4, 16, 64):  # the first that is enough for two to start
        limits = ReadingConfig(wall_seconds=seconds)
        trouble(partial(with_child, f"# {limits.wall_seconds} s\n{script}", limits))
        with suppress(BlockingIOError):  # it was ended on its way there
            if said := os.read(held, 4):
                break

    assert said == b"here"
    # The pipe ends only when nobody holds its other end any more.
    assert select.select([held], [], [], PATIENCE)[0]
    assert os.read(held, 1) == b""
    os.close(held)
