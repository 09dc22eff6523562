"""Misspelt words of a library in; how often the word meant is offered, and how often a right query is disturbed, out.

    apt-get -o Acquire::Languages=en update     # else descriptions are one line each
    python -m benchmarks.spelling [--records FILE] [--collections FOLDER] [--place FOLDER] [--out FOLDER]

Over the sample library, and over the descriptions of the packages that apt knows or what else --records holds: real English with its typos, product
names and versions. Each of 1,000 typos, always the same, is one letter added, left out or replaced, or two swapped. What another word of the library
already is counts as no typo: no list of words can tell. --collections holds judged collections as benchmarks.collections_relevance takes them: their
queries are asked, too.
"""

import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from benchmarks import records
from benchmarks.collection import Collection, collection_folders
from benchmarks.library import Library
from benchmarks.packages import packages
from benchmarks.runs import Run, run, say
from benchmarks.timing import spread
from indexer.analysis import ENGLISH, KEY_SEPARATOR
from indexer.builds import Build, Builds
from indexer.cli.progress import TerminalProgress
from indexer.config import RankingConfig, load_config
from indexer.runs.pipeline import run_index
from indexer.runs.report import RunOptions
from searchapp.engine import SearchRequest
from searchapp.engine.arrays.engine import ArrayEngine
from searchapp.engine.arrays.index.reader import ArrayIndex
from searchapp.engine.arrays.spelling.printed_forms import PrintedForms
from searchapp.engine.spelling.suggestion import least_resources, suggestion
from searchapp.evaluation import read_queries

ROOT: Final = Path(__file__).parents[1]
JUDGED: Final = ROOT / "tests" / "relevance"
TYPOS: Final = 1000
SEED: Final = 7
LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
EXAMPLES: Final = ("postgres", "managment of replicaton", "recieve", "zmachine")
SHOWN: Final = 40  # examples of each kind in the run


def main() -> None:
    """Measure and write the run."""
    with run("spelling", __doc__ or "", folders=("collections",)) as here:
        here.write(figures(here))


def figures(here: Run) -> dict[str, Any]:
    """Return what was measured over both libraries."""
    sample = Words(_sample(here.place / "sample"))
    queries = [JUDGED / "queries.jsonl", JUDGED / "held_back" / "queries.jsonl"]
    judged = [text for path in queries for text in read_queries(path).values()]
    say("asking the sample library")
    measured = {
        "sample library": {
            "words": sample.measured(sample.words()),
            "judged queries": sample.disturbed(judged),
        }
    }
    if here.given.collections:
        measured["judged queries of collections"] = _of_collections(here)
    library = here.library if here.given.records else Library(_packages(here.place / "packages.jsonl"))
    say("indexing the packages")
    root = here.place / "packages"
    build = next(iter(Builds(root).all()), None) if root.exists() else None
    packages = Words(build or Builds(root).write((each, each.id) for each in library.resources()))
    least = max(2, least_resources(packages.index.resources))
    say("asking the packages")
    measured["packages of Debian"] = {
        "library": packages.library(here.megabytes("packages")),
        "asked": packages.answers(EXAMPLES),
        "words, each as often as it is printed": packages.measured(packages.words(), weighted=True),
        f"words that {least} descriptions print": packages.measured(packages.words(least)),
    }
    return measured


