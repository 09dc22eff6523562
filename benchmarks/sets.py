"""Judged collections in BEIR layout in; one table of relevance with the shipped settings, or with those of a file, out.

    python -m benchmarks.sets FOLDER [--config TOML]

Each folder of FOLDER that holds corpus.jsonl (or .gz), queries.jsonl and qrels/test.tsv is indexed and asked.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import fmean

from benchmarks.collection import DEPTH, NO_FILE, Collection, collection_folders
from indexer.config import RankingConfig, load_config
from indexer.errors import ConfigError, FieldguideError
from indexer.synonyms.file import SynonymFile, read_synonyms


def main() -> None:
    """Print the table, a line as soon as it is known."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--config", type=Path, help="take [ranking] and synonyms of this file, not the shipped ranking"
    )
    given = parser.parse_args()
    try:
        config = load_config(given.config) if given.config is not None else None
        ranking = config.ranking if config is not None else RankingConfig()
        path = config.search.synonyms if config is not None else None
        synonyms = read_synonyms(path) if path is not None else NO_FILE
        for line in _table(given.folder, ranking, synonyms):
            print(line, flush=True)
    except FieldguideError as error:
        print(error, file=sys.stderr)
        sys.exit(error.exit_code)


def _table(folder: Path, ranking: RankingConfig, synonyms: SynonymFile) -> Iterator[str]:
    folders = collection_folders(folder) if folder.is_dir() else []
    if not folders:
        raise ConfigError(
            "it holds no judged collection",
            where=str(folder),
            fix="name a folder of folders with corpus.jsonl, queries.jsonl and qrels/test.tsv",
        )
    names = ("documents", "queries", "nDCG@10", f"MAP@{DEPTH}", "Recall@100", "success@1")
    width = max(len("mean"), *(len(path.name) for path in folders))
    yield f"{'set':<{width}}" + "".join(f"{name:>12}" for name in names)
    gains = []
    for path in folders:
        # One at a time, each gone before the next: an index may be as large as what it is made of.
        with tempfile.TemporaryDirectory() as place:
            collection = Collection(path, Path(place))
            report = collection.report(ranking, synonyms)
        mean = report.mean
        gains.append(mean.ndcg)
        figures = (mean.ndcg, mean.average_precision, mean.recall, mean.success)
        yield (
            f"{collection.name:<{width}}{collection.documents:>12,}{len(report.queries):>12,}"
            + "".join(f"{figure:>12.4f}" for figure in figures)
        )
    yield f"{'mean':<{width}}{'':>24}{fmean(gains):>12.4f}"


if __name__ == "__main__":
    main()
