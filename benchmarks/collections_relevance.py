"""Judged collections in BEIR layout in; relevance for the shipped settings and for others beside them, out.

    python -m benchmarks.collections_relevance FOLDER [--out RUN.md]

FOLDER holds one folder a collection: corpus.jsonl.gz, queries.jsonl, qrels/test.tsv. They are not part of the project.
"""

import argparse
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import fmean
from typing import Any
from unittest.mock import patch

from benchmarks.collection import Collection
from indexer.config import RankingConfig
from searchapp.engine.arrays.ranking import query_terms, score_regularization, scores
from searchapp.engine.model import emphasis
from searchapp.engine.query import tokens
from searchapp.evaluation import Measures

ANY: dict[str, Any] = {"minimum_should_match": (1,)}  # any word matches: only the order differs

# [ranking]: which settings are compared, any word matching but in the first.
MOST: dict[str, dict[str, Any]] = {
    "any word": ANY,
    "shipped": {},
    "most, 1 is enough": {"min_results": (1,)},
    "most, 100 are enough": {"min_results": (1, 1, 1, 100)},
    "most, 200 are enough for all": {"min_results": (200,)},
    "most, 2 are enough for 2 words": {"min_results": (1, 2, 1, 200)},
    "at most 2": {"minimum_should_match": (1, 2), "min_results": (1,)},
    "half of them": {
        "minimum_should_match": tuple((count + 1) // 2 for count in range(1, 257)),
        "min_results": (1,),
    },
}
WEIGHTS: dict[str, tuple[float, ...]] = {
    "k1": (1.2, 1.5, 2.0, 2.5),
    "title": (1.0, 2.0, 3.0, 4.0),
    "exact": (0.0, 0.1, 0.2),
    "passage": (0.0, 0.3, 0.6),
}
B_OF_TEXT = (0.0, 0.5, 0.75, 0.9)
EMPHASIS: dict[str, Callable[[int], float]] = {
    "once": lambda _: 1.0,
    "1 + ln": emphasis,
    "root": lambda times: times**0.5,
    "as often": float,
}
# Constants of the model: where each is read, and its values; the shipped settings otherwise.
CONSTANTS: dict[str, tuple[Any, tuple[float, ...]]] = {
    "SIMILARITY_WEIGHT": (score_regularization, (0.0, 0.2, 0.3, 0.4)),
    "REGULARIZED_RESULTS": (score_regularization, (20, 30, 40)),
    "COMPARED_RESULTS": (score_regularization, (5, 10, 15)),
    "COMPARED_TERMS": (score_regularization, (100, 200, 400)),
    "LONG_QUERY": (scores, (4, 6, 8)),
    "PROSE": (tokens, (20, 257)),
}


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


def _tables(collections: list[Collection]) -> Iterator[str]:
    yield from _table(
        "Most of the words", collections, {name: _set(**chosen) for name, chosen in MOST.items()}
    )
    rows = {name: _patched(query_terms, "emphasis", of) for name, of in EMPHASIS.items()}
    yield from _table("Words typed again", collections, rows)
    for key, values in WEIGHTS.items():
        rows = {f"{key} {value:g}": _set(**ANY, **{key: value}) for value in values}
        yield from _table(f"[ranking] {key}, any word", collections, rows)
    rows = {f"b {value:g}": _set(**ANY, b={"text": value}) for value in B_OF_TEXT}
    yield from _table("[ranking.b] text, any word", collections, rows)
    for name, (module, numbers) in CONSTANTS.items():
        rows = {f"{name} {number:g}": _patched(module, name, number) for number in numbers}
        yield from _table(name, collections, rows)


Ask = Callable[[Collection], tuple[Measures, float]]


def _set(**chosen: Any) -> Ask:
    return lambda collection: collection.measured(RankingConfig.model_validate(chosen))


def _patched(module: Any, name: str, value: Any) -> Ask:
    def ask(collection: Collection) -> tuple[Measures, float]:
        with patch.object(module, name, value):
            return collection.measured(RankingConfig())

    return ask


def _table(title: str, collections: list[Collection], rows: dict[str, Ask]) -> Iterator[str]:
    yield f"## {title}"
    yield ""
    yield "nDCG@10 / MAP / Recall@100 / resources matched"
    yield ""
    yield "| | " + " | ".join(collection.name for collection in collections) + " | mean nDCG@10 |"
    yield "|---" * (len(collections) + 2) + "|"
    for name, ask in rows.items():
        cells, gains = [], []
        for collection in collections:
            mean, matched = ask(collection)
            gains.append(mean.ndcg)
            cells.append(
                f"{mean.ndcg:.3f} / {mean.average_precision:.3f} / {mean.recall:.3f} / {matched:,.0f}"
            )
        yield f"| {name} | " + " | ".join(cells) + f" | {fmean(gains):.4f} |"
    yield ""


if __name__ == "__main__":
    main()
