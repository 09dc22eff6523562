"""Questions of 1 to 5 words in; how long a faceted search takes, beside tantivy, SQLite FTS5 and stock Whoosh, out.

    python -m benchmarks.faceted [--count 60000 | --records FILE] [--out FOLDER]

300 questions of 1 to 5 words, uncached: ten hits and the exact counts of every facet. First over ids alone, then with
complete hits (snippets, and ours with passages). Stock Whoosh takes long: it is asked 60 of them, once.
"""

from typing import Any, Final

from benchmarks.agreement import check
from benchmarks.indexes import Indexes
from benchmarks.peers.answer import Peer
from benchmarks.peers.fieldguide_peer import FieldguidePeer
from benchmarks.peers.sqlite_peer import SqlitePeer
from benchmarks.peers.tantivy_peer import TantivyPeer
from benchmarks.peers.whoosh_peer import WhooshPeer
from benchmarks.runs import Run, run
from benchmarks.timing import compared, in_turns

FEW: Final = 60


def main() -> None:
    """Measure and write the run."""
    with run("faceted", __doc__ or "") as here:
        here.write(figures(here))


def figures(here: Run) -> dict[str, Any]:
    """Return what was measured."""
    indexes = Indexes(here.library, here.place)
    asked = list(indexes.questions("plain"))
    ours, theirs = FieldguidePeer(indexes.fieldguide()), TantivyPeer(indexes.tantivy())
    sqlite, stock = SqlitePeer(indexes.sqlite()), WhooshPeer(indexes.whoosh())
    exact = [question for question in asked if stock.can(question)]
    any_word = TantivyPeer(indexes.tantivy(), any_word=True)
    agreed = {
        "fieldguide, tantivy, sqlite fts5: most of the words": check((ours, theirs, sqlite), asked),
        "and stock whoosh: one and two words": check((ours, stock), exact, FEW // 3),
        "stock whoosh, tantivy: any of the words": check(
            (any_word, stock), [question for question in asked if not stock.can(question)], FEW // 3
        ),
    }
    peers: tuple[Peer, ...] = (ours, theirs, sqlite)
    ways = {peer.name: [peer.asker(question) for question in asked] for peer in peers}
    shown: dict[str, Peer] = {
        "fieldguide": FieldguidePeer(indexes.fieldguide(), complete=True),
        "tantivy": TantivyPeer(indexes.tantivy(), snippets=True),
    }
    hits = {name: [peer.asker(question) for question in asked] for name, peer in shown.items()}
    slow_ids = {
        "fieldguide": ways["fieldguide"][:FEW],
        "stock whoosh": [stock.asker(one) for one in asked[:FEW]],
    }
    slow = {
        "fieldguide": hits["fieldguide"][:FEW],
        "stock whoosh": [WhooshPeer(indexes.whoosh(), snippets=True).asker(one) for one in asked[:FEW]],
    }
    return {
        "questions": len(asked),
        "agreed over": agreed,
        "tantivy's segments": theirs.segments,
        "ten ids and all facets": compared(in_turns(ways), ours.name),
        "ten ids and all facets, fewer questions": compared(in_turns(slow_ids, rounds=1), ours.name),
        "complete hits and all facets": compared(in_turns(hits), ours.name),
        "complete hits and all facets, fewer questions": compared(in_turns(slow, rounds=1), ours.name),
    }


if __name__ == "__main__":
    main()
