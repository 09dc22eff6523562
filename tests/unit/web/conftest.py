"""A test client over the whole application, on a real index."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from indexer.config import Config, FolderSource, PathsConfig, SearchConfig, SiteConfig
from indexer.resource import Resource
from searchapp.app import create_app
from searchapp.engine import open_engine
from tests.making import make_resource


@pytest.fixture
def resource() -> Callable[..., Resource]:
    """Make a resource from the facts that a test is about."""
    return make_resource


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of the source "guides"."""
    place = tmp_path / "guides"
    place.mkdir()
    return place


@pytest.fixture
def config_for(folder: Path, tmp_path: Path) -> Callable[..., Config]:
    """Settings with one folder source."""

    def config(*, base_url: str | None = None, **search: Any) -> Config:
        source = FolderSource(name="guides", kind="folder", path=folder)
        site = SiteConfig(name="Test library", base_url=base_url)
        paths = PathsConfig(builds=tmp_path / "builds")
        return Config(sources=(source,), site=site, search=SearchConfig(**search), paths=paths)

    return config


class BufferedClient(FlaskClient):
    """A client that reads every answer to its end, so that a file sent is closed."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        return super().open(*args, **{"buffered": True, **kwargs})


@pytest.fixture
def client_for(
    build_for: Callable[..., Any], config_for: Callable[..., Config]
) -> Callable[..., FlaskClient]:
    """A client of an application that holds just the resources given."""

    def client(*resources: Resource, topics: tuple[Any, ...] = (), **settings: Any) -> FlaskClient:
        build_for(*resources, topics=topics)
        config = config_for(**settings)
        app = create_app(config, open_engine(config))
        app.test_client_class = BufferedClient
        return app.test_client()

    return client
