"""The same questions over three sizes of a library in; how time grows with the postings they touch, out.

    python -m benchmarks.growth [--sizes 10000 60000 600000] [--out FOLDER]

A smaller library is the beginning of a larger one, so that the questions, drawn from the smallest, find more in each.
"""

import shutil
from statistics import mean, median
from typing import Any

import numpy as np

from benchmarks.agreement import check
from benchmarks.indexes import Indexes
from benchmarks.peers.answer import Peer
from benchmarks.peers.fieldguide_peer import FieldguidePeer
from benchmarks.peers.tantivy_peer import TantivyPeer
from benchmarks.questions import Question
from benchmarks.runs import Run, run
from benchmarks.timing import compared, in_turns, timed

SIZES = (10_000, 60_000, 600_000)


def main() -> None:
    """Measure and write the run."""
    with run("growth", __doc__ or "", sizes=SIZES) as here:
        here.write(figures(here))


def figures(here: Run) -> dict[str, Any]:
    """Return what was measured."""
    sizes = sorted(here.given.sizes)
    asked: list[Question] = []
    measured = []
    for size in sizes:
        place = here.place / str(size)
        indexes = Indexes(here.made(size), place)
        asked = indexes.settled(asked) if asked else list(indexes.questions("plain"))
        _, indexing = timed(indexes.fieldguide)
        measured.append(
            {"resources": size, "reading and indexing, s": round(indexing, 1), **_of(indexes, asked)}
        )
        shutil.rmtree(place)
    first = measured[0]
    for row in measured[1:]:
        row["as often as in the smallest"] = {
            key: round(row[key] / first[key], 2)
            for key in ("postings, mean", "ms, mean", "tantivy's ms, mean")
        }
    return {"questions": len(asked), "sizes": measured}


def _of(indexes: Indexes, asked: list[Question]) -> dict[str, Any]:
    ours, theirs = FieldguidePeer(indexes.fieldguide()), TantivyPeer(indexes.tantivy())
    peers: tuple[Peer, ...] = (ours, theirs)
    agreed = check(peers, asked)
    taken = in_turns({peer.name: [peer.asker(question) for question in asked] for peer in peers}, rounds=3)
    touched = [theirs.touched(question) for question in asked]
    slope, fixed = np.polyfit(np.array(touched) / 1e6, np.array(taken[ours.name]) * 1000, 1)
    return {
        "agreed over": agreed,
        "postings, mean": round(mean(touched)),
        "postings, median": round(median(touched)),
        "ms, mean": round(mean(taken[ours.name]) * 1000, 3),
        "tantivy's ms, mean": round(mean(taken[theirs.name]) * 1000, 3),
        "ms a million postings, fitted": round(float(slope), 2),
        "ms besides, fitted": round(float(fixed), 3),
        **compared(taken, ours.name),
    }


if __name__ == "__main__":
    main()
