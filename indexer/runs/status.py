"""Settings in, what is live and how the last run went out; as JSON values, and changing nothing."""

from typing import Any

from indexer.config import Config
from indexer.engines import open_index_writer
from indexer.errors import BuildError, LibraryError
from indexer.index_writer import BuildInfo
from indexer.library.library import last_runs, sources_seen
from indexer.schema import SCHEMA_VERSION


def library_status(config: Config) -> dict[str, Any]:
    """Return what `status` and `/api/v1/status` say; "build" None: no build is live."""
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
            problems.append("another version of Fieldguide made the live build; run: fieldguide index")
    try:
        run = next(iter(last_runs(config.paths.library)), None)
    except LibraryError as error:
        run = None
        problems.append(str(error))
    try:
        seen = sources_seen(config.paths.library)
    except LibraryError:  # told above
        seen = {}
    return {
        "build": {"id": live.id, "built_at": live.built_at} if live else None,
        "resources": live.resources if live else 0,
        "documents": live.documents if live else 0,
        "passages": live.passages if live else 0,
        "sources": dict(live.sources) if live else {},
        "facets": {name: len(values) for name, values in live.facets.items()} if live else {},
        "sources_seen": seen,
        "last_run": run,
        "problem": "; ".join(problems) or None,
    }
