"""A page is moved by a Refresh header, which browsers follow: its old address stayed, with what it said last."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.sources.website.site import WebLibrary, page
from tests.unit.sources.website.web_server import WebServer, serving_pages


@pytest.fixture
def web() -> Iterator[WebServer]:
    with serving_pages() as server:
        yield server


def test_a_page_that_a_refresh_header_moves_has_moved(tmp_path: Path, web: WebServer) -> None:
    web.pages["/"] = page("Home", links=("/a", "/b"))
    web.pages["/a"], web.pages["/b"], web.pages["/new"] = page("Alpha"), page("Beta"), page("Alpha, anew")
    site = WebLibrary(tmp_path, web)
    site.index()
    web.pages["/a"] = page("Alpha", Refresh="0; url=/new")
    web.pages["/b"] = page("Beta", Refresh="0; url=/b")  # it only shows itself again

    site.index()

    assert site.ids() == ["", "a", "b"]
    assert site.one("a").url == f"{web.root}/new"
    assert site.one("b").title == "Beta"
