"""The cache of a crawl is deleted, and then the site fails: what was found before was removed, for nothing known led to it."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree, rmtree

import pytest

from indexer.sources.website import politeness
from tests.sampling import sampled
from tests.unit.sources.website.site import WebLibrary, card, listing, page, text
from tests.unit.sources.website.web_server import Reply, WebServer, redirect, serving_pages

DOWN = Reply(status=503)


@pytest.fixture(scope="session")
def server() -> Iterator[WebServer]:
    """The server of all tests here: what is remembered of a crawl names its port."""
    with serving_pages() as server:
        yield server


@pytest.fixture
def web(server: WebServer) -> WebServer:
    whole_again(server)
    return server


def whole_again(web: WebServer) -> None:
    """A home page, a listing of two pages, a sitemap within another, and a file."""
    web.clear()
    web.pages["/"] = page("Home", links=("/list", "/about"))
    web.pages["/about"] = page("About", links=("/guide.txt",))
    web.pages["/guide.txt"] = text("Words of the guide.")
    web.pages["/list"] = listing(card("/r/a", "Alpha"), below='<a href="/list?sf_paged=2">2</a>')
    web.pages["/list?sf_paged=2"] = listing(card("/r/b", "Beta as listed"))
    web.pages["/list?sf_paged=3"] = listing()
    web.pages["/r/a"], web.pages["/r/b"], web.pages["/r/c"] = page("A"), page("B"), page("C")
    parts = f"<sitemapindex><sitemap><loc>{web.root}/part.xml</loc></sitemap></sitemapindex>"
    urls = f"<urlset><url><loc>{web.root}/r/c</loc></url></urlset>"
    for path, content in (("/map.xml", parts), ("/part.xml", urls)):
        web.pages[path] = Reply(body=content.encode(), headers={"Content-Type": "text/xml"})


def library_of(folder: Path, web: WebServer) -> WebLibrary:
    return WebLibrary(folder, web, sitemaps=[f"{web.root}/map.xml"])


@pytest.fixture(scope="session")
def crawled(server: WebServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the library after its first crawl; only to be copied."""
    whole_again(server)
    library = library_of(tmp_path_factory.mktemp("crawled"), server)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(politeness, "FIRST_WAIT", 0.01)
        assert library.index().code == 0
    return library.root


@pytest.fixture
def hub(crawled: Path, tmp_path: Path, web: WebServer, monkeypatch: pytest.MonkeyPatch) -> WebLibrary:
    """The library, indexed."""
    monkeypatch.setattr(politeness, "FIRST_WAIT", 0.01)
    copytree(crawled, tmp_path, dirs_exist_ok=True)
    return library_of(tmp_path, web)


def without_cache(library: WebLibrary) -> WebLibrary:
    rmtree(library.root / "var/websites")
    return library


@pytest.mark.parametrize(
    "failing",
    sampled(["/list", "/list?sf_paged=2", "/map.xml", "/part.xml", "/r/b", "/about", "/guide.txt"], 2),
)
def test_what_fails_removes_nothing(web: WebServer, hub: WebLibrary, failing: str) -> None:
    before = hub.resources()
    whole, web.pages[failing] = web.pages[failing], DOWN

    ran = without_cache(hub).index()

    assert ran.code == 3
    assert hub.resources() == before
    # Nor does the next run, whose cache knows as little; and when the site is whole again, so is the library.
    hub.index()
    assert hub.resources() == before
    web.pages[failing] = whole
    assert hub.index().code == 0
    assert hub.resources() == before


def test_what_is_gone_is_removed_all_the_same(web: WebServer, hub: WebLibrary) -> None:
    web.pages["/map.xml"], web.pages["/r/a"] = DOWN, Reply(status=404)

    without_cache(hub).index()

    assert hub.ids() == ["", "about", "r-b", "r-c"]


def test_a_crawl_that_max_pages_ends_removes_nothing(hub: WebLibrary, web: WebServer) -> None:
    hub.settings(max_pages=3)

    without_cache(hub).index()

    assert hub.ids() == ["", "about", "r-a", "r-b", "r-c"]


def test_what_no_page_links_to_stays_while_a_new_listing_fails(web: WebServer, hub: WebLibrary) -> None:
    """The cache is there, but the site was rebuilt around a listing that nobody has seen yet."""
    web.pages["/"] = page("Home", links=("/new-list", "/about"))
    web.pages["/new-list"] = DOWN
    web.pages["/list"] = web.pages["/list?sf_paged=2"] = Reply(status=404)
    web.pages["/r/b"] = Reply(status=410)

    hub.index()
    assert hub.ids() == ["", "about", "r-a", "r-c"]

    web.pages["/new-list"] = page("New", links=("/about",))
    hub.index()
    assert hub.ids() == ["", "about", "new-list", "r-c"]


@pytest.mark.parametrize(
    "reply",
    [
        Reply(status=404),
        Reply(status=410),
        Reply(body=b"GIF89a", headers={"Content-Type": "image/gif"}),
        redirect("https://elsewhere.example/map.xml"),
    ],
)
@pytest.mark.parametrize("path", ["/", "/map.xml", "/part.xml"])
def test_a_start_page_or_sitemap_that_is_none_removes_nothing(
    web: WebServer, hub: WebLibrary, path: str, reply: Reply
) -> None:
    before = hub.ids()
    web.pages[path] = reply

    ran = hub.index()

    assert ran.code == 3
    assert hub.ids() == before


@pytest.mark.parametrize("closed", ["/$", "/map.xml"])
def test_a_start_page_or_sitemap_that_robots_txt_closes_closes_nothing_else(
    web: WebServer, hub: WebLibrary, closed: str
) -> None:
    before = [key for key in hub.ids() if key]
    web.pages["/robots.txt"] = text(f"User-agent: *\nDisallow: {closed}\n")

    ran = hub.index()

    assert ran.code == 3
    assert "robots.txt forbids it, and the crawl begins there" in ran.err
    assert [key for key in hub.ids() if key] == before
