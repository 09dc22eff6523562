"""A judged collection in BEIR layout in; how well it is answered, out.

A collection is a folder: corpus.jsonl or corpus.jsonl.gz, queries.jsonl, qrels/test.tsv.
"""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from indexer.builds import Builds
from indexer.config import RankingConfig
from indexer.resource import Resource
from indexer.sources.record import record_of
from indexer.synonyms.file import SynonymFile
from searchapp.engine.arrays.engine import ArrayEngine
from searchapp.evaluation import Measures, Report, evaluate, read_judgements, read_queries

DEPTH: Final = 1000  # of MAP, as published figures have it
NO_FILE: Final = SynonymFile()
_CORPORA: Final = ("corpus.jsonl", "corpus.jsonl.gz")


def collection_folders(folder: Path) -> list[Path]:
    """Return each folder below *folder* that is in BEIR layout, by name."""
    return sorted(
        path
        for path in folder.iterdir()
        if _corpus(path) and (path / "queries.jsonl").exists() and (path / "qrels" / "test.tsv").exists()
    )


class Collection:
    """A judged collection, indexed."""

    def __init__(self, folder: Path, builds: Path) -> None:
        self.name = folder.name
        self._queries = read_queries(folder / "queries.jsonl")
        self._judgements = read_judgements(folder / "qrels" / "test.tsv")
        corpus = _corpus(folder)
        if corpus is None:
            raise FileNotFoundError(folder / _CORPORA[0])
        self.build = Builds(builds).write((resource, resource.id) for resource in _resources(corpus))

    @property
    def documents(self) -> int:
        """How many there are."""
        return self.build.manifest.resources

    @property
    def judged(self) -> dict[str, str]:
        """The queries that have judgements: whole collections have many times as many for training."""
        return {query_id: text for query_id, text in self._queries.items() if query_id in self._judgements}

    def report(self, ranking: RankingConfig, synonyms: SynonymFile = NO_FILE) -> Report:
        """Ask the queries that have judgements."""
        return self._asked(self.judged, ranking, synonyms)

    def measured(self, ranking: RankingConfig) -> tuple[Measures, float]:
        """Return the measures, and how many resources a query matched on the average, judged or not."""
        report = self._asked(self._queries, ranking)
        return report.mean, sum(len(ranked) for ranked in report.run.values()) / len(report.run)

    def _asked(
        self, queries: dict[str, str], ranking: RankingConfig, synonyms: SynonymFile = NO_FILE
    ) -> Report:
        engine = ArrayEngine(self.build, ranking).with_synonyms(synonyms)
        return evaluate(engine.ranked, queries, self._judgements, DEPTH)


def _corpus(folder: Path) -> Path | None:
    return next((folder / name for name in _CORPORA if (folder / name).exists()), None)


def _resources(path: Path) -> Iterator[Resource]:
    with (
        gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")
    ) as file:
        raw = sorted((json.loads(line) for line in file), key=lambda record: str(record["_id"]))
    for record in raw:
        facts = {"id": record["_id"], "title": record.get("title"), "text": record.get("text")}
        yield record_of(facts, source=path.parent.name, where=str(path)).resource
