"""2,000 resources of 50 to 500 passages in; how long a search takes, beside tantivy, out.

    python -m benchmarks.long_library [--count 2000 | --records FILE] [--out FOLDER]

Tantivy holds one document a resource, as its facets must count resources: it has no best passage to score, and its
snippets come from the whole text.
"""

from typing import Any

from benchmarks.agreement import check
from benchmarks.indexes import Indexes
from benchmarks.peers.answer import Peer
from benchmarks.peers.fieldguide_peer import FieldguidePeer
from benchmarks.peers.tantivy_peer import TantivyPeer
from benchmarks.questions import Kind
from benchmarks.runs import Run, run
from benchmarks.timing import compared, in_turns, timed

_KINDS: tuple[Kind, ...] = ("plain", "phrase")
FEW = 60  # questions with snippets: tantivy reads a whole book for each


def main() -> None:
    """Measure and write the run."""
    with run("long_library", __doc__ or "", count=2_000, long=True) as here:
        here.write(figures(here))


def figures(here: Run) -> dict[str, Any]:
    """Return what was measured."""
    indexes = Indexes(here.library, here.place)
    _, our_seconds = timed(indexes.fieldguide)
    ours, theirs = FieldguidePeer(indexes.fieldguide()), TantivyPeer(indexes.tantivy())
    shown: dict[str, Peer] = {
        ours.name: FieldguidePeer(indexes.fieldguide(), complete=True),
        theirs.name: TantivyPeer(indexes.tantivy(), snippets=True),
    }
    measured: dict[str, Any] = {}
    peers: tuple[Peer, ...] = (ours, theirs)
    for kind in _KINDS:
        asked = indexes.questions(kind)
        agreed = check(peers, asked)
        ways = {peer.name: [peer.asker(question) for question in asked] for peer in peers}
        hits = {name: [peer.asker(question) for question in asked[:FEW]] for name, peer in shown.items()}
        measured[kind] = {
            "questions": len(asked),
            "agreed over": agreed,
            "ten ids and all facets": compared(in_turns(ways), ours.name),
            f"complete hits and all facets, {FEW} questions": compared(in_turns(hits), ours.name),
        }
    passages = sum(len(record.get("passages", ())) for record in here.library.records())
    return {"passages": passages, "reading the records and indexing, s": round(our_seconds, 1), **measured}


if __name__ == "__main__":
    main()
