"""Plain, filtered, phrase and prefix questions in; how long each kind takes, beside tantivy, out.

    python -m benchmarks.kinds [--count 60000 | --records FILE] [--out FOLDER]

300 questions of each kind, uncached: ten ids and the exact counts of every facet; a facet's counts leave its own filter
out. What tantivy takes without any facet is told apart.
"""

from typing import Any

from benchmarks.agreement import check
from benchmarks.indexes import Indexes
from benchmarks.peers.answer import Peer
from benchmarks.peers.fieldguide_peer import FieldguidePeer
from benchmarks.peers.tantivy_peer import TantivyPeer
from benchmarks.questions import KINDS
from benchmarks.runs import Run, run
from benchmarks.timing import compared, in_turns


def main() -> None:
    """Measure and write the run."""
    with run("kinds", __doc__ or "") as here:
        here.write(figures(here))


def figures(here: Run) -> dict[str, Any]:
    """Return what was measured."""
    indexes = Indexes(here.library, here.place)
    ours, theirs = FieldguidePeer(indexes.fieldguide()), TantivyPeer(indexes.tantivy())
    peers: dict[str, Peer] = {
        ours.name: ours,
        theirs.name: theirs,
        "tantivy, no facets": TantivyPeer(indexes.tantivy(), facets=False),
    }
    measured = {}
    for kind in KINDS:
        asked = indexes.questions(kind)
        agreed = check((ours, theirs), asked)
        found = sum(ours.answer(ours.asker(question)()).total for question in asked) / len(asked)
        ways = {name: [peer.asker(question) for question in asked] for name, peer in peers.items()}
        measured[kind] = {
            "questions": len(asked),
            "agreed over": agreed,
            "found, mean": round(found),
            **compared(in_turns(ways), ours.name),
        }
    return {"ten ids and all facets": measured}


if __name__ == "__main__":
    main()
