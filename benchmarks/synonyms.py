"""The judged queries of the sample library in; how they are answered with its synonyms and without, out.

    python -m benchmarks.synonyms [--out FOLDER]

As they are typed, and those of them with an acronym, or a phrase that has one, written the other way: "use of force review
board" as "UOF review board". The pages that answer a query do not depend on which of the two is typed.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from benchmarks.runs import Run, run
from indexer.cli.progress import TerminalProgress
from indexer.config import load_config
from indexer.runs.pipeline import run_index
from indexer.runs.report import RunOptions
from indexer.synonyms.file import SynonymFile, read_synonyms
from searchapp.engine import SearchEngine, open_engine
from searchapp.engine.arrays.matching import occurrences
from searchapp.engine.arrays.ranking import passages
from searchapp.engine.model import SYNONYM_WEIGHT
from searchapp.evaluation import evaluate, read_judgements, read_queries

ROOT: Final = Path(__file__).parents[1]
JUDGED: Final = ROOT / "tests" / "relevance"
DEPTH: Final = 100
WEIGHTS: Final = (0.25, SYNONYM_WEIGHT, 0.75, 1.0)


def main() -> None:
    """Measure and write the run."""
    with run("synonyms", __doc__ or "") as here:
        here.write(figures(here))


def figures(here: Run) -> dict[str, Any]:
    """Return what was measured."""
    file = read_synonyms(ROOT / "synonyms.txt")
    plain, with_synonyms = _engines(here.place)
    typed = read_queries(JUDGED / "queries.jsonl")
    swapped = {key: other for key, text in typed.items() for other in _swapped(text, file)}
    measured: dict[str, Any] = {
        "lines": len(file.lines),
        "queries": len(typed),
        "written the other way": swapped,
    }
    for name, queries in (("as typed", typed), ("other way", swapped)):
        before = {key: text for key, text in typed.items() if key in queries}
        measured[name] = {
            "the same queries as typed, without": _measures(plain, before),
            "without": _measures(plain, queries),
        }
        for weight in WEIGHTS:
            with (
                patch.object(occurrences, "SYNONYM_WEIGHT", weight),
                patch.object(passages, "SYNONYM_WEIGHT", weight),
            ):
                measured[name][f"with, weight {weight:g}"] = _measures(with_synonyms, queries)
    return measured


def _engines(place: Path) -> tuple[SearchEngine, SearchEngine]:
    """Return engines over the sample library, without synonyms and with them."""
    settings = f'[[sources]]\nname = "sample"\nkind = "folder"\npath = "{ROOT / "corpus"}"\n'
    paths = {
        name: place / f"{name}.toml" for name in ("plain", "synonyms")
    }  # both on one library and its builds
    paths["plain"].write_text(settings, encoding="utf-8")
    paths["synonyms"].write_text(
        f'{settings}[search]\nsynonyms = "{ROOT / "synonyms.txt"}"\n', encoding="utf-8"
    )
    configs = [load_config(path) for path in paths.values()]
    with TerminalProgress() as progress:
        run_index(configs[0], RunOptions(), report=lambda error: progress.say(str(error)), progress=progress)
    plain, with_synonyms = map(open_engine, configs)
    return plain, with_synonyms


def _swapped(text: str, file: SynonymFile) -> Iterator[str]:
    """Yield *text* with an acronym in place of its phrase, or a phrase in place of its acronym."""
    for line in file.lines:
        acronym, *others = line.sources
        if not acronym.isupper() or len(line.sources) < 2:
            continue
        for phrase in others:
            long_form = re.compile(rf"\b{re.escape(phrase)}s?\b", re.IGNORECASE)
            if long_form.search(text):
                yield long_form.sub(acronym, text)
                return
        if acronym in text.split():
            yield re.sub(rf"\b{re.escape(acronym)}\b", others[0], text)
            return


def _measures(engine: SearchEngine, queries: Mapping[str, str]) -> dict[str, float]:
    mean = evaluate(engine.ranked, dict(queries), read_judgements(JUDGED / "qrels.tsv"), DEPTH).mean
    return {
        "nDCG@10": round(mean.ndcg, 4),
        "Recall@100": round(mean.recall, 4),
        "success@1": round(mean.success, 4),
    }


if __name__ == "__main__":
    main()
