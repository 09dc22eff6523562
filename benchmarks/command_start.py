"""Commands in; the processor time that each needs before and during its work, beside Python alone, out.

    python -m benchmarks.command_start [--count 100 | --records FILE] [--out FOLDER]

The library is small, so that almost all of the time is starting: Python, and what the command imports. Processor time of the
process and of those that it starts, the least of some rounds in turns: what a busy machine adds is left out.
"""

import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from benchmarks.runs import Run, run

ROUNDS: Final = 10
TARGETS: Final = {"--help": 0.25, "search": 0.5}  # seconds
_FIELDGUIDE: Final = ("-c", "import sys; from searchapp.cli import main; sys.exit(main())")
_CONFIG: Final = """\
[[sources]]
name = "records"
kind = "records"
path = "{path}"
"""


def main() -> None:
    """Measure and write the run."""
    with run("command_start", __doc__ or "", count=100) as here:
        here.write(figures(here))


def figures(here: Run) -> dict[str, Any]:
    """Return what was measured."""
    config = here.place / "config.toml"
    config.write_text(_CONFIG.format(path=here.library.path), encoding="utf-8")
    _seconds((*_FIELDGUIDE, "--config", str(config), "index"), config.parent)
    site = ("--config", str(config))
    commands: dict[str, Sequence[str]] = {
        "python alone": ("-c", "pass"),
        "--help": (*_FIELDGUIDE, "--help"),
        "search --help": (*_FIELDGUIDE, "search", "--help"),
        "search": (*_FIELDGUIDE, *site, "search", "words"),
        "status": (*_FIELDGUIDE, *site, "status"),
        "index": (*_FIELDGUIDE, *site, "index"),
    }
    least = dict.fromkeys(commands, float("inf"))
    for _ in range(ROUNDS):
        for name, command in commands.items():
            least[name] = min(least[name], _seconds(command, config.parent))
    return {
        "rounds": ROUNDS,
        "processor seconds": {name: round(taken, 3) for name, taken in least.items()},
        "target": TARGETS,
        "met": all(least[name] <= most for name, most in TARGETS.items()),
    }


def _seconds(command: Sequence[str], folder: Path) -> float:
    """Return the processor time of one process, and of those that it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    # Byte code is stored, as it is for everyone who starts the command twice.
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    surroundings["PYTHONPATH"] = str(Path(__file__).parents[1])
    subprocess.run([sys.executable, *command], check=True, capture_output=True, cwd=folder, env=surroundings)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
