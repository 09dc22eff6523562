"""Made libraries of growing size in, streamed; the memory that writing a build takes, all its processes together, out.

    python -m benchmarks.index_memory [--sizes 100000 1000000] [--out FOLDER]

Sizes are passages, 100 to a resource. Memory is what is the processes' own (RssAnon), looked at every few milliseconds;
pages of mapped files are the system's, and can be dropped.
"""

import json
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from benchmarks.peers import fieldguide_peer
from benchmarks.records import Made
from benchmarks.runs import Run, run, say
from benchmarks.timing import timed
from indexer.resource import Document, Passage, Place, Resource

SIZES: Final = (100_000, 1_000_000)
PASSAGES: Final = 100  # of a resource
WORDS: Final = 40  # of a passage
_PAUSE: Final = 0.01  # seconds


def main() -> None:
    """Measure and write the run; with two arguments, measure one size in this process."""
    if len(sys.argv) == 3 and sys.argv[1].isdecimal():
        print(json.dumps(_measured(int(sys.argv[1]), Path(sys.argv[2]))))
        return
    with run("index_memory", __doc__ or "", sizes=SIZES) as here:
        here.write(figures(here))


def figures(here: Run) -> dict[str, Any]:
    """Return what was measured, each size in a process of its own."""
    found: dict[int, dict[str, Any]] = {}
    for size in here.given.sizes:
        say(f"writing {size:,} passages")
        command = [sys.executable, "-m", "benchmarks.index_memory", str(size), str(here.place / str(size))]
        found[size] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    peaks = [one["peak, MB"] for one in found.values()]
    return {"passages": found, "greatest by least peak": round(max(peaks) / min(peaks), 2)}


def _measured(size: int, place: Path) -> dict[str, Any]:
    made = Made()
    base = _own()
    done, peak = threading.Event(), [base]

    def watch() -> None:
        while not done.wait(_PAUSE):
            peak[0] = max(peak[0], _own())

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        build, taken = timed(lambda: fieldguide_peer.build(place, _resources(made, size // PASSAGES)))
    finally:
        done.set()
        watcher.join()
    return {
        "peak, MB": round((peak[0] - base) / 1024),
        "before it, MB": round(base / 1024),
        "making and writing, s": round(taken, 1),
        "index, MB": sum(path.stat().st_size for path in build.path.iterdir()) >> 20,
    }


def _resources(made: Made, count: int) -> Iterator[Resource]:
    for number in range(count):
        passages = tuple(
            Passage(text=made.text(WORDS), place=Place(page=1 + page)) for page in range(PASSAGES)
        )
        yield Resource(
            id=f"r{number}",
            title=made.title(),
            documents=(Document(id=f"d{number}", title="", passages=passages),),
        )


def _own() -> int:
    """Return the kB that are this process's and its children's own."""
    mine = Path("/proc/self")
    return sum(_anonymous(Path("/proc", pid)) for pid in [mine.resolve().name, *_children(mine)])


def _children(process: Path) -> Iterable[str]:
    return (pid for task in (process / "task").iterdir() for pid in _read(task / "children").split())


def _anonymous(process: Path) -> int:
    lines = _read(process / "status").splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("RssAnon:")), 0)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii", errors="replace")
    except OSError:  # it ended meanwhile
        return ""


if __name__ == "__main__":
    main()
