"""A library in, the index of each engine over it out, each written once a run."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmarks.library import Library, Vocabulary
from benchmarks.peers import fieldguide_peer, sqlite_peer, tantivy_peer, whoosh_peer
from benchmarks.questions import COUNT, Kind, Question, questions
from benchmarks.runs import say
from indexer.config import RankingConfig
from searchapp.engine.model import min_results, minimum_should_match

SHIPPED = RankingConfig()


@dataclass(slots=True)
class Indexes:
    """Where the indexes of one library lie; each is written when it is first wanted."""

    library: Library
    place: Path
    _asked: dict[tuple[Kind, int], Sequence[Question]] = field(default_factory=dict)
    _vocabulary: Vocabulary | None = None

    def fieldguide(self) -> Path:
        """Return the root of our builds, one of them live."""
        root = self.place / "fieldguide"
        if not root.exists():
            say("indexing: fieldguide")
            fieldguide_peer.build(root, self.library.resources())
        return root

    def tantivy(self) -> Path:
        """Return tantivy's folder."""
        folder = self.place / "tantivy"
        if not folder.exists():
            say("indexing: tantivy")
            tantivy_peer.build(folder, self.library.documents())
        return folder

    def whoosh(self) -> Path:
        """Return stock Whoosh's folder."""
        folder = self.place / "whoosh"
        if not folder.exists():
            say("indexing: stock whoosh")
            whoosh_peer.build(folder, self.library.documents())
        return folder

    def sqlite(self) -> Path:
        """Return SQLite's file."""
        path = self.place / "sqlite.db"
        if not path.exists():
            say("indexing: sqlite fts5")
            sqlite_peer.build(path, self.library.documents())
        return path

    def questions(self, kind: Kind, count: int = COUNT) -> Sequence[Question]:
        """Return the questions of one kind."""
        if self._vocabulary is None:
            self._vocabulary = Vocabulary(self.library.resources())
        if (kind, count) not in self._asked:
            self._asked[kind, count] = self.settled(questions(self.library, self._vocabulary, kind, count))
        return self._asked[kind, count]

    def settled(self, asked: Sequence[Question]) -> list[Question]:
        """Return *asked* with the number of words that each comes to need where few documents have most of them.

        tantivy counts them, so that the peers follow our rule without our engine; the check of agreement holds it.
        """
        peer = tantivy_peer.TantivyPeer(self.tantivy())
        return [replace(question, needed=_needed(peer, question)) for question in asked]


def _needed(peer: tantivy_peer.TantivyPeer, question: Question) -> int:
    count = len(question.words)
    most = minimum_should_match(count, SHIPPED)
    if count < 2 or peer.having(question, most) >= min_results(count, SHIPPED):
        return most
    having = [peer.having(question, needed) for needed in range(1, most + 1)]
    enough = min(min_results(count, SHIPPED), having[0])
    return max(needed for needed, had in enumerate(having, start=1) if had >= enough)
