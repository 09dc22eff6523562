"""The real command as a process that may do less than we may: a limit on files, or no right to write."""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from subprocess import CompletedProcess

from tests import processes

# Python's start takes longer than any of them.
_COMMANDS = """
import json, sys
from searchapp.cli import main
codes = [main(["--config", sys.argv[1], *words]) for words in json.loads(sys.argv[2])]
print(*codes, sep="")
"""
_BECOME_THE_REST = "; import os, sys; os.execv(sys.argv[1], sys.argv[1:])"
_DROP_CAPABILITY, _WRITE_ANYWHERE = 24, 1  # PR_CAPBSET_DROP, CAP_DAC_OVERRIDE


def fieldguide(config: Path, *words: str, through: Sequence[str] = ()) -> CompletedProcess[str]:
    """Run a command; *through* is what its command line begins with, and what takes something from it."""
    return processes.completed([*through, *processes.fieldguide(config, *words)])


def all_of(config: Path, commands: Sequence[Sequence[str]], through: Sequence[str]) -> str:
    """Run commands that say nothing on stderr one after the other in one process; return their exit codes, a sign each."""
    ran = processes.completed([*through, sys.executable, "-c", _COMMANDS, str(config), json.dumps(commands)])
    assert ran.stderr == ""
    return ran.stdout.splitlines()[-1]


def bound_by_rights() -> Sequence[str]:
    """Take from a command what root may do against the rights of a file; any other user is bound already."""
    if os.geteuid() != 0:
        return ()
    return _first(f"import ctypes; ctypes.CDLL(None).prctl({_DROP_CAPABILITY}, {_WRITE_ANYWHERE}, 0, 0, 0)")


def files_up_to(size: int) -> Sequence[str]:
    """Let no file of a command grow beyond *size* bytes: writing on fails, as on a disk that is full."""
    return _first(f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))")


def _first(statements: str) -> Sequence[str]:
    """Return what a command line begins with, so that *statements* are done first, in the same process."""
    return sys.executable, "-I", "-c", statements + _BECOME_THE_REST


def plain_trouble(ran: CompletedProcess[str]) -> str:
    """Return what a failed command said: it must be lines for people, and no traceback."""
    assert ran.returncode == 1, (ran.returncode, ran.stdout, ran.stderr)
    assert "Traceback" not in ran.stderr
    assert ran.stderr.count("; ") >= 1, ran.stderr  # what is wrong; how to fix it
    return ran.stderr
