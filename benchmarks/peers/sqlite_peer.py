"""Documents in, an SQLite FTS5 index and its answers out: bm25, and GROUP BY over side tables."""

import sqlite3
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any, Final

from benchmarks.library import FIELDS, PeerDocument
from benchmarks.peers.answer import FACETS, Answer
from benchmarks.questions import Question
from indexer.config import RankingConfig

_WEIGHTS: Final = ", ".join(str(getattr(RankingConfig(), field)) for field in FIELDS)
_FOUND: Final = f"SELECT rowid, bm25(searched, {_WEIGHTS}) FROM searched WHERE searched MATCH ?"  # noqa: S608
_NAMES: Final = ("topic", "type", "year")


def build(path: Path, documents: Iterator[PeerDocument]) -> None:
    """Write an index of *documents*."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with sqlite3.connect(path) as base:
        base.execute("PRAGMA synchronous = OFF")
        base.execute("CREATE TABLE resource (number INTEGER PRIMARY KEY, id TEXT)")
        for name in _NAMES:
            base.execute(
                f"CREATE TABLE {name} (number INTEGER, value TEXT, PRIMARY KEY (number, value)) WITHOUT ROWID"
            )
        base.execute(
            f"CREATE VIRTUAL TABLE searched USING fts5({', '.join(FIELDS)},"
            " tokenize = 'unicode61 remove_diacritics 0')"
        )
        for number, document in enumerate(documents, 1):
            base.execute("INSERT INTO resource VALUES (?, ?)", (number, document.id))
            base.execute(
                "INSERT INTO searched (rowid, title, headings, topics, text) VALUES (?, ?, ?, ?, ?)",
                (number, *(document.fields[field] for field in FIELDS)),
            )
            years = () if document.year is None else (str(document.year),)
            for name, values in zip(_NAMES, (document.topics, document.types, years), strict=True):
                base.executemany(
                    f"INSERT OR IGNORE INTO {name} VALUES (?, ?)",  # noqa: S608
                    [(number, value) for value in values],
                )
        base.execute("INSERT INTO searched (searched) VALUES ('optimize')")
    base.close()


class SqlitePeer:
    """An open FTS5 index."""

    name = "sqlite fts5"

    def __init__(self, path: Path) -> None:
        self._base = sqlite3.connect(path)
        self._base.execute("PRAGMA temp_store = MEMORY")
        self._base.execute("CREATE TEMP TABLE found (number INTEGER PRIMARY KEY, score REAL)")

    def asker(self, question: Question) -> Callable[[], Any]:
        """See Peer."""
        asked = _matching(question)
        return lambda: self._ask(asked)

    def _ask(self, asked: str) -> Any:
        base = self._base
        base.execute("DELETE FROM found")
        base.execute(f"INSERT INTO found {_FOUND}", (asked,))
        (total,) = base.execute("SELECT count(*) FROM found").fetchone()
        ids = base.execute(
            "SELECT id FROM found JOIN resource USING (number) ORDER BY score, id LIMIT 10"
        ).fetchall()
        facets = {
            name: base.execute(
                f"SELECT value, count(*) FROM found CROSS JOIN {name} USING (number) GROUP BY value"  # noqa: S608
            ).fetchall()
            for name in _NAMES
        }
        base.rollback()
        return ids, total, facets

    def answer(self, given: Any) -> Answer:
        """See Peer."""
        ids, total, facets = given
        return Answer(
            ids=tuple(key for (key,) in ids),
            total=total,
            facets={facet: dict(facets[facet]) for facet in FACETS},
        )


def _matching(question: Question) -> str:
    """Return the question in FTS5's words: each choice of as many words as are needed."""
    words = [f'"{word}"' for word in question.words]
    return " OR ".join("(" + " AND ".join(chosen) + ")" for chosen in combinations(words, question.needed))
