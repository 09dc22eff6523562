"""A library in; how long an index takes to open and to answer first, beside tantivy and stock Whoosh, out.

    python -m benchmarks.opening [--count 60000 | --records FILE] [--out FOLDER]

Cold is a process of its own, from the end of its imports; warm is a running process that turns to a new index. The pages of
the files are in memory in both.
"""

import argparse
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from typing import Any, Final

from benchmarks.indexes import Indexes
from benchmarks.peers.answer import Peer
from benchmarks.peers.fieldguide_peer import FieldguidePeer
from benchmarks.peers.tantivy_peer import TantivyPeer
from benchmarks.peers.whoosh_peer import WhooshPeer
from benchmarks.questions import Question
from benchmarks.runs import Run, run
from benchmarks.timing import seconds

ROUNDS: Final = 11
OPEN: Final[Mapping[str, Callable[[Path], Peer]]] = {
    "fieldguide": FieldguidePeer,
    "tantivy": TantivyPeer,
    "stock whoosh": WhooshPeer,
}


def main() -> None:
    """Measure and write the run."""
    with run("opening", __doc__ or "") as here:
        here.write(figures(here))


def figures(here: Run) -> dict[str, Any]:
    """Return what was measured."""
    indexes = Indexes(here.library, here.place)
    places = {
        "fieldguide": indexes.fieldguide(),
        "tantivy": indexes.tantivy(),
        "stock whoosh": indexes.whoosh(),
    }
    question = next(one for one in indexes.questions("plain") if len(one.words) == 2)
    cold: dict[str, list[float]] = {name: [] for name in places}
    warm: dict[str, list[float]] = {name: [] for name in places}
    for _ in range(ROUNDS):
        for name, place in places.items():
            cold[name].append(_cold(name, place, question))
            warm[name].append(seconds(lambda name=name, place=place: _first(name, place, question)))  # type: ignore[misc]
    return {
        "rounds": ROUNDS,
        "cold: open and first answer": _told(cold),
        "warm: a new index and its first answer": _told(warm),
    }


def _told(taken: Mapping[str, list[float]]) -> dict[str, Any]:
    medians = {name: median(times) * 1000 for name, times in taken.items()}
    ours = medians["fieldguide"]
    return {
        "ms": {name: round(found, 2) for name, found in medians.items()},
        "fieldguide by": {
            name: round(ours / found, 3) for name, found in medians.items() if name != "fieldguide"
        },
    }


def _first(name: str, place: Path, question: Question) -> None:
    OPEN[name](place).asker(question)()


def _cold(name: str, place: Path, question: Question) -> float:
    """Return the seconds that a process of its own needs, its imports done."""
    command = [sys.executable, "-m", "benchmarks.opening", name, str(place), question.text, *question.words]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _child() -> None:
    """Be the process of its own: open, ask, and print how long it took."""
    parser = argparse.ArgumentParser()
    parser.add_argument("name", choices=OPEN)
    parser.add_argument("place", type=Path)
    parser.add_argument("text")
    parser.add_argument("words", nargs="+")
    given = parser.parse_args()
    question = Question(text=given.text, words=tuple(given.words), needed=len(given.words))
    print(seconds(lambda: _first(given.name, given.place, question)))


if __name__ == "__main__":
    _child() if sys.argv[1:2] and sys.argv[1] in OPEN else main()
