"""A library changed one resource at a time, each change published; how quick search is and how large the index, beside a fresh build, out.

    python -m benchmarks.publishes [--count 60000] [--publishes 1000] [--out FOLDER]

After so many publishes the same questions are asked of the last build and of one made of the same resources at once, in
turns. Disk is what a build's files take: builds share those that stayed.
"""

import random
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, Final

from benchmarks.indexes import Indexes
from benchmarks.questions import COUNT, Question
from benchmarks.runs import Run, run, say
from benchmarks.timing import Work, compared, in_turns, timed
from indexer.builds import Build, Builds
from indexer.config import RankingConfig
from indexer.resource import Resource
from searchapp.engine.arrays.engine import ArrayEngine

PUBLISHES: Final = 1000
SEED: Final = 1
KEPT: Final = 5
_TOLD: Final = 100  # publishes from one line of progress to the next


def main() -> None:
    """Measure and write the run."""
    with run("publishes", __doc__ or "", publishes=PUBLISHES) as here:
        here.write(figures(here))


def figures(here: Run) -> dict[str, Any]:
    """Return what was measured."""
    library = {each.id: each for each in here.library.resources()}
    questions = Indexes(here.library, here.place).questions("plain", COUNT)
    builds = Builds(here.place / "builds")
    say(f"indexing {len(library):,} resources")
    build = _published(builds, _whole(builds, library))
    chance = random.Random(SEED)
    took: list[float] = []
    for number in range(here.given.publishes):
        changed = _edited(library, number, chance)
        build, seconds = timed(partial(_next, builds, build, library, changed))
        took.append(seconds)
        library = changed
        if (number + 1) % _TOLD == 0:
            say(f"{number + 1:,} published, {len(list(build.path.glob('*.fld')))} segments")
    fresh = _whole(builds, library)
    return {
        "resources": len(library),
        "publishes": here.given.publishes,
        "seed": SEED,
        "ms to build and publish one, median": round(median(took) * 1000, 1),
        "ms, slowest": round(max(took) * 1000, 1),
        "segments": len(list(build.path.glob("*.fld"))),
        "MB": {"after the publishes": _megabytes(build), "fresh": _megabytes(fresh)},
        "disk by a fresh build": round(_megabytes(build) / _megabytes(fresh), 3),
        **_compared(build, fresh, questions),
    }


def _edited(library: dict[str, Resource], number: int, chance: random.Random) -> dict[str, Resource]:
    """Return the library with one resource changed, and now and then one removed and one added."""
    key = chance.choice(list(library))
    each = library[key]
    if number % 10 == 9:
        rest = {other: one for other, one in library.items() if other != key}
        return {**rest, f"{key}-again": replace(each, id=f"{key}-again")}
    return {**library, key: replace(each, title=f"{each.title} {number}")}


def _hash_of(resource: Resource) -> str:
    return f"{hash(resource.title)}"


def _whole(builds: Builds, library: dict[str, Resource]) -> Build:
    with builds.lock():
        return builds.write((each, _hash_of(each)) for _, each in sorted(library.items()))


def _next(builds: Builds, was: Build, before: dict[str, Resource], now: dict[str, Resource]) -> Build:
    """Write the next build of *was* and make it live."""
    different = {key for key in now if before.get(key) is not now[key]}
    gone = {key for key in before if key not in now}
    previous = {
        key: (before[key].source, _hash_of(before[key])) for key in (different & before.keys()) | gone
    }
    with builds.lock():
        made = builds.write(
            ((now[key], _hash_of(now[key])) for key in different), base=was, previous=previous
        )
        return _published(builds, made)


def _published(builds: Builds, made: Build) -> Build:
    builds.publish(made.id)
    builds.prune(KEPT)
    return made


def _megabytes(build: Build) -> float:
    return sum(path.stat().st_size for path in Path(build.path).iterdir()) / 2**20


def _compared(build: Build, fresh: Build, questions: Sequence[Question]) -> dict[str, Any]:
    engines = {
        "after the publishes": ArrayEngine(build, RankingConfig()),
        "fresh": ArrayEngine(fresh, RankingConfig()),
    }
    for question in questions:
        answers = [engine.search(question.request) for engine in engines.values()]
        if len({(answer.total, tuple(hit.id for hit in answer.hits)) for answer in answers}) > 1:
            raise ValueError(f"the builds answer {question.text!r} differently")
    ways: dict[str, list[Work]] = {
        name: [partial(engine.search, question.request) for question in questions]
        for name, engine in engines.items()
    }
    return {"questions": len(questions), **compared(in_turns(ways), "after the publishes")}


if __name__ == "__main__":
    main()
