"""A page names a canonical address that no page links to, and that does not exist: people were led there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.sources.website.site import WebLibrary, page
from tests.unit.sources.website.web_server import Reply, WebServer, serving_pages

HEAD = "<link rel=canonical href='/alpha'>"


@pytest.fixture
def web() -> Iterator[WebServer]:
    with serving_pages() as server:
        yield server


@pytest.fixture
def site(tmp_path: Path, web: WebServer) -> WebLibrary:
    web.pages["/"] = page("Home", links=("/a?id=7",))
    web.pages["/a"] = page("Alpha", head=HEAD)
    return WebLibrary(tmp_path, web)


def test_a_canonical_address_that_answers_404_is_not_shown(web: WebServer, site: WebLibrary) -> None:
    for _ in range(2):
        site.index()
        assert site.one("a-id-7").url == f"{web.root}/a?id=7"


def test_a_canonical_address_that_no_page_links_to_is_the_one_that_is_indexed(
    web: WebServer, site: WebLibrary
) -> None:
    web.pages["/alpha"] = page("Alpha", head=HEAD)

    for _ in range(2):
        site.index()
        assert site.ids() == ["", "alpha"]


def test_a_page_keeps_its_id_once_its_canonical_address_exists(web: WebServer, site: WebLibrary) -> None:
    site.index()
    web.pages["/alpha"] = page("Alpha", head=HEAD)

    for _ in range(2):
        site.index()
        assert site.ids() == ["", "a-id-7"]
        assert site.one("a-id-7").url == f"{web.root}/alpha"

    web.pages["/alpha"] = Reply(status=404)
    site.index()
    assert len(site.ids()) == 2
