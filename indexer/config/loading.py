"""Loads config.toml, and reports all mistakes in it at once.

Only the command line calls `load_config`: other code receives the tables that it needs.
"""

import os
import tomllib
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from indexer.config.mistakes import mistakes_of
from indexer.config.settings import Config, PathsConfig, SourceConfig
from indexer.config.toml_mistakes import toml_mistake
from indexer.config.website import WebsiteSource
from indexer.errors import ConfigError

DEFAULT_PATH: Final = Path("config.toml")
ENVIRONMENT_KEY: Final = "FIELDGUIDE_CONFIG"


def find_config(given: Path | None) -> Path:
    """Return the config path: *given*, else $FIELDGUIDE_CONFIG, else ./config.toml."""
    if given is not None:
        return given
    named = os.environ.get(ENVIRONMENT_KEY)
    return Path(named) if named else DEFAULT_PATH


def load_config(path: Path) -> Config:
    """Return the settings in *path*, or raise ConfigError with all mistakes in it, a line each."""
    text = ""
    try:
        text = path.read_text(encoding="utf-8")
        raw = tomllib.loads(text)
    except FileNotFoundError:
        raise ConfigError(
            "there is no such file", where=str(path), fix="choose one with --config or $FIELDGUIDE_CONFIG"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"it cannot be read ({error})", where=str(path), fix="check the file") from None
    except tomllib.TOMLDecodeError as error:
        what, fix = toml_mistake(error, text)
        raise ConfigError(what, where=str(path), fix=fix) from None
    try:
        config = Config.model_validate(raw)
    except ValidationError as error:
        raise mistakes_of(error, path, Config, raw) from None
    return _absolute(config, path.resolve().parent)


def _absolute(config: Config, root: Path) -> Config:
    given = config.paths
    paths = PathsConfig(
        library=root / given.library, builds=root / given.builds, requests=root / given.requests
    )
    sources = tuple(_source(source, root, paths) for source in config.sources)
    synonyms = config.search.synonyms
    search = config.search.model_copy(update={"synonyms": root / synonyms if synonyms else None})
    publish = config.publish
    publish = publish.model_copy(
        update={
            name: root / path for name in ("queries", "qrels") if (path := getattr(publish, name)) is not None
        }
    )
    return config.model_copy(
        update={"paths": paths, "sources": sources, "search": search, "publish": publish}
    )


def _source(source: SourceConfig, root: Path, paths: PathsConfig) -> SourceConfig:
    if isinstance(source, WebsiteSource):
        cache = (
            root / source.cache
            if source.cache is not None
            else paths.library.parent / "websites" / source.name
        )
        bundle = root / source.ca_bundle if source.ca_bundle is not None else None
        return source.model_copy(update={"cache": cache, "ca_bundle": bundle})
    return source.model_copy(update={"path": root / source.path})
