"""A server under full load in; how it went while build after build was published under it, out."""

import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from benchmarks.surviving.server import served_site, settled, size_of
from benchmarks.surviving.site import LONGEST, must
from indexer.config import load_config
from indexer.runs.pipeline import run_index
from indexer.runs.report import RunOptions

RESOURCES: Final = 40  # one page of answers holds them all
_KEEP: Final = 3
_ROOT: Final = Path(__file__).parents[2]
_WARM: Final = 0.1  # the share of publishes after which workers have grown to their size
_MEASURED: Final = (
    100  # publishes from which on the growth of memory says something: workers have their size by then
)
_GROWTH: Final = 1.2  # of the workers' memory from then on: allocators breathe
_MOST_MAPPED: Final = (
    8  # builds: of two workers, each with a new one and those that running requests began with
)


@dataclass(slots=True)
class PublishedSite:
    """A site whose every title tells its edition, and which build holds which editions."""

    root: Path
    chance: random.Random
    editions: dict[str, int] = field(default_factory=dict)  # resource id -> edition
    published: dict[str, dict[str, int]] = field(default_factory=dict)  # build id -> the same

    @property
    def config(self) -> Path:
        """Its settings."""
        return self.root / "config.toml"

    def make(self) -> None:
        """Make the site, and its first build."""
        self.config.write_text(
            f"[publish]\nkeep_builds = {_KEEP}\n"
            '[[sources]]\nname = "export"\nkind = "records"\npath = "export.jsonl"\n',
            encoding="utf-8",
        )
        self.editions = {f"r{number:05}": 0 for number in range(RESOURCES)}
        self.publish()

    def edit(self, number: int) -> None:
        """Bring all resources, half of them, or one to the edition *number*; and add and remove some."""
        keys = list(self.editions)
        for key in self.chance.sample(keys, (len(keys), len(keys) // 2, 1)[number % 3]):
            self.editions[key] = number
        extra = "r90000"
        if number % 7 == 0:
            self.editions[extra] = number
        elif number % 7 == 3:
            self.editions.pop(extra, None)

    def publish(self) -> str:
        """Write the export, and run the index over it; return the live build's id."""
        lines = (
            json.dumps(
                {
                    "id": key,
                    "title": f"Edition {edition} of {key}",
                    "topics": ["All"],
                    "text": "About crisis teams.",
                }
            )
            for key, edition in self.editions.items()
        )
        (self.root / "export.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        report = run_index(load_config(self.config), RunOptions(), report=_refuse, progress=_nothing)
        must(report.outcome == "published" and report.live is not None, f"a run came to {report.outcome}")
        live = str(report.live)
        self.published[live] = dict(self.editions)
        return live


def _refuse(error: Exception) -> None:
    raise error


def _nothing(_what: str, _done: int, _total: int | None) -> None:
    pass


def publish_under_load(
    folder: Path, *, publishes: int, clients: int, seed: int, say: Callable[[str], None]
) -> dict[str, Any]:
    """Publish so many builds while clients read; AssertionError where an answer or a worker is not as it must be."""
    site = PublishedSite(folder, random.Random(seed))
    site.make()
    with served_site(site.config) as server:
        with _reading(server.address, clients) as readers:
            sizes = []
            for number in range(1, publishes + 1):
                site.edit(number)
                live = site.publish()
                if number % 2 == 0:  # the others are followed at once by the next
                    settled(server, live)
                if number in {max(int(publishes * _WARM), 1), publishes}:
                    sizes.append(size_of(server))
                if number % 50 == 0:
                    say(f"{number:,} published")
            out, _ = readers.communicate(timeout=LONGEST)
        told = json.loads(out)
        settled(server)
    _judge(site, told)
    warm, end = sizes[0], sizes[-1]
    must(
        publishes < _MEASURED or end.megabytes <= warm.megabytes * _GROWTH,
        f"workers grew from {warm.megabytes} to {end.megabytes} MB",
    )
    must(end.handles <= warm.handles + 2 * clients, f"handles grew from {warm.handles} to {end.handles}")
    must(end.builds <= _MOST_MAPPED, f"the files of {end.builds} builds are still mapped")
    return {
        "seed": seed,
        "publishes": publishes,
        "clients": clients,
        "answers": sum(told["answers"].values()),
        "builds that were answered from": len(told["seen"]),
        "ETags, each of one body": told["tags"],
        "failed": told["failed"],
        "mixed from two builds": told["mixed"],
        "workers, MB": {"warm": warm.megabytes, "end": end.megabytes},
        "workers, handles": {"warm": warm.handles, "end": end.handles},
        "builds mapped": {"warm": warm.builds, "end": end.builds},
    }


def _judge(site: PublishedSite, told: dict[str, Any]) -> None:
    must(told["failed"] == 0, f"{told['failed']} answers were wrong: {told['errors']}")
    must(told["mixed"] == 0, f"{told['mixed']} answers of one build differ")
    for build_id, editions in told["seen"].items():
        must(site.published.get(build_id) == editions, f"{build_id} was answered as {editions}")
    # A page lists ten: all of one build.
    known = [set(editions.items()) for editions in site.published.values()]
    for page in told["pages"]:
        listed = {(key, edition) for key, edition in page}
        must(
            any(listed <= editions for editions in known),
            f"a page is mixed from two builds: {sorted(listed)}",
        )
    must(len(told["seen"]) > 1, "no publish was seen by any client")


@contextmanager
def _reading(address: str, clients: int) -> Iterator["subprocess.Popen[str]"]:
    """Run the clients; they stop when their standard input is closed."""
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.surviving.readers", address, str(clients)],
        cwd=_ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            if process.stdout is not None:
                process.stdout.readline()  # all of them read
            yield process
        finally:
            process.kill()
