"""What the views need from the factory: settings, engine, addresses and static files."""

from dataclasses import dataclass, field
from typing import Final, cast

from flask import current_app, g

from indexer.config import Config
from indexer.runs.reindexing import ReindexRequests
from searchapp.engine.protocol import SearchEngine
from searchapp.web.addresses import Addresses
from searchapp.web.assets import Assets
from searchapp.web.conditional import ETags
from searchapp.web.search_tips import SearchTipsCache
from searchapp.web.translations.catalogues import Languages

EXTENSION: Final = "fieldguide"
_ENGINE: Final = "fieldguide_engine"


@dataclass(frozen=True, slots=True, kw_only=True)
class AppContext:
    """Everything that app.py puts together."""

    config: Config
    engine: SearchEngine
    tags: ETags
    assets: Assets
    languages: Languages
    links: Addresses  # of pages: relative to the host, in the site's own language
    api_links: Addresses  # of answers: absolute where base_url is configured
    requests: ReindexRequests
    reindex_token: str | None  # None: nobody may ask for a run
    tips: SearchTipsCache = field(default_factory=SearchTipsCache)


def engine() -> SearchEngine:
    """Return the engine for the request that is answered now: one build answers all of it, whatever goes live."""
    if _ENGINE not in g:
        setattr(g, _ENGINE, app_context().engine.pinned())
    return cast("SearchEngine", getattr(g, _ENGINE))


def release_engine(_: BaseException | None) -> None:
    """Let go of the request's engine: Flask's contexts lie in cycles, and would keep an old build mapped for a while."""
    g.pop(_ENGINE, None)


def app_context() -> AppContext:
    """Return the context of the app that answers now."""
    return cast("AppContext", current_app.extensions[EXTENSION])
