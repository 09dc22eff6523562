"""A library in, the index of each engine over it out, each written once a run."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.library import Library, Vocabulary
from benchmarks.peers import fieldguide_peer, sqlite_peer, tantivy_peer, whoosh_peer
from benchmarks.questions import COUNT, Kind, Question, questions
from benchmarks.runs import say


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
            self._asked[kind, count] = questions(self.library, self._vocabulary, kind, count)
        return self._asked[kind, count]
