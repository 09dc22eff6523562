"""What lies in a folder of builds before a command and after its death in; which stage it had come to, out."""

from dataclasses import dataclass
from pathlib import Path

from indexer.builds import Build, Builds
from indexer.builds.build import MANIFEST
from indexer.errors import BuildError


@dataclass(frozen=True, slots=True, kw_only=True)
class Lying:
    """What lies in a folder of builds at one moment."""

    live: str | None
    folders: frozenset[str]  # builds, finished or half removed
    halves: frozenset[str]  # those of them that lack a file
    aside: frozenset[str]  # files of the build that is being written
    shared: frozenset[str]  # those of them that are another build's too
    fresh: frozenset[str]  # files about to take another's place
    noted: int  # when the last run was noted, ns

    @classmethod
    def of(cls, builds: Builds) -> "Lying":
        """Look into the folder."""
        paths = list(builds.root.iterdir())
        folders = [path for path in paths if path.is_dir() and not path.name.startswith(".")]
        aside = [path for folder in paths if folder.name.startswith(".new-") for path in folder.iterdir()]
        run = builds.root / "LAST_RUN.json"
        return cls(
            live=builds.live_id(),
            folders=frozenset(path.name for path in folders),
            halves=frozenset(path.name for path in folders if not _whole(path)),
            aside=frozenset(path.name for path in aside)
            | {path.name for path in paths if path.name.startswith(".new-")},
            shared=frozenset(path.name for path in aside if path.stat().st_nlink > 1),
            fresh=frozenset(path.name for path in paths if path.suffix == ".new"),
            noted=run.stat().st_mtime_ns if run.exists() else 0,
        )


def _whole(folder: Path) -> bool:
    try:
        return next(Build.open(folder).quick_damage(), None) is None
    except BuildError:
        return False


def stage(before: Lying, after: Lying) -> str:
    """Return the stage in which a command died, in words."""
    if after.fresh:
        return f"replacing {min(after.fresh).removesuffix('.new')}"
    if after.live != before.live:
        return _made_live(before, after)
    if after.aside:
        return _aside(after)
    if after.folders - before.folders:
        return "built, not live"
    return "before anything was written" if after.noted == before.noted else "nothing to do, noted"


def _aside(after: Lying) -> str:
    if MANIFEST in after.aside:
        return "aside: manifest written, syncing and trying"
    if any(name.endswith(".fld") for name in after.aside - after.shared):
        return "aside: segments written or merged"
    return "aside: linking and gathering"


def _made_live(before: Lying, after: Lying) -> str:
    if after.noted != before.noted:
        return "live, pruned and noted"
    if after.halves:
        return "live, an old build half removed"
    gone = before.folders - after.folders
    return "live, pruned" if gone else "live, nothing pruned yet"
