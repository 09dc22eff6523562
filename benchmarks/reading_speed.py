"""The sample library's PDFs and HTML pages in; how fast they are read with and without the guard, out.

    python -m benchmarks.reading_speed [--rounds 20] [--files 60] [--out RUN.json]

Each round reads the same files in every way, in an order of its own; what counts is the median, over the rounds, of each
way's time by that of the round's direct reading. Processor time is that of this process and its children together: it
holds on a machine where others work too. Children are warm; what a start costs is told apart.
"""

import argparse
import json
import platform
import random
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime
from itertools import cycle, islice
from os import getloadavg, sysconf
from pathlib import Path
from statistics import median as _median
from typing import Any, Final

import pypdfium2 as pdfium
from bs4 import BeautifulSoup

from indexer.config import ReadingConfig
from indexer.readers.html.reader import read_html
from indexer.readers.outcome import ReadResult
from indexer.readers.pdf.reader import read_pdf
from indexer.readers.sandbox.guard import FILES_PER_CHILD, GuardedReader

CORPUS: Final = Path(__file__).parents[1] / "corpus"
RUNS: Final = Path(__file__).parent / "runs"
DIRECT: Final = "direct"

Way = Callable[[Sequence[Path]], None]


def bare_pdf(data: bytes) -> str:
    """Return the text of a PDF as pdfium gives it, without places."""
    with pdfium.PdfDocument(data) as document:
        return "\f".join(page.get_textpage().get_text_bounded() for page in document)


def bare_html(data: bytes) -> str:
    """Return the text of a page as Beautiful Soup gives it, navigation and all."""
    return BeautifulSoup(data, "lxml").get_text(" ")


def main() -> None:
    """Measure, print, and write the run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--files", type=int, default=60, help="HTML pages in a round; PDFs are a tenth of it")
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    html = sorted((CORPUS / "modules").glob("*.html"))
    guides = sorted((CORPUS / "guides").glob("*.pdf"))
    run = {
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
        "load before": round(getloadavg()[0], 2),
        "rounds": given.rounds,
        "start of a child, ms": _start(html[0]),
        "files per child": FILES_PER_CHILD,
        "html": _compared("html", read_html, bare_html, list(islice(cycle(html), given.files)), given.rounds),
        "pdf": _compared(
            "pdf", read_pdf, bare_pdf, list(islice(cycle(guides), given.files // 10)), given.rounds
        ),
    }
    text = json.dumps(run, indent=2)
    print(text)
    out = given.out or RUNS / f"{datetime.now(UTC):%Y-%m-%d}" / "reading_speed.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(text + "\n", encoding="utf-8")


def _compared(
    form: str,
    read: Callable[[bytes, str], ReadResult],
    bare: Callable[[bytes], str],
    files: Sequence[Path],
    rounds: int,
) -> dict[str, Any]:
    pages = sum(read(path.read_bytes(), path.name).pages or 1 for path in files)
    with ExitStack() as stack:
        readers = [stack.enter_context(GuardedReader(ReadingConfig())) for _ in range(2)]
        threads = stack.enter_context(ThreadPoolExecutor(2))

        def directly(paths: Sequence[Path]) -> None:
            for path in paths:
                read(path.read_bytes(), path.name)

        def guarded(reader: GuardedReader, paths: Iterable[Path]) -> None:
            for path in paths:
                reader.read(path, form, path.name)

        def by_two(paths: Sequence[Path]) -> None:
            waiting = iter(paths)  # `next` of it is atomic: each thread takes what comes next
            list(threads.map(guarded, readers, (waiting, waiting)))

        def alone(paths: Sequence[Path]) -> None:
            for path in paths:
                bare(path.read_bytes())

        ways: dict[str, Way] = {
            DIRECT: directly,
            "guarded, one child": lambda paths: guarded(readers[0], paths),
            "guarded, two children": by_two,
            "library alone": alone,
        }
        for way in ways.values():
            way(files[: len(readers) * 2])  # starts the children and fills what caches there are
        taken = _rounds(ways, files, rounds)
    return {
        "pages": pages,
        "pages per second": {name: round(pages / _median(wall)) for name, (wall, _) in taken.items()},
        "time by that of direct reading": _ratios({name: wall for name, (wall, _) in taken.items()}),
        "processor time by that of direct reading": _ratios({name: cpu for name, (_, cpu) in taken.items()}),
    }


def _rounds(
    ways: dict[str, Way], files: Sequence[Path], rounds: int
) -> dict[str, tuple[list[float], list[float]]]:
    """Return {way: (seconds of each round, processor seconds of each round)}."""
    chance = random.Random(1)
    taken: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in ways}
    for _ in range(rounds):
        for name in chance.sample(list(ways), len(ways)):
            begun = time.perf_counter(), _processor_time()
            ways[name](files)
            taken[name][0].append(time.perf_counter() - begun[0])
            taken[name][1].append(_processor_time() - begun[1])
    return taken


def _ratios(taken: dict[str, list[float]]) -> dict[str, float]:
    return {
        name: round(_median([one / direct for one, direct in zip(times, taken[DIRECT], strict=True)]), 3)
        for name, times in taken.items()
    }


def _processor_time() -> float:
    """Return the processor seconds that this process and its living children have used so far."""
    ticks = 0
    for task in Path("/proc/self/task").iterdir():
        for child in (task / "children").read_text().split():
            after_name = Path("/proc", child, "stat").read_text().rpartition(")")[2].split()
            ticks += int(after_name[11]) + int(after_name[12])
    return time.process_time() + ticks / sysconf("SC_CLK_TCK")


def _start(path: Path) -> float:
    """Return how many milliseconds a first file takes more than a second one."""
    more = []
    for _ in range(5):
        with GuardedReader(ReadingConfig()) as reader:
            times = [time.perf_counter()]
            for _ in range(2):
                reader.read(path, "html", path.name)
                times.append(time.perf_counter())
        more.append((times[1] - times[0]) - (times[2] - times[1]))
    return round(_median(more) * 1000)


if __name__ == "__main__":
    main()
