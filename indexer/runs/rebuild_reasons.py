"""Why the live build, whose content may be that of the library, has to be built again all the same; pure."""

from collections.abc import Mapping

from indexer.analysis import outdated_analyzers
from indexer.facets import SETTING, FacetTable
from indexer.index_writer import BuildInfo
from indexer.schema import SCHEMA_VERSION


def rebuild_reason(live: BuildInfo, settings: Mapping[str, str], facets: FacetTable) -> str | None:
    """Return what of *live* is not as a build of these *settings* and *facets* would be now; None: nothing."""
    if live.schema_version != SCHEMA_VERSION:
        return "this version of Fieldguide has another schema version"
    if live.settings.get(SETTING) != settings[SETTING]:
        return f"the facets changed (now {', '.join(facets.names)})"
    if any(live.settings.get(name) != settings[name] for name in ("language", "source_languages")):
        return "the language of the site or of a source changed"
    if live.settings != settings:
        return "settings or topics changed"
    outdated = ", ".join(name for _, name in outdated_analyzers(live.analyzers))
    return f"the analyzer of {outdated} has another version" if outdated else None
