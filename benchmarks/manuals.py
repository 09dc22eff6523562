"""Questions to three real manuals in; how often the right page and the right passage come first, out.

    tests/relevance/manuals/fetch.sh
    python -m benchmarks.manuals [--place FOLDER] [--out FOLDER]

The manuals are those of SQLite, Borg and Zsh, as one folder. A right page is named by its path in it; a right passage by a heading above it, or, after "~", by what its excerpt prints.
"""

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from html import unescape
from pathlib import Path
from statistics import fmean
from typing import Any, Final

from benchmarks.runs import Run, run
from indexer.cli.progress import TerminalProgress
from indexer.config import Config, load_config
from indexer.errors import ConfigError, FieldguideError
from indexer.runs.pipeline import run_index
from indexer.runs.report import RunOptions
from searchapp.engine import SearchEngine, SearchRequest, open_engine
from searchapp.engine.results import Hit, HitPassage
from searchapp.evaluation import read_queries
from searchapp.evaluation.lines import numbered_lines

ROOT: Final = Path(__file__).parents[1]
JUDGED: Final = ROOT / "tests" / "relevance" / "manuals"
MANUALS: Final = ROOT / "var" / "manuals"
NAMES: Final = ("sqlite", "borg", "zsh")

_MARKUP: Final = re.compile(r"<[^>]*>")
_NUMBER: Final = re.compile(r"^(?:\d+(?:\.\d+)*[.:]?)\s+")

# query id -> (page, heading or "~" and what is printed, "" where any passage will do), any of which is right
Answers = Mapping[str, Sequence[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Answered:
    """How one question was answered."""

    text: str
    page: int | None  # place of the first right page, from 1; None: it is not on the first page of results
    passage: bool | None  # whether the first passage of the first hit is a right one; None: none is judged


def main() -> None:
    """Measure and write the run."""
    with run("manuals", __doc__ or "") as here:
        try:
            here.write(figures(here))
        except FieldguideError as error:
            print(error, file=sys.stderr)
            sys.exit(error.exit_code)


def figures(here: Run) -> dict[str, Any]:
    """Return what was measured; of the questions that are held back, averages alone."""
    engine = library(here.place)
    opened, held_back = answered(engine, JUDGED), answered(engine, JUDGED / "held_back")
    return {
        "open": averages(opened.values()),
        "held back": averages(held_back.values()),
        "open questions": {query_id: asdict(each) for query_id, each in opened.items()},
    }


def library(place: Path) -> SearchEngine:
    """Return the engine over the three manuals, indexed below *place*; ConfigError: they are not there."""
    config = _config(place)
    with TerminalProgress() as progress:
        run_index(config, RunOptions(), report=lambda error: progress.say(str(error)), progress=progress)
    return open_engine(config)


def _config(place: Path) -> Config:
    if not all((MANUALS / name / "index.html").is_file() for name in NAMES):
        raise ConfigError(
            "the manuals are not there", where=str(MANUALS), fix="run tests/relevance/manuals/fetch.sh"
        )
    path = place / "manuals.toml"
    path.write_text(f'[[sources]]\nname = "manuals"\nkind = "folder"\npath = "{MANUALS}"\n', encoding="utf-8")
    return load_config(path)


def read_answers(path: Path) -> dict[str, list[tuple[str, str]]]:
    """Return the right pages and passages from a TSV with a header: query-id, page, and passage or nothing."""
    answers: dict[str, list[tuple[str, str]]] = {}
    for number, line in numbered_lines(path):
        query_id, page, passage = [*line.split("\t"), ""][:3]
        if number > 1:
            answers.setdefault(query_id, []).append((page, passage))
    return answers


def answered(engine: SearchEngine, folder: Path) -> dict[str, Answered]:
    """Ask the questions of *folder*."""
    queries, answers = read_queries(folder / "queries.jsonl"), read_answers(folder / "answers.tsv")
    return {query_id: _ask(engine, text, answers[query_id]) for query_id, text in queries.items()}


def averages(questions: Iterable[Answered]) -> dict[str, Any]:
    """Return the shares of *questions* whose right page is first, among three, and whose right passage is first."""
    each = list(questions)
    judged = [one.passage for one in each if one.passage is not None]
    return {
        "questions": len(each),
        "right page first": round(fmean(one.page == 1 for one in each), 3),
        "right page among three": round(fmean(one.page is not None and one.page <= 3 for one in each), 3),
        "with a judged passage": len(judged),
        "right passage first": round(fmean(judged), 3),
    }


def _ask(engine: SearchEngine, text: str, right: Sequence[tuple[str, str]]) -> Answered:
    hits = engine.search(SearchRequest(text)).hits
    pages = [_page(engine, hit) for hit in hits]
    places = [place for place, page in enumerate(pages, 1) if any(page == each for each, _ in right)]
    passage = None
    if all(asked for _, asked in right):
        first = hits[0].passages[:1] if hits else ()
        passage = any(pages[0] == page and _is(shown, asked) for shown in first for page, asked in right)
    return Answered(text, places[0] if places else None, passage)


def _page(engine: SearchEngine, hit: Hit) -> str | None:
    file = engine.file(hit.documents[0].id) if hit.documents else None
    return None if file is None else file.address


def _is(passage: HitPassage, asked: str) -> bool:
    if asked.startswith("~"):
        return asked[1:].casefold() in unescape(_MARKUP.sub("", passage.html)).casefold()
    return _named(asked) in map(_named, passage.place.heading)


def _named(heading: str) -> str:
    """Return *heading* as it is compared: without its number."""
    return _NUMBER.sub("", " ".join(heading.split())).rstrip("¶").casefold()


if __name__ == "__main__":
    main()
