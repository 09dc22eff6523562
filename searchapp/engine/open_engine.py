"""The configuration in, a search engine out: on whichever build is live, or on one build."""

from indexer.builds import Builds
from indexer.config import Config
from searchapp.engine.arrays.engine import ArrayEngine
from searchapp.engine.live_engine import LiveEngine
from searchapp.engine.protocol import SearchEngine


def open_engine(config: Config) -> SearchEngine:
    """Return the engine on the live build of *config*; it opens the build at the first request."""
    return _live_engine(config)


def open_build(config: Config, build_id: str) -> SearchEngine:
    """Return the engine on one build of *config*, live or not; raises BuildError."""
    return _live_engine(config).pinned_to(build_id)


def _live_engine(config: Config) -> LiveEngine:
    return LiveEngine(
        Builds(config.paths.builds),
        lambda build: ArrayEngine(build, config.ranking, config.search.suggestion_denylist),
        config.search.synonyms,
    )
