"""The real command as a process that may do less than we may: a limit on files, or no right to write."""

import ctypes
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

_COMMAND = "import sys; from searchapp.cli import main; sys.exit(main())"
# Python's start takes longer than any of them.
_COMMANDS = """
import json, sys
from searchapp.cli import main
codes = [main(["--config", sys.argv[1], *words]) for words in json.loads(sys.argv[2])]
print(*codes, sep="")
"""
_ROOT = Path(__file__).parents[2]
_DROP_CAPABILITY, _WRITE_ANYWHERE = 24, 1  # PR_CAPBSET_DROP, CAP_DAC_OVERRIDE


def fieldguide(
    config: Path, *words: str, before: Callable[[], None] | None = None
) -> "subprocess.CompletedProcess[str]":
    """Run a command; *before* runs in the new process, before Python starts."""
    return subprocess.run(
        [sys.executable, "-c", _COMMAND, "--config", str(config), *words],
        cwd=_ROOT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=before,  # these tests have one thread
    )


def all_of(config: Path, commands: Sequence[Sequence[str]], before: Callable[[], None]) -> str:
    """Run commands that say nothing on stderr one after the other in one process; return their exit codes, a sign each."""
    ran = subprocess.run(
        [sys.executable, "-c", _COMMANDS, str(config), json.dumps(commands)],
        cwd=_ROOT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=before,
    )
    assert ran.stderr == ""
    return ran.stdout.splitlines()[-1]


def bound_by_rights() -> None:
    """Give up what root may do against the rights of a file; any other user is bound already."""
    if os.geteuid() == 0:
        ctypes.CDLL(None).prctl(_DROP_CAPABILITY, _WRITE_ANYWHERE, 0, 0, 0)


def files_up_to(size: int) -> Callable[[], None]:
    """Let no file grow beyond *size* bytes: writing on fails, as on a disk that is full."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


def plain_trouble(ran: "subprocess.CompletedProcess[str]") -> str:
    """Return what a failed command said: it must be lines for people, and no traceback."""
    assert ran.returncode == 1, (ran.returncode, ran.stdout, ran.stderr)
    assert "Traceback" not in ran.stderr
    assert ran.stderr.count("; ") >= 1, ran.stderr  # what is wrong; what mends it
    return ran.stderr
