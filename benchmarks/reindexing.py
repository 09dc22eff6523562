"""Libraries of several sizes in; how long `fieldguide index` takes when nothing and when one record changed, out.

    python -m benchmarks.reindexing [--sizes 10000 60000 600000] [--out FOLDER]

The whole command is timed, from starting Python to the new build live, over a JSONL export. Runs that change nothing and
runs that change one record are made in turns; their difference is what the change costs.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any, Final

from benchmarks.runs import Run, run, say
from benchmarks.timing import seconds

SIZES: Final = (10_000, 60_000, 600_000)
ROUNDS: Final = 5


def main() -> None:
    """Measure and write the run."""
    with run("reindexing", __doc__ or "", sizes=SIZES) as here:
        here.write({"rounds": ROUNDS, "sizes": [figures(here, count) for count in here.given.sizes]})


def figures(here: Run, count: int) -> dict[str, Any]:
    """Return what was measured with *count* records."""
    lines = here.made(count).path.read_text(encoding="utf-8").splitlines()
    folder = here.place / f"site-{count}"
    folder.mkdir()
    site = Site(folder, lines)
    say(f"indexing {count:,} records")
    first = seconds(lambda: site.index("published"))
    unchanged, changed, building = [], [], []
    for number in _numbers(len(lines)):
        unchanged.append(seconds(lambda: site.index("nothing to do")))
        site.change(number)
        changed.append(seconds(lambda: site.index("published")))
        building.append(site.took["building"])
    return {
        "resources": count,
        "first run, s": round(first, 2),
        "nothing changed, s": round(median(unchanged), 2),
        "one changed, s": round(median(changed), 2),
        "slowest with one changed, s": round(max(changed), 2),
        "of that building, s": round(median(building), 3),
        "the change itself, s": round(median(changed) - median(unchanged), 2),
    }


def _numbers(count: int) -> Iterator[int]:
    """Yield which record is changed in each round: they lie apart."""
    yield from (count * number // ROUNDS for number in range(ROUNDS))


class Site:
    """A folder with settings and one export."""

    def __init__(self, folder: Path, lines: list[str]) -> None:
        self._folder = folder
        self._lines = lines
        self._export = folder / "export.jsonl"
        self.took: dict[str, float] = {}  # by the last run, stage by stage
        (folder / "config.toml").write_text(
            '[[sources]]\nname = "export"\nkind = "records"\npath = "export.jsonl"\n', encoding="utf-8"
        )
        self._write()

    def change(self, number: int) -> None:
        """Change one record, and write the export anew."""
        record = json.loads(self._lines[number])
        self._lines[number] = json.dumps({**record, "title": f"{record.get('title', '')} changed"})
        self._write()

    def index(self, outcome: str) -> None:
        """Run the command; ValueError unless it comes to *outcome*."""
        command = [
            str(Path(sys.executable).with_name("fieldguide")),
            "--config",
            str(self._folder / "config.toml"),
        ]
        ran = subprocess.run([*command, "index", "--json"], check=True, capture_output=True, text=True)
        report = json.loads(ran.stdout)
        if (found := report["outcome"]) != outcome:
            raise ValueError(f"the run came to {found!r}, not {outcome!r}")
        self.took = report["took"]

    def _write(self) -> None:
        self._export.write_text("\n".join(self._lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
