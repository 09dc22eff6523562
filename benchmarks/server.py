"""Uncached searches over HTTP in; how many are answered a second, beside a route that does nothing, out.

    python -m benchmarks.server [--count 60000 | --records FILE] [--out FOLDER]

wrk asks GET /api/v1/search, 300 questions of 1 to 5 words in turn, without If-None-Match: every answer is whole, with
snippets and facets. 16 connections, 2 workers, under granian (which ships) and gunicorn's gthread. wrk and the servers
share the machine: the ratio counts.
"""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any, Final
from urllib.parse import urlencode

from benchmarks.indexes import Indexes
from benchmarks.runs import Run, run, say
from benchmarks.serving import PATH, SERVERS, Served, served

CONNECTIONS: Final = 16
SECONDS: Final = 8
ROUNDS: Final = 3
MISSING: Final = (
    "wrk is missing: it is a Debian package (apt-get install wrk); put it on PATH and run this again"
)
_FACTORS: Final = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


def main() -> int:
    """Measure and write the run; without wrk say what is missing."""
    with run("server", __doc__ or "") as here:
        if shutil.which("wrk") is None:
            say(MISSING)
            return 1
        here.write(figures(here))
    return 0


def figures(here: Run) -> dict[str, Any]:
    """Return what was measured."""
    indexes = Indexes(here.library, here.place)
    root = indexes.fieldguide()
    script = here.place / "questions.lua"
    asked = [f"{PATH}?{urlencode({'q': question.text})}" for question in indexes.questions("plain")]
    script.write_text(_lua(asked), encoding="utf-8")
    return {
        "connections": CONNECTIONS,
        "workers": 2,
        "seconds a round": SECONDS,
        "rounds": ROUNDS,
        **{server: _compared(server, root, script) for server in SERVERS},
    }


def _compared(server: str, root: Path, script: Path) -> dict[str, Any]:
    say(f"serving with {server}")
    rounds: dict[str, list[dict[str, float]]] = {"fieldguide": [], "nothing": []}
    with served(server, "fieldguide", root) as ours, served(server, "nothing", root) as nothing:
        running = {"fieldguide": ours, "nothing": nothing}
        for each in running.values():
            _wrk(each, script, seconds=2)  # opens the build in both workers
        for _ in range(ROUNDS):
            for name, each in running.items():
                rounds[name].append(_wrk(each, script))
    medians = {
        name: {key: round(median(one[key] for one in found), 2) for key in found[0]}
        for name, found in rounds.items()
    }
    ratio = medians["fieldguide"]["a second"] / medians["nothing"]["a second"]
    return {**medians, "fieldguide by nothing, answers a second": round(ratio, 3)}


def _wrk(asked: Served, script: Path, seconds: int = SECONDS) -> dict[str, float]:
    """Return answers a second and latencies in ms; raises RuntimeError where an answer was none."""
    command = [
        "wrk",
        "--threads=2",
        f"--connections={CONNECTIONS}",
        f"--duration={seconds}s",
        "--latency",
        f"--script={script}",
        asked.address,
    ]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    failed = re.search(r"Non-2xx.*|Socket errors.*", said)
    if failed:
        raise RuntimeError(f"{asked.address}: {failed.group()}")
    found = {"a second": float(re.findall(r"Requests/sec:\s+([\d.]+)", said)[0])}
    for cut, value, unit in re.findall(r"^\s+(50|99)%\s+([\d.]+)(us|ms|s|m)$", said, re.MULTILINE):
        found[f"p{cut}, ms"] = float(value) * _FACTORS[unit]
    return found


def _lua(paths: Sequence[str]) -> str:
    """Return the script in which each of wrk's threads asks *paths* in turn, from a place of its own."""
    listed = ",\n".join(json.dumps(path) for path in paths)
    return f"""
local paths = {{
{listed}
}}
local threads, turn = 0, 0
function setup(thread) thread:set("begin", threads * 97); threads = threads + 1 end
function init() turn = begin end
function request() turn = turn + 1; return wrk.format("GET", paths[turn % #paths + 1]) end
"""


if __name__ == "__main__":
    sys.exit(main())
