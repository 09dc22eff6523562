"""Commands as processes of their own: each has an end, and nothing that it started outlives the test."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Timer
from typing import Any, Final

from tests.not_none import not_none

ROOT: Final = Path(__file__).parents[1]
# Seconds. The longest command takes about ten on a quiet machine: this is for one that hangs, on whatever machine.
PATIENCE: Final = 900.0

_COMMAND: Final = "import sys; from searchapp.cli import main; sys.exit(main())"


def fieldguide(config: Path, *words: str | bytes) -> list[str | bytes]:
    """Return the command line of the real command, with its settings."""
    return [sys.executable, "-u", "-c", _COMMAND, "--config", str(config), *words]


@contextmanager
def running(
    command: Sequence[str | bytes], *, patience: float = PATIENCE, **how: Any
) -> Iterator["subprocess.Popen[str]"]:
    """Start *command*; *how* is for Popen, the streams are pipes of text.

    One that runs longer than *patience* seconds is killed: whoever reads from it, or waits for it, sees its end then. After the
    block it is gone, and so is whatever it started.
    """
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(
        command,
        **{"cwd": ROOT, "encoding": "utf-8", "errors": "surrogateescape", **streams, **how},
        start_new_session=True,
    ) as process:
        watchdog = Timer(patience, _kill, [process])
        watchdog.daemon = True
        watchdog.start()
        try:
            yield process
        finally:
            watchdog.cancel()
            _kill(process)


def completed(command: Sequence[str | bytes], **how: Any) -> "subprocess.CompletedProcess[str]":
    """Run *command* to its end, as `running` does."""
    with running(command, **how) as process:
        out, err = process.communicate()
    return subprocess.CompletedProcess(command, process.returncode, out, err)


def read_line(process: "subprocess.Popen[str]") -> str:
    """Return the next line that *process* writes to its output; empty: it has ended."""
    return not_none(process.stdout).readline()


def _kill(process: "subprocess.Popen[str]") -> None:
    """Kill *process* and all that is left of its group."""
    with suppress(ProcessLookupError, PermissionError):  # macOS: of a group that is all dead
        os.killpg(process.pid, signal.SIGKILL)
