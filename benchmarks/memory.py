"""A serving process in; the memory that is its own, beside tantivy in the same server, out.

    python -m benchmarks.memory [--count 60000 | --records FILE] [--out FOLDER]

Own is what smaps calls private, without what is mapped from the index's files: such pages can be dropped and are shared
by all workers. One granian worker, after 300 different questions; a Flask route that does nothing is the ground.
All three have the same modules loaded, so that what is above the ground is the engine alone.
"""

import re
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks.indexes import Indexes
from benchmarks.questions import Question
from benchmarks.runs import Run, run, say
from benchmarks.serving import served

_REGION = re.compile(r"^[0-9a-f]+-[0-9a-f]+ \S+ \S+ \S+ \d+ *(.*)$")
_PRIVATE = re.compile(r"^Private_(?:Clean|Dirty): +(\d+) kB$")


def main() -> None:
    """Measure and write the run."""
    with run("memory", __doc__ or "") as here:
        here.write(figures(here))


def figures(here: Run) -> dict[str, Any]:
    """Return what was measured."""
    indexes = Indexes(here.library, here.place)
    asked = indexes.questions("plain")
    places = {
        "fieldguide": indexes.fieldguide(),
        "tantivy": indexes.tantivy(),
        "nothing": here.place,
    }
    own = {name: _own(name, place, asked) for name, place in places.items()}
    return {
        "questions": len(asked),
        "MB of its own": own,
        "fieldguide by tantivy, above nothing": round(
            (own["fieldguide"] - own["nothing"]) / max(0.1, own["tantivy"] - own["nothing"]), 2
        ),
    }


def _own(app: str, place: Path, asked: Sequence[Question]) -> float:
    say(f"serving {app}")
    with served("granian", app, place, workers=1) as running:
        for question in asked:
            text = " ".join(question.words) if app == "tantivy" else question.text
            address = f"{running.address}?{urlencode({'q': text})}"
            urllib.request.urlopen(address, timeout=60).read()  # noqa: S310  # our own address
        return round(sum(private(pid, place) for pid in running.workers()) / 1024, 1)


def private(pid: int, index: Path) -> int:
    """Return the kB of a process that are private to it and not mapped from files below *index*."""
    kilobytes, mapped = 0, False
    for line in Path(f"/proc/{pid}/smaps").read_text(encoding="utf-8").splitlines():
        if region := _REGION.match(line):
            mapped = region[1].startswith(str(index))
        elif (found := _PRIVATE.match(line)) and not mapped:
            kilobytes += int(found[1])
    return kilobytes


if __name__ == "__main__":
    main()
