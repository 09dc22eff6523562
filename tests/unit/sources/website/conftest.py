"""A web server of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.sources.website import politeness
from tests.unit.sources.website.site import WebLibrary, page, text
from tests.unit.sources.website.web_server import WebServer, serving_pages


@pytest.fixture
def web() -> Iterator[WebServer]:
    with serving_pages() as server:
        yield server


@pytest.fixture
def site(tmp_path: Path, web: WebServer, monkeypatch: pytest.MonkeyPatch) -> WebLibrary:
    monkeypatch.setattr(politeness, "FIRST_WAIT", 0.01)  # test_politeness.py holds how long it really waits
    return WebLibrary(tmp_path, web)


@pytest.fixture
def two(web: WebServer, site: WebLibrary) -> WebLibrary:
    """A home page and two pages below it, indexed."""
    web.pages["/"] = page("Home", links=("/a", "/b"))
    web.pages["/a"] = page("Alpha", ETag='"a1"')
    web.pages["/b"] = page("Beta", links=("/b.txt",), ETag='"b1"')
    web.pages["/b.txt"] = text("Text of the file.")
    assert site.index().code == 0
    assert site.ids() == ["", "a", "b"]
    return site
