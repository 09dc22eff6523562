"""No test can hang: whatever it waits for has an end, also where the machine is slow or something is broken."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
# The one place that starts processes, and sees to it that each ends.
STARTER = TESTS / "processes.py"
STARTING = {"Popen", "run", "call", "check_call", "check_output"}
ASKING = {"urlopen", "HTTPConnection", "HTTPSConnection", "create_connection"}


def endless(tree: ast.AST) -> Iterator[str]:
    """Yield each call that may wait for ever, or start what may outlive its test."""
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        called = ast.unparse(call.func)
        name = called.rpartition(".")[2]
        given = {keyword.arg for keyword in call.keywords}
        if name == "Popen" or (called.startswith("subprocess.") and name in STARTING):
            yield f"line {call.lineno}: {name}: start it by tests/processes.py"
        elif name in ASKING and "timeout" not in given:
            yield f"line {call.lineno}: {name}: give it a timeout, PATIENCE of tests/processes.py"
        elif name == "join" and not call.args and not given:
            yield f"line {call.lineno}: join: give it PATIENCE of tests/processes.py, then look whether it is alive"


@pytest.mark.parametrize(
    "path",
    [path for path in sorted(TESTS.rglob("*.py")) if path != STARTER],
    ids=lambda path: str(path.relative_to(TESTS)),
)
def test_every_wait_has_an_end(path: Path) -> None:
    assert list(endless(ast.parse(path.read_bytes()))) == []


@pytest.mark.parametrize(
    "code",
    [
        "subprocess.run(['true'], check=True)",
        "subprocess.Popen(command)",
        "with Popen(command) as process: pass",
        "urlopen(address)",
        "http.client.HTTPConnection('127.0.0.1', port)",
        "thread.join()",
    ],
)
def test_a_wait_without_an_end_is_seen(code: str) -> None:
    assert len(list(endless(ast.parse(code)))) == 1
