"""A library in; how long a commit of few changes takes, and a merge of two segments, beside stock Whoosh, out.

    python -m benchmarks.updating [--count 120000 | --records FILE] [--out FOLDER]

The library's halves are a segment each. Changed: 50 resources among those of the first half, from opening the writer to
files synced to disk; ours are analysed meanwhile, those of stock Whoosh beforehand. Merged: both segments into one.
Whoosh would take minutes for that: it is asked over a tenth of each half, and so are we, once more.
"""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any, Final

from whoosh import index

from benchmarks.library import peer_document
from benchmarks.peers import whoosh_peer
from benchmarks.runs import Run, run, say
from benchmarks.timing import seconds
from indexer.builds.build_writer import sync
from indexer.codec.whoosh.index import WhooshIndex
from indexer.indexed_fields import indexed_resource
from indexer.resource import Resource

ROUNDS: Final = 5
CHANGED: Final = 50
TENTH: Final = 10  # Whoosh merges so small a part


def main() -> None:
    """Measure and write the run."""
    with run("updating", __doc__ or "", count=120_000) as here:
        here.write(figures(here))


def figures(here: Run) -> dict[str, Any]:
    """Return what was measured."""
    say("reading the records")
    resources = list(here.library.resources())
    half = len(resources) // 2
    halves = resources[:half], resources[half : half * 2]
    few = halves[0][: half // TENTH], halves[1][: half // TENTH]
    ours, theirs = Fieldguide(here.place / "ours"), Whoosh(here.place / "theirs")
    changed = [
        replace(one, title=f"{one.title} {other.title}")
        for one, other in zip(islice(halves[0], 0, None, half // CHANGED), halves[1], strict=False)
    ][:CHANGED]
    ours.write("first", halves[:1])
    ours.write("both", halves)
    theirs.write("first", halves[:1])
    ours.write("few", few)
    theirs.write("few", few)
    return {
        "resources in a segment": half,
        f"{len(changed)} changed": _compared(
            {
                "fieldguide": ours.changing("first", changed, half),
                "stock whoosh": theirs.changing("first", changed, half),
            }
        ),
        "two segments merged": _compared({"fieldguide": ours.merging("both", half * 2)}),
        f"two segments merged, of {len(few[0])} each": _compared(
            {
                "fieldguide": ours.merging("few", len(few[0]) * 2),
                "stock whoosh": theirs.merging("few", len(few[0]) * 2),
            },
            rounds=1,
        ),
    }


Timed = Callable[[], float]


def _compared(ways: dict[str, Timed], rounds: int = ROUNDS) -> dict[str, Any]:
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, timed in ways.items():
            taken[name].append(timed())
    medians = {name: median(times) for name, times in taken.items()}
    told = {
        "rounds": rounds,
        "seconds": {name: round(found, 3) for name, found in medians.items()},
        "slowest, s": {name: round(max(times), 3) for name, times in taken.items()},
    }
    others = {
        name: round(medians["fieldguide"] / found, 4)
        for name, found in medians.items()
        if name != "fieldguide"
    }
    return {**told, "fieldguide by": others} if others else told


@dataclass(frozen=True, slots=True)
class Fieldguide:
    """Our indexes below one folder; each measurement is made on a copy."""

    place: Path

    def write(self, name: str, segments: Sequence[Sequence[Resource]]) -> None:
        """Write an index of so many segments."""
        say(f"indexing: fieldguide, {name}")
        folder = self.place / name
        folder.mkdir(parents=True)
        made = WhooshIndex.make(folder)
        for resources in segments:
            writer = made.writer()
            for resource in resources:
                writer.add_document(content=indexed_resource(resource))
            writer.commit(merge=False)
        _sync(folder)

    def changing(self, name: str, changed: Sequence[Resource], left: int) -> Timed:
        """Return what puts the changed ones in place of those with their ids."""

        def change(folder: Path) -> None:
            writer = WhooshIndex.at(folder).writer()
            for resource in changed:
                writer.update_document(content=indexed_resource(resource))
            writer.commit()

        return lambda: self._timed(name, change, left)

    def merging(self, name: str, left: int) -> Timed:
        """Return what merges all segments into one."""
        return lambda: self._timed(
            name, lambda folder: WhooshIndex.at(folder).writer().commit(optimize=True), left
        )

    def _timed(self, name: str, work: Callable[[Path], None], left: int) -> float:
        folder = _copied(self.place / name)
        taken = seconds(lambda: _synced(work, folder))
        living = sum(file.counts["resources"] - len(gone) for file, gone in WhooshIndex.at(folder).parts())
        _hold(living, left)
        return taken


@dataclass(frozen=True, slots=True)
class Whoosh:
    """Stock indexes below one folder; each measurement is made on a copy."""

    place: Path

    def write(self, name: str, segments: Sequence[Sequence[Resource]]) -> None:
        """Write an index of so many segments."""
        say(f"indexing: stock whoosh, {name}")
        folder = self.place / name
        whoosh_peer.build(folder, map(peer_document, segments[0]))
        for resources in segments[1:]:
            writer = index.open_dir(str(folder)).writer(limitmb=512)
            for resource in resources:
                writer.add_document(**whoosh_peer.whoosh_document(peer_document(resource)))
            writer.commit(merge=False)
        _sync(folder)

    def changing(self, name: str, changed: Sequence[Resource], left: int) -> Timed:
        """Return what puts the changed ones in place of those with their ids."""
        ready = [whoosh_peer.whoosh_document(peer_document(resource)) for resource in changed]

        def change(folder: Path) -> None:
            writer = index.open_dir(str(folder)).writer(limitmb=512)
            for document in ready:
                writer.update_document(**document)
            writer.commit()

        return lambda: self._timed(name, change, left)

    def merging(self, name: str, left: int) -> Timed:
        """Return what merges all segments into one."""

        def merge(folder: Path) -> None:
            index.open_dir(str(folder)).writer(limitmb=512).commit(optimize=True)

        return lambda: self._timed(name, merge, left)

    def _timed(self, name: str, work: Callable[[Path], None], left: int) -> float:
        folder = _copied(self.place / name)
        taken = seconds(lambda: _synced(work, folder))
        _hold(index.open_dir(str(folder)).doc_count(), left)
        return taken


def _copied(folder: Path) -> Path:
    copy = folder.with_name(f"{folder.name}.copy")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    _sync(copy)  # what is written later is not to wait for these pages
    return copy


def _synced(work: Callable[[Path], None], folder: Path) -> None:
    work(folder)
    _sync(folder)


def _sync(folder: Path) -> None:
    for path in (*folder.iterdir(), folder):
        sync(path)


def _hold(found: int, expected: int) -> None:
    if found != expected:
        raise ValueError(f"{found} resources are left, of {expected}")


if __name__ == "__main__":
    main()
