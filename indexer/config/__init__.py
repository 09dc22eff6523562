"""The settings: config.toml as frozen models, with all mistakes reported at once."""

from indexer.config.facets import FacetConfig
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
from indexer.config.website import ListingConfig, WebsiteSource, WordPressConfig

__all__ = [
    "DEFAULT_PATH",
    "Config",
    "FacetConfig",
    "FolderSource",
    "IndexConfig",
    "LengthConfig",
    "ListingConfig",
    "PathsConfig",
    "RankingConfig",
    "ReadingConfig",
    "RecordsSource",
    "SearchConfig",
    "SiteConfig",
    "SourceConfig",
    "WebsiteSource",
    "WordPressConfig",
    "find_config",
    "load_config",
]
