"""A library in; how long it takes to index, beside tantivy and stock Whoosh, out.

    python -m benchmarks.indexing [--count 60000 | --records FILE] [--out FOLDER]

Reading the records is timed apart: each engine begins with objects in memory, we with resources, the peers with the same
records as dicts, and each analyses the text itself. All write to disk and sync it.
"""

import gc
import os
from collections.abc import Callable
from statistics import median
from typing import Any, Final

import tantivy
from whoosh import index

from benchmarks.peers import fieldguide_peer, tantivy_peer, whoosh_peer
from benchmarks.runs import Run, run, say
from benchmarks.timing import seconds, timed

ROUNDS: Final = 3
TOKENIZER: Final = "en_stem"  # words, lower case, the same stemmer as ours


def main() -> None:
    """Measure and write the run."""
    with run("indexing", __doc__ or "") as here:
        here.write(figures(here))


def figures(here: Run) -> dict[str, Any]:
    """Return what was measured."""
    records, parsing = timed(lambda: list(here.library.records()))
    resources, reading = timed(lambda: list(here.library.resources()))
    gc.freeze()  # what is ready is nobody's garbage
    ways: dict[str, Callable[[int], Any]] = {
        "fieldguide": lambda number: fieldguide_peer.build(here.place / f"fieldguide{number}", resources),
        "fieldguide, one core": lambda number: _on_one_core(
            lambda: fieldguide_peer.build(here.place / f"alone{number}", resources)
        ),
        "tantivy": lambda number: _tantivy(here, f"tantivy{number}", records, 0),
        "tantivy, one thread": lambda number: _tantivy(here, f"single{number}", records, 1),
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(ROUNDS):
        for name, work in ways.items():
            say(f"indexing: {name}")
            taken[name].append(seconds(lambda work=work, number=number: work(number)))  # type: ignore[misc]
    say("indexing: stock whoosh, once")
    taken["stock whoosh"] = [seconds(lambda: _whoosh(here, records))]
    medians = {name: median(times) for name, times in taken.items()}
    return {
        "resources": len(resources),
        "reading apart, s": {"json alone": round(parsing, 2), "json, checks, resources": round(reading, 2)},
        "seconds": {name: round(found, 2) for name, found in medians.items()},
        "fieldguide by": {
            name: round(medians["fieldguide"] / found, 3)
            for name, found in medians.items()
            if name != "fieldguide"
        },
        "MB": {
            name: here.megabytes(folder)
            for name, folder in {
                "fieldguide": "fieldguide0",
                "tantivy": "tantivy0",
                "stock whoosh": "whoosh",
            }.items()
        },
    }


def _on_one_core(work: Callable[[], Any]) -> None:
    """Do *work* without the process that writes beside ours where there is a second core."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        work()
    finally:
        os.sched_setaffinity(0, cores)


def _tantivy(here: Run, name: str, records: list[dict[str, Any]], threads: int) -> None:
    folder = here.place / name
    folder.mkdir()
    writer = tantivy.Index(tantivy_peer.schema(TOKENIZER), path=str(folder)).writer(512_000_000, threads)
    for record in records:
        writer.add_document(tantivy_peer.raw_document(record))
    writer.commit()
    writer.wait_merging_threads()


def _whoosh(here: Run, records: list[dict[str, Any]]) -> None:
    folder = here.place / "whoosh"
    folder.mkdir()
    writer = index.create_in(str(folder), whoosh_peer.schema()).writer(limitmb=512)
    for record in records:
        writer.add_document(**whoosh_peer.raw_document(record))
    writer.commit()


if __name__ == "__main__":
    main()
