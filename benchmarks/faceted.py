"""Questions of 1 to 5 words in; how long a faceted search takes, beside tantivy and SQLite FTS5, out.

    python -m benchmarks.faceted [--count 60000 | --records FILE] [--out FOLDER]

300 questions of 1 to 5 words, uncached: ten hits and the exact counts of every facet. First over ids alone, then with
complete hits: snippets, and ours with passages. Stock Whoosh takes too long for so many: see `stock_whoosh`.
"""

from typing import Any

from benchmarks.agreement import check
from benchmarks.indexes import Indexes
from benchmarks.peers.answer import Peer
from benchmarks.peers.fieldguide_peer import FieldguidePeer
from benchmarks.peers.sqlite_peer import SqlitePeer
from benchmarks.peers.tantivy_peer import TantivyPeer
from benchmarks.runs import Run, run
from benchmarks.timing import compared, in_turns


def main() -> None:
    """Measure and write the run."""
    with run("faceted", __doc__ or "") as here:
        here.write(figures(here))


def figures(here: Run) -> dict[str, Any]:
    """Return what was measured."""
    indexes = Indexes(here.library, here.place)
    asked = list(indexes.questions("plain"))
    ours, theirs = FieldguidePeer(indexes.fieldguide()), TantivyPeer(indexes.tantivy())
    peers: tuple[Peer, ...] = (ours, theirs, SqlitePeer(indexes.sqlite()))
    agreed = check(peers, asked)
    ways = {peer.name: [peer.asker(question) for question in asked] for peer in peers}
    shown: dict[str, Peer] = {
        "fieldguide": FieldguidePeer(indexes.fieldguide(), complete=True),
        "tantivy": TantivyPeer(indexes.tantivy(), snippets=True),
        "tantivy, ten ids": theirs,
    }
    hits = {name: [peer.asker(question) for question in asked] for name, peer in shown.items()}
    return {
        "questions": len(asked),
        "agreed over": agreed,
        "tantivy's segments": theirs.segments,
        "ten ids and all facets": compared(in_turns(ways), ours.name),
        "complete hits and all facets": compared(in_turns(hits), ours.name),
    }


if __name__ == "__main__":
    main()
