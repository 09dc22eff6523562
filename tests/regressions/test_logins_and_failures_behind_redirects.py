"""A site redirects to a login page, or to a server that fails: its pages were removed, as if they had moved there."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from indexer.sources.website import politeness
from tests.sampling import sampled
from tests.unit.sources.website.site import WebLibrary, page, text
from tests.unit.sources.website.web_server import Page, Reply, WebServer, html, redirect, serving_pages

LOGIN = html("<title>Sign in</title><main><h1>Sign in</h1><form><input type=password></form></main>")
APP = html("<body><div id=root></div><script src=a.js></script>")
ALL = ["", "a", "b", "b-guide-txt", "c"]
RUNS = 3  # the third knows what the first two made of it


@pytest.fixture
def web() -> Iterator[WebServer]:
    with serving_pages() as server:
        yield server


@pytest.fixture
def site(tmp_path: Path, web: WebServer, monkeypatch: pytest.MonkeyPatch) -> WebLibrary:
    monkeypatch.setattr(politeness, "FIRST_WAIT", 0.01)
    library = WebLibrary(tmp_path, web)
    web.pages["/"] = html(
        page("Home", links=("/a", "/b")).body.decode() + "<nav><a href='/b/guide.txt'>x</a></nav>"
    )
    web.pages["/a"], web.pages["/b"], web.pages["/c"] = (
        page("Alpha"),
        page("Beta", links=("/c",)),
        page("Gamma"),
    )
    web.pages["/b/guide.txt"] = text("Words of the guide.")
    assert library.index().code == 0
    assert library.ids() == ALL
    return library


@pytest.mark.parametrize(
    ("answer", "said"),
    sampled(
        [
            (LOGIN, "asks for a password"),
            (APP, "has no text without JavaScript"),
            (redirect("/login", 302), "asks for a password"),
            (lambda request: redirect(f"/login?next={request.path}", 302), "asks for a password"),
        ],
        2,
        tuples=True,
    ),
    ids=["a login page", "an application", "a redirect", "a redirect that leads back"],
)
def test_a_site_that_shows_a_login_for_every_address_keeps_its_pages(
    web: WebServer, site: WebLibrary, answer: Page, said: str
) -> None:
    robots, web.missing = web.pages["/robots.txt"], answer
    web.pages = {"/robots.txt": robots, "/login": LOGIN, "/b/guide.txt": web.pages["/b/guide.txt"]}

    for _ in range(RUNS):
        ran = site.index()
        assert ran.code == 3
        assert site.ids() == ALL
        assert said in ran.err


@pytest.mark.parametrize(
    ("path", "target", "said"),
    sampled(
        [
            ("/", "/login?next=/b", "which asks for a password; the last copy is kept"),
            ("/b", "/login?next=/b", "which asks for a password; the last copy is kept"),
            ("/b/guide.txt", "/login?next=/b", "which asks for a password; the last copy is kept"),
            ("/", "/broken", "which could not be fetched: it answers 500"),
            ("/b", "/loop-a", "without end"),
            ("/b", "/chain/0", "more than 10 redirects follow each other"),
        ],
        2,
        tuples=True,
    ),
)
def test_a_page_that_redirects_to_nothing_readable_stays_with_all_that_it_leads_to(
    web: WebServer, site: WebLibrary, path: str, target: str, said: str
) -> None:
    steps = count(1)
    before = site.resources()
    web.pages |= {
        "/login": LOGIN,
        "/broken": Reply(status=500, headers={"Retry-After": "0"}),
        "/loop-a": redirect("/loop-b"),
        "/loop-b": redirect("/loop-a"),
    }
    web.pages |= {f"/chain/{step}": redirect(f"/chain/{next(steps)}") for step in range(20)}
    whole, web.pages[path] = web.pages[path], redirect(target, 302)

    for _ in range(RUNS):
        ran = site.index()
        assert ran.code == 3
        assert said in ran.err
        assert site.resources() == before

    web.pages[path] = whole
    assert site.index().code == 0
    assert site.resources() == before


def test_a_page_whose_new_address_fails_at_first_keeps_its_id(web: WebServer, site: WebLibrary) -> None:
    beta, web.pages["/b"] = web.pages["/b"], redirect("/new")
    web.pages["/new"] = Reply(status=500, headers={"Retry-After": "0"})
    site.index()
    web.pages["/new"] = beta

    assert site.index().code == 0
    assert site.ids() == ALL
    assert site.one("b").url == f"{web.root}/new"


@pytest.mark.slow  # a crawl of very many addresses
def test_more_redirects_to_logins_than_a_path_may_have_variants_remove_nothing(
    web: WebServer, site: WebLibrary
) -> None:
    paths = tuple(f"/p{number}" for number in range(60))
    web.pages["/"] = page("Home", links=paths)
    web.pages |= {path: page(f"Page {path}") for path in paths}
    site.index()
    before = site.ids()
    web.pages |= {path: redirect(f"/login?next={path}", 302) for path in paths} | {"/login": LOGIN}

    for _ in range(RUNS):
        assert site.index().code == 3
        assert site.ids() == before


def test_a_start_page_that_redirects_without_end_is_reported(web: WebServer, tmp_path: Path) -> None:
    steps = count()
    web.pages["/"] = lambda _: redirect(f"/?n={next(steps)}x")

    ran = WebLibrary(tmp_path, web).index()

    assert ran.code == 1
    assert "more than 10 redirects follow each other" in ran.err
    assert len(web.requests) < 20
