"""What is live, which builds exist, and how the last run went; changes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from indexer.config import Config
from indexer.errors import BuildError, LibraryError, SynonymsError
from indexer.index_writer import BuildInfo, IndexWriter
from indexer.library.library import sources_seen
from indexer.open_index_writer import open_index_writer
from indexer.runs.history import RunRecord, last_runs
from indexer.schema import SCHEMA_VERSION
from indexer.synonyms.file import read_synonyms


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What is live, and how the last run went."""

    live: BuildInfo | None  # None: no build
    sources_seen: Mapping[str, str | None]  # source -> when it was last scanned completely; None: never
    last_run: RunRecord | None  # None: there was no run
    problem: str | None  # None: all is well

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        live = self.live
        return {
            "build": {"id": live.id, "built_at": live.built_at} if live else None,
            "resources": live.resources if live else 0,
            "documents": live.documents if live else 0,
            "passages": live.passages if live else 0,
            "sources": dict(live.sources) if live else {},
            "facets": {name: len(values) for name, values in live.facets.items()} if live else {},
            "sources_seen": dict(self.sources_seen),
            "last_run": self.last_run.as_json() if self.last_run is not None else None,
            "problem": self.problem,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedBuild:
    """A build in the list of builds."""

    build: BuildInfo
    live: bool
    held: str | None  # why its content is not published automatically; None: it is not held

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        build = self.build
        return {
            "id": build.id,
            "built_at": build.built_at,
            "resources": build.resources,
            "documents": build.documents,
            "passages": build.passages,
            "schema_version": build.schema_version,
            "software": build.software,
            "live": self.live,
            "held": self.held,
        }


def library_status(config: Config) -> Status:
    """Return what `status` shows."""
    problems: list[str] = []
    index = open_index_writer(config)
    live: BuildInfo | None = None
    try:
        live = index.live()
    except BuildError as error:
        problems.append(str(error))
    if live is not None:
        damage = index.quick_damage(live.id)
        if damage is not None:
            problems.append(str(damage))
        if live.schema_version != SCHEMA_VERSION:
            problems.append("the live build was made by another version of Fieldguide; run: fieldguide index")
    try:
        run = next(iter(last_runs(config.paths.library)), None)
    except LibraryError as error:
        run = None
        problems.append(str(error))
    try:
        seen = sources_seen(config.paths.library)
    except LibraryError:  # already reported above
        seen = {}
    if config.search.synonyms is not None:
        try:
            read_synonyms(config.search.synonyms)
        except SynonymsError as error:
            problems.append(str(error))
    return Status(live=live, sources_seen=seen, last_run=run, problem="; ".join(problems) or None)


def listed_builds(index: IndexWriter) -> tuple[ListedBuild, ...]:
    """Return every readable build, newest first; raises BuildError."""
    live = index.live_id()
    return tuple(
        ListedBuild(build=build, live=build.id == live, held=index.held(build.content))
        for build in reversed(index.all())
    )
