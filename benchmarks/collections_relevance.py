"""Judged collections in BEIR layout in; relevance for the shipped settings and for others beside them, out.

    python -m benchmarks.collections_relevance FOLDER [--out RUN.md]

FOLDER holds one folder a collection: corpus.jsonl.gz, queries.jsonl, qrels/test.tsv. They are not part of the project.
"""

import argparse
import gzip
import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

from indexer.builds import Builds
from indexer.config import RankingConfig
from indexer.resource import Resource
from indexer.sources.record import record_of
from searchapp.engine.arrays import matching, norms, scoring, telling
from searchapp.engine.arrays.engine import ArrayEngine
from searchapp.engine.model import emphasis, enough_for, most_of
from searchapp.evaluation import Measures, evaluate, read_judgements, read_queries

DEPTH = 1000  # of MAP, as the reference figures have it

Rule = Callable[[int], int]

# "Most of the words": how many of n words a match needs, and how many resources are enough not to ask for fewer.
ANY: tuple[Rule, Rule] = (lambda count: min(count, 1), lambda _: 1)
MOST: dict[str, tuple[Rule, Rule]] = {
    "any word": ANY,
    "shipped": (most_of, enough_for),
    "most, 1 is enough": (most_of, lambda _: 1),
    "most, 100 are enough": (most_of, lambda count: 1 if count <= 3 else 100),
    "most, 200 are enough for all": (most_of, lambda _: 200),
    "at most 2": (lambda count: min(count, 2), lambda _: 1),
    "half of them": (lambda count: (count + 1) // 2, lambda _: 1),
}
SATURATION = (1.2, 1.5, 2.0, 2.5)
EMPHASIS: dict[str, Callable[[int], float]] = {
    "once": lambda _: 1.0,
    "1 + ln": emphasis,
    "root": lambda times: times**0.5,
    "as often": float,
}
TITLE = (1.0, 2.0, 3.0, 4.0)
EXACT = (0.0, 0.1, 0.2)
PASSAGE = (0.0, 0.3, 0.6)


def main() -> None:
    """Print, and write to --out, one table a question."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    folders = sorted(path for path in given.folder.iterdir() if (path / "corpus.jsonl.gz").exists())
    with tempfile.TemporaryDirectory() as place:
        collections = [Collection(folder, Path(place) / folder.name) for folder in folders]
        lines = [*_tables(collections)]
    text = "\n".join(lines) + "\n"
    print(text)
    if given.out:
        given.out.write_text(text, encoding="utf-8")


class Collection:
    """A judged collection, indexed."""

    def __init__(self, folder: Path, builds: Path) -> None:
        self.name = folder.name
        self._queries = read_queries(folder / "queries.jsonl")
        self._judgements = read_judgements(folder / "qrels" / "test.tsv")
        root = Builds(builds)
        self._build = root.write(
            (resource, resource.id) for resource in _resources(folder / "corpus.jsonl.gz")
        )

    def measured(self, ranking: RankingConfig) -> tuple[Measures, float]:
        """Return the measures, and how many resources a query matched on the average."""
        report = evaluate(ArrayEngine(self._build, ranking).ranked, self._queries, self._judgements, DEPTH)
        return report.mean, sum(len(ranked) for ranked in report.run.values()) / len(report.run)


def _resources(path: Path) -> Iterator[Resource]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        raw = sorted((json.loads(line) for line in file), key=lambda record: str(record["_id"]))
    for record in raw:
        facts = {"id": record["_id"], "title": record.get("title"), "text": record.get("text")}
        yield record_of(facts, source=path.parent.name, where=str(path)).resource


def _tables(collections: list[Collection]) -> Iterator[str]:
    yield from _table("Most of the words", collections, {name: _most(rule) for name, rule in MOST.items()})
    yield from _table(
        "Words typed again, any word", collections, {name: _emphasis(of) for name, of in EMPHASIS.items()}
    )
    yield from _table("Saturation (k1), any word", collections, {f"k1 {k1}": _k1(k1) for k1 in SATURATION})
    for key, values in {"title": TITLE, "exact": EXACT, "passage": PASSAGE}.items():
        rows = {f"{key} {value:g}": _weight(key, value) for value in values}
        yield from _table(f"[ranking] {key}, any word", collections, rows)


Ask = Callable[[Collection], tuple[Measures, float]]


def _most(rules: tuple[Rule, Rule]) -> Ask:
    def ask(collection: Collection) -> tuple[Measures, float]:
        with patch.object(matching, "most_of", rules[0]), patch.object(matching, "enough_for", rules[1]):
            return collection.measured(RankingConfig())

    return ask


def _emphasis(of: Callable[[int], float]) -> Ask:
    def ask(collection: Collection) -> tuple[Measures, float]:
        with patch.object(telling, "emphasis", of):
            return _most(ANY)(collection)

    return ask


def _k1(k1: float) -> Ask:
    def ask(collection: Collection) -> tuple[Measures, float]:
        with patch.object(norms, "K1", k1), patch.object(scoring, "K1", k1):
            return _most(ANY)(collection)

    return ask


def _weight(key: str, value: float) -> Ask:
    def ask(collection: Collection) -> tuple[Measures, float]:
        with patch.object(matching, "most_of", ANY[0]), patch.object(matching, "enough_for", ANY[1]):
            return collection.measured(RankingConfig(**{key: value}))

    return ask


def _table(title: str, collections: list[Collection], rows: dict[str, Ask]) -> Iterator[str]:
    yield f"## {title}"
    yield ""
    yield "nDCG@10 / MAP / Recall@100 / resources matched"
    yield ""
    yield "| | " + " | ".join(collection.name for collection in collections) + " |"
    yield "|---" * (len(collections) + 1) + "|"
    for name, ask in rows.items():
        cells = []
        for collection in collections:
            mean, matched = ask(collection)
            cells.append(
                f"{mean.ndcg:.3f} / {mean.average_precision:.3f} / {mean.recall:.3f} / {matched:,.0f}"
            )
        yield f"| {name} | " + " | ".join(cells) + " |"
    yield ""


if __name__ == "__main__":
    main()
