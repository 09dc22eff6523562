"""A script's figures in, a run written to benchmarks/runs/<date>/ out; and what every script's command line takes."""

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from benchmarks import records
from benchmarks.library import Library

RUNS: Final = Path(__file__).parent / "runs"
_SOFTWARE: Final = ("fieldguide", "whoosh", "tantivy", "numpy", "granian", "gunicorn", "flask")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of one script: what was asked for, and a folder for what it writes."""

    name: str
    place: Path
    given: argparse.Namespace
    long: bool = False  # made libraries are of long resources

    @property
    def library(self) -> Library:
        """The library of --records, else the packages that apt knows, else a made one of --count records."""
        if self.given.packages:
            from benchmarks import packages  # noqa: PLC0415  # it says how far it is by `say`, below

            return packages.library(self.place)
        if self.given.records is not None:
            return Library(self.given.records)
        return self.made(self.given.count)

    def made(self, count: int) -> Library:
        """Return a made library of *count* records, written when it is first wanted."""
        path = self.place / f"{count}.jsonl"
        if not path.exists():
            say(f"making {count:,} records")
            records.write(path, records.long_records(count) if self.long else records.records(count))
        return Library(path)

    def megabytes(self, name: str) -> int:
        """Return the size of what lies under *name* in the run's folder."""
        return sum(path.stat().st_size for path in (self.place / name).rglob("*") if path.is_file()) >> 20

    def write(self, figures: dict[str, Any]) -> None:
        """Print the run and keep it."""
        run = {"question": self.name, **_machine(), **figures}
        text = json.dumps(run, indent=1, ensure_ascii=False)
        out = self.given.out or RUNS / f"{datetime.now(UTC):%Y-%m-%d}"
        out.mkdir(parents=True, exist_ok=True)
        name = f"{self.name}_packages" if getattr(self.given, "packages", False) else self.name
        (out / f"{name}.json").write_text(text + "\n", encoding="utf-8")
        print(text)


@contextmanager
def run(  # noqa: PLR0913  # each of them changes what a command line takes
    name: str,
    about: str,
    *,
    count: int = 60_000,
    long: bool = False,
    sizes: Sequence[int] = (),
    folders: Sequence[str] = (),
    **numbers: int,
) -> Iterator[Run]:
    """Read the command line of the script called *name* and give it a folder; *folders* and *numbers* are options of its own."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    if sizes:
        parser.add_argument(
            "--sizes", type=int, nargs="+", default=sizes, help="records of the made libraries"
        )
    else:
        parser.add_argument("--records", type=Path, help="a JSONL file of records, instead of a made library")
        parser.add_argument(
            "--packages",
            action="store_true",
            help="the descriptions of the packages that apt knows, instead of a made library (benchmarks.packages)",
        )
        parser.add_argument("--count", type=int, default=count, help="records of the made library")
    for option in folders:
        parser.add_argument(f"--{option}", type=Path, help="a folder; default: none")
    for option, number in numbers.items():
        parser.add_argument(f"--{option}", type=int, default=number, help=f"default: {number:,}")
    parser.add_argument("--out", type=Path, help="folder for the run; default: benchmarks/runs/<date>")
    parser.add_argument(
        "--place",
        type=Path,
        help="folder that keeps libraries and indexes for the next script; default: none",
    )
    given = parser.parse_args()
    if given.place is not None:
        given.place.mkdir(parents=True, exist_ok=True)
        yield Run(name=name, place=given.place, given=given, long=long)
        return
    with tempfile.TemporaryDirectory() as place:
        yield Run(name=name, place=Path(place), given=given, long=long)


def say(what: str) -> None:
    """Tell how far it is."""
    print(what, file=sys.stderr, flush=True)


def _machine() -> dict[str, Any]:
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "load": round(os.getloadavg()[0], 2),
        "software": {name: version(name) for name in _SOFTWARE},
    }
