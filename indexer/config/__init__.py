"""config.toml in, frozen settings out; every mistake in it named at once."""

from indexer.config.loading import DEFAULT_PATH, find_config, load_config
from indexer.config.settings import (
    Config,
    FolderSource,
    IndexConfig,
    LengthConfig,
    PathsConfig,
    RankingConfig,
    ReadingConfig,
    RecordsSource,
    SearchConfig,
    SiteConfig,
    SourceConfig,
)

__all__ = [
    "DEFAULT_PATH",
    "Config",
    "FolderSource",
    "IndexConfig",
    "LengthConfig",
    "PathsConfig",
    "RankingConfig",
    "ReadingConfig",
    "RecordsSource",
    "SearchConfig",
    "SiteConfig",
    "SourceConfig",
    "find_config",
    "load_config",
]
