"""The sample library's PDFs and HTML pages in; how fast they are read with and without the guard, out.

    python -m benchmarks.reading_speed [--rounds 15] [--files 60] [--out RUN.json]

Each round reads the same files in every way, in an order of its own; what counts is the median, over the rounds, of each
way's time by that of the round's direct reading. Children are warm; what a start costs is told apart.
"""

import argparse
import json
import platform
import random
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime
from itertools import cycle, islice
from os import getloadavg
from pathlib import Path
from typing import Any, Final

import pypdfium2 as pdfium
from bs4 import BeautifulSoup

from indexer.config import ReadingConfig
from indexer.readers.guard import FILES_PER_CHILD, GuardedReader
from indexer.readers.html import read_html
from indexer.readers.outcome import ReadResult
from indexer.readers.pdf import read_pdf

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
    parser.add_argument("--rounds", type=int, default=15)
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
    medians = {name: statistics.median(times) for name, times in taken.items()}
    return {
        "pages": pages,
        "pages per second": {name: round(pages / median, 1) for name, median in medians.items()},
        "time by that of direct reading": {
            name: round(statistics.median(t / d for t, d in zip(times, taken[DIRECT], strict=True)), 3)
            for name, times in taken.items()
        },
    }


def _rounds(ways: dict[str, Way], files: Sequence[Path], rounds: int) -> dict[str, list[float]]:
    chance = random.Random(1)
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name in chance.sample(list(ways), len(ways)):
            begun = time.perf_counter()
            ways[name](files)
            taken[name].append(time.perf_counter() - begun)
    return taken


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
    return round(statistics.median(more) * 1000)


if __name__ == "__main__":
    main()
