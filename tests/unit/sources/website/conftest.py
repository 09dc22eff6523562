"""A web server whose pages each test sets, and a site that was crawled once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.sources.website import politeness
from tests.unit.sources.website.site import WebLibrary, page, text
from tests.unit.sources.website.web_server import WebServer, serving_pages

# A home page, two pages below it, and a file.
PAGES = {
    "/": page("Home", links=("/a", "/b")),
    "/a": page("Alpha", ETag='"a1"'),
    "/b": page("Beta", links=("/b.txt",), ETag='"b1"'),
    "/b.txt": text("Text of the file."),
}


@pytest.fixture(scope="session")
def shared_web() -> Iterator[WebServer]:
    """The server of all tests, one after the other: what is remembered of a crawl names its port."""
    with serving_pages() as server:
        yield server


@pytest.fixture(scope="session")
def crawled(shared_web: WebServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site of PAGES after its first crawl; only to be copied."""
    shared_web.clear()
    shared_web.pages.update(PAGES)
    made = WebLibrary(tmp_path_factory.mktemp("crawled"), shared_web)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(politeness, "FIRST_WAIT", 0.01)
        assert made.index().code == 0
    assert made.ids() == ["", "a", "b"]
    return made.root


@pytest.fixture
def web(shared_web: WebServer) -> WebServer:
    shared_web.clear()
    return shared_web


@pytest.fixture
def site(tmp_path: Path, web: WebServer, monkeypatch: pytest.MonkeyPatch) -> WebLibrary:
    monkeypatch.setattr(politeness, "FIRST_WAIT", 0.01)  # test_politeness.py holds how long it really waits
    return WebLibrary(tmp_path, web)


@pytest.fixture
def two(crawled: Path, web: WebServer, site: WebLibrary) -> WebLibrary:
    """The site of PAGES, indexed."""
    web.pages.update(PAGES)
    shutil.copytree(crawled, site.root, dirs_exist_ok=True)
    return site