class Words:
    """The words of a build, and what is offered for them."""

    def __init__(self, build: Build) -> None:
        self.engine = ArrayEngine(build, RankingConfig())
        self.index = ArrayIndex(build)
        self._forms = PrintedForms(self.index)
        self._printed: Counter[str] = Counter()
        for segment in self.index.segments:
            for form, letters, ordinal in zip(
                segment.names("forms"), segment.file["forms.letters"].tolist(), range(10**9), strict=False
            ):
                plain, apart, _ = form.partition(KEY_SEPARATOR)
                if letters and not apart and plain.isascii():  # words by themselves, not parts of others
                    self._printed[plain] += segment.doc_frequency("form", ordinal)

    def words(self, least: int = 1) -> list[str]:
        """Return the words that *least* resources print by themselves."""
        return sorted(word for word, resources in self._printed.items() if resources >= least)

    def library(self, megabytes: int) -> dict[str, int]:
        """Return how much there is."""
        forms = sum(segment.file.counts["forms"] for segment in self.index.segments)
        return {"resources": self.index.resources, "forms": forms, "MB": megabytes}

    def answers(self, texts: Sequence[str]) -> dict[str, Any]:
        """Return what is found and offered for some *texts*."""
        found = {text: self.engine.result_page(SearchRequest(text)) for text in texts}
        return {
            text: {"found": each.total, "searched for": each.searched_for, "did you mean": each.did_you_mean}
            for text, each in found.items()
        }

    def measured(self, words: Sequence[str], *, weighted: bool = False) -> dict[str, Any]:
        """Return how often the word meant is offered for a typo in one of *words*, and how often one is disturbed."""
        chance = random.Random(SEED)
        weights = [self._printed[word] for word in words] if weighted else None
        asked: list[tuple[str, str]] = []
        real = 0
        while len(asked) < TYPOS:
            (word,) = chance.choices(words, weights)
            typed = typo(word, chance)
            if typed in self._printed:
                real += typed != word
            elif len(typed) > 3:
                asked.append((word, typed))
        results = Counter[str]()
        wrong = []
        for word, typed in asked:
            kind, offered = self._offered(word, typed)
            results[kind] += 1
            if kind in {"another", "nothing"}:
                wrong.append(f"{typed} ({word}): {offered}")
        right = sum(results[kind] for kind in ("the word", "another form of it", "found as typed"))
        return {
            "words to draw from": len(words),
            "typos": len(asked),
            "drawn besides, which are words of the library": real,
            "offered": dict(results.most_common()),
            "right": round(right / len(asked), 3),
            "not right, the first": wrong[:SHOWN],
            "right words": self.disturbed(chance.sample(words, TYPOS)),
            "ms of processor time for a suggestion": self._timed([typed for _, typed in asked]),
        }

    def disturbed(self, queries: Sequence[str]) -> dict[str, Any]:
        """Return for how many right *queries* anything is offered."""
        answers = ((text, self.engine.result_page(SearchRequest(text))) for text in queries)
        offered = [
            f"{text}: {found.did_you_mean or found.searched_for}"
            for text, found in answers
            if found.did_you_mean or found.searched_for != text
        ]
        return {"asked": len(queries), "disturbed": len(offered), "examples": offered[:SHOWN]}

    def _offered(self, word: str, typed: str) -> tuple[str, str | None]:
        found = self.engine.result_page(SearchRequest(typed))
        offered = found.did_you_mean or (found.searched_for if found.searched_for != typed else None)
        if offered == word:
            return "the word", offered
        if ENGLISH.term_of(offered or typed) == ENGLISH.term_of(word):
            return "another form of it" if offered else "found as typed", offered
        return "another" if offered else "nothing", offered

    def _timed(self, typed: Sequence[str]) -> dict[str, float]:
        taken = []
        for word in typed:
            printed = self.index.doc_frequency(ENGLISH.term_of(word))
            started = time.thread_time()
            suggestion(self._forms, word, printed)
            taken.append(time.thread_time() - started)
        return spread(taken)


def typo(word: str, chance: random.Random) -> str:
    """Return *word* with one letter added, left out or replaced, or with two swapped."""
    at = chance.randrange(len(word))
    kind = chance.choice(("add", "leave out", "replace", "swap"))
    if kind == "swap":
        at = min(at, len(word) - 2)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    added = "" if kind == "leave out" else chance.choice(LETTERS)
    return word[:at] + added + word[at + (kind != "add") :]


def _sample(place: Path) -> Build:
    place.mkdir(parents=True, exist_ok=True)
    path = place / "config.toml"
    source = f'name = "sample"\nkind = "folder"\npath = "{ROOT / "corpus"}"\n'
    path.write_text(f"[[sources]]\n{source}", encoding="utf-8")
    config = load_config(path)
    with TerminalProgress() as progress:
        run_index(config, RunOptions(), report=lambda error: progress.say(str(error)), progress=progress)
    builds = Builds(config.paths.builds)
    return builds.get(builds.live_id() or "")


def _of_collections(here: Run) -> dict[str, Any]:
    found = {}
    for folder in collection_folders(here.given.collections):
        say(f"asking {folder.name}")
        collection = Collection(folder, here.place / "collections" / folder.name)
        found[folder.name] = Words(collection.build).disturbed(list(collection.judged.values()))
    return found


def _packages(path: Path) -> Path:
    """Return the descriptions of all packages that apt knows as records at *path*."""
    if not path.exists():
        say("reading what apt knows")
        records.write(path, _descriptions())
    return path


def _descriptions() -> Iterator[dict[str, Any]]:
    for package in packages():
        yield {
            "id": package.name,
            "title": package.name,
            "summary": package.summary,
            "text": package.text,
            "topics": [package.section],
        }


if __name__ == "__main__":
    main()
