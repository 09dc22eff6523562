"""A library of records in; how long indexing and searching take, beside stock Whoosh, out.

    python -m benchmarks.index_and_search [--records FILE | --count N] [--queries N] [--out RUN.json]

The figures that count are ratios: machines are shared. Searching is over one open build; opening is timed apart.
"""

import argparse
import json
import platform
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from whoosh import fields, qparser, sorting
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex

from benchmarks import records
from indexer.builds import Builds
from indexer.config import RankingConfig
from indexer.sources.record import record_of
from searchapp.engine import SearchRequest
from searchapp.engine.plain.engine import PlainEngine

RUNS = Path(__file__).parent / "runs"


def main() -> None:
    """Measure, print, and write the run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=Path)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--queries", type=int, default=60)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        path = given.records or Path(place) / "records.jsonl"
        if given.records is None:
            records.write(path, given.count)
        run = _run(path, Path(place), given.queries)
    out = given.out or RUNS / f"{datetime.now(UTC):%Y-%m-%d}" / "index_and_search.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(run, indent=1)
    out.write_text(text + "\n", encoding="utf-8")
    print(text)


def _run(path: Path, place: Path, count: int) -> dict[str, Any]:
    queries = _queries(path, count)
    build, plain_index = _timed(lambda: _plain_build(path, place / "plain"))
    engine, plain_open = _timed(lambda: PlainEngine(build, RankingConfig()))
    stock, stock_index = _timed(lambda: _stock_build(path, place / "stock"))
    plain = [_timed(partial(engine.search, SearchRequest(text)))[1] for text in queries]
    searched = [_timed(partial(_stock_search, stock, text))[1] for text in queries]
    return {
        "resources": build.manifest.resources,
        "queries": count,
        "machine": f"{platform.processor() or platform.machine()}, Python {platform.python_version()}",
        "index_seconds": {"fieldguide": round(plain_index, 1), "stock whoosh": round(stock_index, 1)},
        "index_ratio": round(plain_index / stock_index, 2),
        "open_seconds": round(plain_open, 2),
        "search_ms": {"fieldguide plain engine": _spread(plain), "stock whoosh": _spread(searched)},
        "search_ratio_p50": round(statistics.median(plain) / statistics.median(searched), 2),
        "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def _spread(seconds: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(seconds, n=100)
    return {
        "p50": round(cuts[49] * 1000, 1),
        "p95": round(cuts[94] * 1000, 1),
        "p99": round(cuts[98] * 1000, 1),
    }


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    started = time.perf_counter()
    return work(), time.perf_counter() - started


def _queries(path: Path, count: int) -> list[str]:
    """Return seeded queries of 1 to 5 words that stand in one record each, so that most find something."""
    chance = random.Random(7)
    texts = [line["text"].split() for line in _lines(path) if line.get("text")]
    return [" ".join(chance.choices(chance.choice(texts), k=chance.randint(1, 5))) for _ in range(count)]


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def _plain_build(path: Path, root: Path) -> Any:
    each = (record_of(line, source="bench", where="bench").resource for line in _lines(path))
    return Builds(root).write((resource, resource.id) for resource in sorted(each, key=lambda one: one.id))


def _stock_build(path: Path, root: Path) -> FileIndex:
    """Index the same facts the way Whoosh's own documentation does."""
    root.mkdir()
    schema = fields.Schema(
        id=fields.ID(stored=True, unique=True),
        title=fields.TEXT(stored=True),
        text=fields.TEXT(stored=True),
        topics=fields.KEYWORD(sortable=True),
        types=fields.KEYWORD(sortable=True),
        year=fields.NUMERIC(sortable=True),
    )
    index = FileStorage(str(root)).create_index(schema)
    writer = index.writer(limitmb=256)
    for line in _lines(path):
        facts = {key: line[key] for key in ("id", "title", "text") if line.get(key)}
        year = {} if line.get("year") is None else {"year": line["year"]}
        # Commas and spaces would divide names: the peer is given single signs instead.
        names = {key: " ".join(name.replace(" ", "_") for name in line[key]) for key in ("topics", "types")}
        writer.add_document(**facts, **year, **names)
    writer.commit()
    return index


def _stock_search(index: FileIndex, text: str) -> None:
    """Search and count facets as Whoosh's documentation does, ten hits."""
    group = qparser.OrGroup
    query = qparser.MultifieldParser(["title", "text"], index.schema, group=group).parse(text)
    with index.searcher() as searcher:
        facets = sorting.Facets()
        for name in ("topics", "types", "year"):
            facets.add_field(name, allow_overlap=name != "year")
        found = searcher.search(query, limit=10, groupedby=facets, maptype=sorting.Count)
        for hit in found:
            hit.highlights("text")


if __name__ == "__main__":
    main()
