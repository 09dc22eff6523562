"""Settings in, what is live and how the last run went out; as JSON values, and changing nothing."""

from typing import Any

from indexer.builds import Build, Builds
from indexer.config import Config
from indexer.errors import BuildError, LibraryError
from indexer.library.library import last_runs, sources_seen
from indexer.schema import SCHEMA_VERSION


def library_status(config: Config) -> dict[str, Any]:
    """Return what `status` and `/api/v1/status` say; "build" None: no build is live."""
    problems: list[str] = []
    live: Build | None = None
    try:
        live = Builds(config.paths.builds).live()
    except BuildError as error:
        problems.append(str(error))
    if live is not None:
        damage = next(live.cheap_damage(), None)
        if damage is not None:
            problems.append(str(damage))
        if live.manifest.schema_version != SCHEMA_VERSION:
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
    manifest = live.manifest if live is not None else None
    return {
        "build": {"id": manifest.id, "built_at": manifest.built_at} if manifest else None,
        "resources": manifest.resources if manifest else 0,
        "documents": manifest.documents if manifest else 0,
        "passages": manifest.passages if manifest else 0,
        "sources": dict(manifest.sources) if manifest else {},
        "facets": {name: len(values) for name, values in manifest.facets.items()} if manifest else {},
        "sources_seen": seen,
        "last_run": run,
        "problem": "; ".join(problems) or None,
    }
