"""When a child of the guarded reader starts, is used again, is replaced and ends."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.readers.outcome import ReadResult
from indexer.readers.sandbox import guard as guard_module
from indexer.readers.sandbox.guard import FILES_PER_CHILD, GuardedReader
from tests.processes import completed
from tests.unit.readers.sandbox.children import PATIENT, PROLOGUE, SMALL, trouble


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_file_is_read_in_another_process(reader: GuardedReader, text_file: Path) -> None:
    result = reader.read(text_file, "text", "a.txt")

    assert [passage.text for passage in result.passages] == ["Some words."]


def test_a_child_imports_nothing_that_only_its_parent_needs() -> None:
    services = "indexer.readers.sandbox.service, indexer.readers.html.reader, indexer.readers.pdf.reader"
    done = completed([sys.executable, "-c", f"import sys, {services}; print(*sys.modules)"])

    assert done.returncode == 0, done.stderr
    assert not {"pydantic", "whoosh", "numpy", "sqlite3", "rich"} & set(done.stdout.split())


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
        + "from indexer.readers.sandbox.resource_limits import peak_memory\n"
        + 'ask(); answer({"passages": [{"text": str(peak_memory())}]}); answer(END)',
    )

    with GuardedReader(PATIENT, command=command) as reader:
        peak = int(reader.read(text_file, "text", "a.txt").passages[0].text)

    assert peak < len(ballast) // 2
