"""A web server of its own for each test."""

from collections.abc import Iterator

import pytest

from tests.unit.sources.website.web_server import WebServer, serving_pages


@pytest.fixture
def web() -> Iterator[WebServer]:
    with serving_pages() as server:
        yield server
