"""A sitemap or a page names more than a crawl takes of it: what lay beyond was removed from the library, and nothing said why."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from indexer.sources.website import page_facts, sitemap
from tests.unit.sources.website.site import WebLibrary, page
from tests.unit.sources.website.web_server import Reply, Request, WebServer, serving_pages

LIMIT = 3


@pytest.fixture
def web() -> Iterator[WebServer]:
    with serving_pages() as server:
        yield server


def a_sitemap(web: WebServer, paths: list[str]) -> Reply:
    urls = "".join(f"<url><loc>{web.root}{path}</loc></url>" for path in paths)
    return Reply(body=f"<urlset>{urls}</urlset>".encode(), headers={"Content-Type": "text/xml"})


@pytest.mark.parametrize("named_by", ["a sitemap", "a page"])
def test_what_lies_beyond_a_limit_stays_until_it_is_gone_and_the_report_says_so(
    tmp_path: Path, web: WebServer, monkeypatch: pytest.MonkeyPatch, named_by: str
) -> None:
    paths = [f"/p{number}" for number in range(5)]
    web.pages |= {path: page(f"Page {path}") for path in paths}
    web.pages["/"], web.pages["/map.xml"] = page("Home"), a_sitemap(web, paths)
    library = WebLibrary(tmp_path, web, sitemaps=[f"{web.root}/map.xml"])
    if named_by == "a page":
        library.settings()
        web.pages["/"] = page("Home", links=tuple(paths))
    library.index()
    assert len(library.ids()) == 6
    monkeypatch.setattr(sitemap, "MAX_ENTRIES", LIMIT)
    monkeypatch.setattr(page_facts, "MAX_LINKS", LIMIT)
    # It is read anew, for it changed: by a space.
    web.pages["/map.xml"] = a_sitemap(web, [*paths, " "])
    web.pages["/"] = page("Home ", links=tuple(paths) if named_by == "a page" else ())
    web.pages["/p4"] = Reply(status=410)

    ran = library.index()

    assert library.ids() == ["", "p0", "p1", "p2", "p3"]
    assert "and only the first are followed" in ran.err
    assert library.index().code == 0
    assert library.ids() == ["", "p0", "p1", "p2", "p3"]


def test_indexes_of_sitemaps_that_name_ever_new_ones_end(tmp_path: Path, web: WebServer) -> None:
    numbers = count(1)

    def index(_: Request) -> Reply:
        names = "".join(f"<sitemap><loc>{web.root}/i?{next(numbers)}</loc></sitemap>" for _ in range(2))
        return Reply(
            body=f"<sitemapindex>{names}</sitemapindex>".encode(), headers={"Content-Type": "text/xml"}
        )

    web.pages["/"], web.pages["/i"] = page("Home"), index
    library = WebLibrary(tmp_path, web, sitemaps=[f"{web.root}/i?0"])

    ran = library.index()

    assert library.ids() == [""]
    assert len([path for path in web.paths() if path.startswith("/i")]) == 1 + 2 + 4 + 8
    assert "is an index in 3 other indexes of sitemaps" in ran.err
