"""A test client over the whole application, on a real index."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from indexer.config import Config, FolderSource, PathsConfig, SearchConfig, SiteConfig
from indexer.resource import Resource, Topic
from searchapp.app import create_app
from searchapp.engine import open_engine
from tests.engines import published
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


def config_in(
    place: Path,
    *,
    name: str = "Test library",
    base_url: str | None = None,
    language: str = "en",
    **search: Any,
) -> Config:
    """Return settings with one folder source, "guides", and builds in *place*."""
    source = FolderSource(name="guides", kind="folder", path=place / "guides")
    site = SiteConfig(name=name, base_url=base_url, language=language)
    paths = PathsConfig(builds=place / "builds")
    return Config(sources=(source,), site=site, search=SearchConfig(**search), paths=paths)


@pytest.fixture
def config_for(folder: Path) -> Callable[..., Config]:
    """Settings with one folder source."""
    return partial(config_in, folder.parent)


class BufferedClient(FlaskClient):
    """A client that reads every answer to its end, so that a file sent is closed."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        return super().open(*args, **{"buffered": True, **kwargs})


def client_in(
    place: Path, *resources: Resource, topics: tuple[Topic, ...] = (), **settings: Any
) -> FlaskClient:
    """Return a client of an application in *place* that holds just the resources given."""
    published(place / "builds", *resources, topics=topics)
    config = config_in(place, **settings)
    app = create_app(config, open_engine(config))
    app.test_client_class = BufferedClient
    return app.test_client()


@pytest.fixture
def client_for(folder: Path) -> Callable[..., FlaskClient]:
    """A client of an application that holds just the resources given."""
    return partial(client_in, folder.parent)


@pytest.fixture(scope="module")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the source "guides", for all tests of a module."""
    place = tmp_path_factory.mktemp("shared") / "guides"
    place.mkdir()
    return place


@pytest.fixture(scope="module")
def shared_client_for(shared_folder: Path) -> Callable[..., FlaskClient]:
    """As `client_for`, for a client that all tests of a module share."""
    return partial(client_in, shared_folder.parent)
