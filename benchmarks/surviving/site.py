"""A site on disk that changes and changes again, its real commands as processes, and what its live build answers."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep
from typing import Any, Final, Literal

from indexer.builds import Build, Builds
from indexer.builds.builds import LOCK
from indexer.config import load_config
from searchapp.engine import SearchRequest, open_build

COMMAND: Final = "import sys; from searchapp.cli import main; sys.exit(main())"
KEEP: Final = 3  # builds: pruning is part of nearly every run
_LOOK: Final = 0.0005  # seconds between two looks for a process that takes the lock
LONGEST: Final = 900.0  # seconds: what takes longer hangs, on however slow a machine
_ROOT: Final = Path(__file__).parents[2]

Edit = Literal["one", "many", "gone"]
Content = Mapping[str, str]  # resource id -> title


def must(held: bool, what: str) -> None:
    """Raise AssertionError that says *what* is not as it must be, unless it *held*."""
    if not held:
        raise AssertionError(what)


def kill_all(process: "subprocess.Popen[Any]") -> None:
    """Kill *process*, which leads a group, and all that is left of the group, at once."""
    with suppress(ProcessLookupError, PermissionError):  # it ended by itself
        os.killpg(process.pid, signal.SIGKILL)


@dataclass(slots=True)
class Survivor:
    """A site with an export and a folder, and the content that it should have."""

    root: Path
    chance: random.Random
    records: dict[str, str] = field(default_factory=dict)  # id -> title
    edits: int = 0

    @classmethod
    def make(cls, root: Path, count: int, chance: random.Random) -> "Survivor":
        """Make a site of *count* records and three files, not indexed yet."""
        site = cls(root, chance, {f"r{number:05}": f"Record {number}" for number in range(count)})
        (root / "guides").mkdir(parents=True)
        (root / "tmp").mkdir()
        for name in ("one", "two", "three"):
            (root / "guides" / f"{name}.md").write_text(
                f"# Guide {name}\n\nAbout crisis teams.\n", encoding="utf-8"
            )
        site.config.write_text(
            f"[publish]\nkeep_builds = {KEEP}\n"
            '[[sources]]\nname = "export"\nkind = "records"\npath = "export.jsonl"\n'
            '[[sources]]\nname = "guides"\nkind = "folder"\npath = "guides"\n',
            encoding="utf-8",
        )
        site.write()
        return site

    @property
    def config(self) -> Path:
        """Its settings."""
        return self.root / "config.toml"

    @property
    def builds(self) -> Builds:
        """Its builds."""
        return Builds(self.root / "var" / "builds")

    @property
    def content(self) -> Content:
        """What a build of its sources, as they are now, must hold."""
        guides = {f"{name}-md": f"Guide {name}" for name in ("one", "two", "three")}
        return {**self.records, **guides}

    def live(self) -> Build:
        """Return the live build; AssertionError: there is none."""
        live = self.builds.live()
        if live is None:
            raise AssertionError("no build is live")
        return live

    def afresh(self) -> "Survivor":
        """Return a site of the same sources that was never indexed."""
        other = Survivor.make(self.root / "fresh", 0, self.chance)
        other.records = dict(self.records)
        other.write()
        return other

    def write(self) -> None:
        """Write the export, whole, as an editor's system would: aside, then in one step."""
        fresh = self.root / "export.new"
        with fresh.open("w", encoding="utf-8") as file:
            for key, title in self.records.items():
                file.write(
                    json.dumps({"id": key, "title": title, "text": f"{title} and its crisis team."}) + "\n"
                )
        fresh.replace(self.root / "export.jsonl")

    def edit(self, kind: Edit) -> None:
        """Change one record, many of them and some new, or take a few away."""
        self.edits += 1
        keys = list(self.records)
        if kind == "one":
            self.records[self.chance.choice(keys)] = f"Changed {self.edits}"
        elif kind == "many":
            for key in self.chance.sample(keys, len(keys) // 3):
                self.records[key] = f"Changed {self.edits}"
            for number in range(len(keys) // 20):
                self.records[f"n{self.edits:04}-{number:04}"] = f"New {self.edits}"
        else:
            for key in self.chance.sample(keys, len(keys) // 20):
                del self.records[key]
        self.write()

    @contextmanager
    def started(self, *words: str, step: int | None = None) -> Iterator["subprocess.Popen[str]"]:
        """Start a command, of which nothing is left after the block; *step*: where it is killed, see `steps`."""
        program = ["-c", COMMAND]
        if step is not None:
            program = ["-m", "benchmarks.surviving.steps", str(self.root / "var"), str(step)]
        with subprocess.Popen(
            [sys.executable, *program, "--config", str(self.config), *words],
            cwd=_ROOT,
            env={**os.environ, "TMPDIR": str(self.root / "tmp")},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        ) as process:
            try:
                yield process
            finally:
                kill_all(process)

    def run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Run a command to its end."""
        with self.started(*words) as process:
            out, err = process.communicate(timeout=LONGEST)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def locked(self, process: "subprocess.Popen[str]") -> bool:
        """Wait until *process* holds the indexer's lock; False: it ended before that could be seen."""
        until = monotonic() + LONGEST
        while process.poll() is None:
            if self._holder() == process.pid:
                return True
            if monotonic() > until:
                raise TimeoutError(f"it does not take the lock: {process.args!r}")
            sleep(_LOOK)
        return False

    def _holder(self) -> int | None:
        try:
            held: dict[str, Any] = json.loads((self.builds.root / LOCK).read_text(encoding="utf-8"))
        except (OSError, ValueError):  # just being written
            return None
        return int(held["pid"])

    def answered(self) -> Content:
        """Return what the live build answers to a question that finds all, and with no question."""
        engine = open_build(load_config(self.config), self.live().id)
        found = [
            {
                hit.id: hit.title
                for hit in engine.search(SearchRequest(text, per_page=len(self.records) * 3)).hits
            }
            for text in ("crisis", "")
        ]
        must(found[0] == found[1], f"a question finds {len(found[0])}, the list has {len(found[1])}")
        return found[0]

    def sizes(self) -> dict[str, int]:
        """Return the kilobytes of the library, without the reports of so many runs that it keeps, and of the live build."""
        path = self.root / "var" / "library.db"
        with closing(sqlite3.connect(path)) as connection:
            ((reports,),) = connection.execute("SELECT coalesce(sum(length(report)), 0) FROM runs").fetchall()
        build = sum(file.stat().st_size for file in self.live().path.iterdir())
        return {"library": (path.stat().st_size - reports) >> 10, "live build": build >> 10}

    def leftovers(self) -> list[str]:
        """Return what lies about that no finished run leaves."""
        there = [path.name for path in self.builds.root.iterdir()]
        known = {"CURRENT", "HOLDS.json", "LAST_RUN.json", LOCK}
        builds = {build.id for build in self.builds.all()}
        odd = [name for name in there if name not in known | builds]
        if len(builds) > KEEP:
            odd.append(f"{len(builds)} builds")
        inside = {path.name for path in (self.root / "var").iterdir()}
        temporary = [path.name for path in (self.root / "tmp").iterdir()]
        return odd + sorted(inside - {"builds", "library.db"}) + temporary
