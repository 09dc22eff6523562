"""Judged queries over Spanish texts in; how well they are answered, beside plain BM25 with Snowball's Spanish stems, out.

    python -m benchmarks.spanish [--out FOLDER]

The texts and queries of tests/relevance/spanish, alone, and among the English records of the sample library.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from whoosh import fields, index, qparser
from whoosh.analysis import CharsetFilter, LanguageAnalyzer, LowercaseFilter, RegexTokenizer, StemFilter
from whoosh.support.charset import accent_map

from benchmarks.runs import Run, run
from indexer.analysis import fold
from indexer.builds import Build, Builds
from indexer.config import RankingConfig
from indexer.resource import Resource
from indexer.sources.record import record_of
from searchapp.engine.arrays.engine import ArrayEngine
from searchapp.evaluation import evaluate, read_judgements, read_queries

ROOT: Final = Path(__file__).parents[1]
JUDGED: Final = ROOT / "tests" / "relevance" / "spanish"
SAMPLE_RECORDS: Final = ROOT / "corpus" / "catalogue.jsonl"
DEPTH: Final = 100

Ranked = Callable[[str, int], list[tuple[str, float]]]


def main() -> None:
    """Measure and write the run."""
    with run("spanish", __doc__ or "") as here:
        here.write(figures(here))


def figures(here: Run) -> dict[str, Any]:
    """Return what was measured."""
    spanish = _resources(JUDGED / "records.jsonl")
    undeclared = [replace(resource, language=None) for resource in spanish]
    english = [each for each in _resources(SAMPLE_RECORDS) if each.language is None]
    mixed = [*spanish, *english]
    folding = CharsetFilter(accent_map)
    folded = RegexTokenizer() | LowercaseFilter() | folding | StemFilter(lang="es")
    alone: dict[str, Ranked] = {
        "fieldguide": _engine(_build(here.place / "es", undeclared, "es")),
        "fieldguide, analyzed as English": _engine(_build(here.place / "en", undeclared, "en")),
        "whoosh, Spanish": _whoosh(here.place / "stock", spanish, LanguageAnalyzer("es")),
        "whoosh, Spanish, accents folded": _whoosh(here.place / "folded", spanish, folded),
    }
    among: dict[str, Ranked] = {
        "fieldguide": _engine(_build(here.place / "mixed", mixed, "en")),
        "fieldguide, analyzed as English": _engine(
            _build(here.place / "mixed-en", [replace(each, language=None) for each in mixed], "en")
        ),
        "whoosh, Spanish": _whoosh(here.place / "stock-mixed", mixed, LanguageAnalyzer("es")),
        "whoosh, Spanish, accents folded": _whoosh(here.place / "folded-mixed", mixed, folded),
    }
    spelled = read_queries(JUDGED / "queries.jsonl")
    unaccented = {query_id: fold(text) for query_id, text in spelled.items()}
    return {
        "texts": len(spanish),
        "english records": len(english),
        "queries": len(spelled),
        "alone": _compared(alone, spelled),
        "alone, typed without accents": _compared(alone, unaccented),
        "among English records": _compared(among, spelled),
        "among English records, typed without accents": _compared(among, unaccented),
    }


def _compared(ways: Mapping[str, Ranked], queries: dict[str, str]) -> dict[str, Any]:
    judgements = read_judgements(JUDGED / "qrels.tsv")
    reports = {name: evaluate(ranked, queries, judgements, DEPTH) for name, ranked in ways.items()}
    return {
        name: {
            "nDCG@10": round(report.mean.ndcg, 4),
            "Recall@100": round(report.mean.recall, 4),
            "success@1": round(report.mean.success, 4),
        }
        for name, report in reports.items()
    }


def _resources(path: Path) -> list[Resource]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [record_of(json.loads(line), source=path.stem, where=str(path)).resource for line in lines]


def _build(folder: Path, resources: Iterable[Resource], language: str) -> Build:
    pairs = ((resource, resource.id) for resource in sorted(resources, key=lambda each: each.id))
    return Builds(folder).write(pairs, settings={"language": language})


def _engine(build: Build) -> Ranked:
    return ArrayEngine(build, RankingConfig()).ranked


def _whoosh(folder: Path, resources: Iterable[Resource], analyzer: Any) -> Ranked:
    """Return stock Whoosh over all text as one field: BM25F with its defaults, any of the words."""
    folder.mkdir()
    schema = fields.Schema(id=fields.ID(stored=True), text=fields.TEXT(analyzer=analyzer))
    made = index.create_in(str(folder), schema)
    with made.writer() as writer:
        for resource in resources:
            passages = (passage.text for document in resource.documents for passage in document.passages)
            said = (resource.title or "", *resource.topics, resource.summary or "", *passages)
            writer.add_document(id=resource.id, text="\n".join(said))
    searcher = made.searcher()
    parser = qparser.QueryParser("text", schema, group=qparser.OrGroup)

    def ranked(text: str, limit: int) -> list[tuple[str, float]]:
        return [(hit["id"], hit.score) for hit in searcher.search(parser.parse(text), limit=limit)]

    return ranked


if __name__ == "__main__":
    main()
