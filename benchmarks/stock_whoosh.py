"""Questions of 1 to 5 words in; how long a faceted search takes, beside stock Whoosh, out.

    python -m benchmarks.stock_whoosh [--count 60000 | --records FILE] [--out FOLDER]

40 questions of 1 to 5 words, each asked once, because Whoosh takes a second or more: ten ids and the exact counts of every
facet, then complete hits with snippets, and ours with passages.
"""

from collections.abc import Sequence
from typing import Any, Final

from benchmarks.agreement import check
from benchmarks.indexes import Indexes
from benchmarks.peers.answer import Peer
from benchmarks.peers.fieldguide_peer import FieldguidePeer
from benchmarks.peers.tantivy_peer import TantivyPeer
from benchmarks.peers.whoosh_peer import WhooshPeer
from benchmarks.questions import Question
from benchmarks.runs import Run, run
from benchmarks.timing import compared, in_turns

FEW: Final = 40
CHECKED: Final = 10  # of each kind: one and two words, three and more


def main() -> None:
    """Measure and write the run."""
    with run("stock_whoosh", __doc__ or "") as here:
        here.write(figures(here))


def figures(here: Run) -> dict[str, Any]:
    """Return what was measured."""
    indexes = Indexes(here.library, here.place)
    asked = list(indexes.questions("plain"))[:FEW]
    ours, stock = FieldguidePeer(indexes.fieldguide()), WhooshPeer(indexes.whoosh())
    any_word = TantivyPeer(indexes.tantivy(), any_word=True)
    exact = [question for question in asked if stock.can(question)]
    others = [question for question in asked if not stock.can(question)]
    agreed = {
        "fieldguide: one and two words": check((ours, stock), exact, CHECKED),
        "tantivy, asked for any of the words": check((any_word, stock), others, CHECKED),
    }
    return {
        "questions": len(asked),
        "agreed over": agreed,
        "ten ids and all facets": _compared(ours, stock, asked),
        "complete hits and all facets": _compared(
            FieldguidePeer(indexes.fieldguide(), complete=True),
            WhooshPeer(indexes.whoosh(), snippets=True),
            asked,
        ),
    }


def _compared(ours: Peer, stock: Peer, asked: Sequence[Question]) -> dict[str, Any]:
    ways = {peer.name: [peer.asker(question) for question in asked] for peer in (ours, stock)}
    return compared(in_turns(ways, rounds=1), ours.name)


if __name__ == "__main__":
    main()
