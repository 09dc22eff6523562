"""A web server of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.sources.website.site import WebLibrary
from tests.unit.sources.website.web_server import WebServer, serving_pages


@pytest.fixture
def web() -> Iterator[WebServer]:
    with serving_pages() as server:
        yield server


@pytest.fixture
def site(tmp_path: Path, web: WebServer) -> WebLibrary:
    return WebLibrary(tmp_path, web)
