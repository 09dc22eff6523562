"""`wordpress` is unset: a REST API that a start page announces is used where it answers, and else the pages are read as HTML."""

from collections.abc import Generator, Mapping
from contextlib import ExitStack
from typing import Any

import pytest

from indexer.config import load_config
from indexer.sources.registry import open_source
from tests.sampling import sampled
from tests.unit.sources.website.site import NoReader, WebLibrary, no_report, page, text
from tests.unit.sources.website.web_server import Reply, WebServer, html, redirect, serving_pages
from tests.unit.sources.website.wordpress_site import JSON, WordPressSite

HOME = "<main><h1>Home</h1><p>Words of the home page.</p><a href='/cit/'>CIT</a> <a href='/b/'>B</a></main>"
RELATION = "https://api.w.org/"


def link_header(api: str) -> dict[str, str]:
    return {"Link": f'<{api}>; rel="{RELATION}"'}


def by_header(web: WebServer, **headers: str) -> Reply:
    return html(HOME, **link_header(f"{web.root}/wp-json/"), **headers)


@pytest.fixture
def announced(web: WebServer) -> WordPressSite:
    """A WordPress site with two posts, which its start page announces in a header; nothing is set."""
    made = WordPressSite(web)
    made.add("resources", 1, "cit", "Words of the guide.", terms=[("topic", "Use of Force")])
    made.add("posts", 2, "b", "Words of the news.")
    web.pages["/"] = by_header(web)
    return made


def asked_api(web: WebServer) -> bool:
    return any("/wp-json/" in path or "rest_route" in path for path in web.paths())


@pytest.mark.parametrize("by", ["header", "element", "both"])
def test_an_announced_api_is_used_and_said(
    web: WebServer, site: WebLibrary, announced: WordPressSite, by: str
) -> None:
    element = f'<link rel="{RELATION}" href="{web.root}/wp-json/">'
    headers = {} if by == "element" else link_header(f"{web.root}/wp-json/")
    web.pages["/"] = html(("" if by == "header" else element) + HOME, **headers)

    ran = site.index()

    assert ran.code == 0, ran.err
    assert site.one("cit").title == "Title of cit – whole"
    assert site.one("cit").topics == ("Use of Force",)
    assert f"hub: WordPress' REST API, {web.root}/wp-json/, was used; wordpress = false" in ran.err
    assert len(web.asked("/")) == 1
    assert not web.asked("/cit/")


def test_it_is_never_used_where_the_settings_say_so(
    web: WebServer, site: WebLibrary, announced: WordPressSite
) -> None:
    site.settings(wordpress=False)

    ran = site.index()

    assert not asked_api(web)
    assert "WordPress" not in ran.err
    assert site.one("cit").title == "HTML of cit"


def test_a_start_page_that_is_unchanged_announces_as_before(
    web: WebServer, site: WebLibrary, announced: WordPressSite
) -> None:
    web.pages["/"] = by_header(web, ETag='"home"')
    site.index()
    # As caches do: the answer that says "unchanged" has no Link header.

    web.pages["/"] = lambda request: (
        Reply(status=304) if "if-none-match" in request.headers else Reply(status=500)
    )

    ran = site.index()

    assert "nothing to do" in ran.out
    assert "was used" in ran.err
    assert asked_api(web)

    web.pages["/"] = Reply(status=503)  # nor does it matter that it cannot be fetched
    assert "was used" in site.index().err


def test_an_announcement_that_comes_or_goes_with_the_same_page_counts(
    web: WebServer, site: WebLibrary, announced: WordPressSite
) -> None:
    web.pages["/"] = html(HOME)
    site.index()
    assert site.one("cit").title == "HTML of cit"

    web.pages["/"] = by_header(web)
    site.index()
    assert site.one("cit").title == "Title of cit – whole"

    web.pages["/"] = html(HOME)
    site.index()
    assert site.one("cit").title == "HTML of cit"


def test_a_start_page_that_moved_or_asks_not_to_be_indexed_announces_too(
    web: WebServer, site: WebLibrary, announced: WordPressSite
) -> None:
    web.pages["/en/"] = html(
        "<meta name=robots content=noindex>" + HOME, **link_header(f"{web.root}/wp-json/")
    )
    web.pages["/"] = redirect("/en/")

    site.index()

    assert site.one("cit").title == "Title of cit – whole"
    assert not web.asked("/cit/")


REFUSALS: Mapping[str, Any] = {
    "it answers 401": Reply(status=401, body=b"{}", headers=JSON),
    "it answers 403": Reply(status=403),
    "it answers 404": Reply(status=404),
    "it redirects elsewhere": redirect("/login"),
    "it answers with text/html": html("<p>Checking your browser.</p>"),
    "its answer cannot be used": Reply(body=b'{"code": "rest_disabled"}', headers=JSON),
}


@pytest.mark.parametrize("why", sampled(REFUSALS, 4))
def test_one_that_refuses_leaves_the_pages_to_html(
    web: WebServer, site: WebLibrary, announced: WordPressSite, why: str
) -> None:
    for path in [path for path in web.pages if path.startswith("/wp-json/")]:
        web.pages[path] = REFUSALS[why]

    ran = site.index()

    assert ran.code == 0, ran.err
    assert site.ids() == ["", "b", "cit"]
    assert site.one("cit").title == "HTML of cit"
    (note,) = [line for line in ran.err.splitlines() if "WordPress" in line]
    assert f"is not used, because {why}" in note
    assert note.endswith("pages are read as HTML")


# The others are answers of the same kinds.
OF_EACH_KIND = {"it answers 401", "it redirects elsewhere", "its answer cannot be used"}


@pytest.mark.parametrize(
    "why",
    [pytest.param(why, marks=[] if why in OF_EACH_KIND else [pytest.mark.slow]) for why in REFUSALS],
)
def test_one_that_refuses_from_now_on_removes_nothing(
    web: WebServer, site: WebLibrary, announced: WordPressSite, why: str
) -> None:
    """Also what no page links to, and the terms that the API told of."""
    announced.add("posts", 3, "unlinked", "Old words.", terms=[("topic", "Training")])
    site.index()
    whole = dict(web.pages)
    for path in [path for path in web.pages if path.startswith("/wp-json/")]:
        web.pages[path] = REFUSALS[why]
    web.pages["/unlinked/"] = page("Unlinked", "New words.")

    for _ in range(2):
        ran = site.index()
        assert ran.code == 0, ran.err
        assert site.ids() == ["", "b", "cit", "unlinked"]
        assert site.one("unlinked").topics == ("Training",)
        assert "New words." in site.one("unlinked").documents[0].passages[0].text

    web.pages["/unlinked/"] = Reply(status=404)
    site.index()
    assert site.ids() == ["", "b", "cit"]

    web.pages |= whole
    site.index()
    assert site.one("cit").title == "Title of cit – whole"


def test_robots_txt_closes_it(web: WebServer, site: WebLibrary, announced: WordPressSite) -> None:
    web.pages["/robots.txt"] = text("User-agent: *\nDisallow: /wp-json/\n")

    ran = site.index()

    assert ran.code == 0, ran.err
    assert not asked_api(web)
    assert site.one("cit").title == "HTML of cit"
    assert "is not used, because robots.txt forbids it" in ran.err


def test_one_on_another_host_must_be_allowed(web: WebServer, site: WebLibrary) -> None:
    with ExitStack() as stack:
        other = stack.enter_context(serving_pages())
        made = WordPressSite(other)
        post = made.add("posts", 1, "cit", "Words of the API.")
        post["link"] = f"{web.root}/cit/"
        web.pages["/cit/"] = page("HTML of cit")
        web.pages["/"] = html(HOME, **link_header(f"{other.root}/wp-json/"))

        ran = site.index()
        assert not other.requests
        assert "is not used, because it is on another host, and" in ran.err
        assert site.one("cit").title == "HTML of cit"

        site.settings(allow=["/*", f"{other.root}/wp-json/*"])
        site.index()
        assert site.one("cit").title == "Title of cit – whole"


def test_one_without_permalinks_is_a_parameter(
    web: WebServer, site: WebLibrary, announced: WordPressSite
) -> None:
    def home_or_api(request: Any) -> Reply:
        _, _, query = request.path.partition("?rest_route=/wp/v2/")
        if not query:
            return html(HOME, **link_header(f"{web.root}/?rest_route=/"))
        base, _, rest = query.partition("&")
        return announced.answer(type(request)(path=f"/wp-json/wp/v2/{base}?{rest}", headers=request.headers))

    for path in [path for path in web.pages if path.startswith("/wp-json/")]:
        del web.pages[path]
    web.pages["/"] = home_or_api

    ran = site.index()

    assert ran.code == 0, ran.err
    assert site.one("cit").title == "Title of cit – whole"
    assert "nothing to do" in site.index().out


def test_an_interrupted_crawl_still_follows_the_links_of_its_start_page(
    web: WebServer, site: WebLibrary, announced: WordPressSite
) -> None:
    announced.closed = {"resources"}
    crawling = open_source(load_config(site.config).sources[0]).resources(NoReader(), no_report)
    assert isinstance(crawling, Generator)
    for _ in range(4):  # robots.txt, the probe, the start page, and the first part of the API
        next(crawling)
    crawling.close()

    ran = site.index()

    assert "continuing an interrupted crawl" in ran.err
    assert not web.asked("/")
    assert site.ids() == ["", "b", "cit"]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({}, "used if a start page announces it; wordpress = false switches it off"),
        ({"wordpress": False}, "not used, because wordpress is false"),
        ({"deny": ["*/wp-json/*"]}, "not used, because the deny pattern '*/wp-json/*' matches it"),
    ],
)
def test_a_check_says_whether_it_is_used(
    web: WebServer, site: WebLibrary, announced: WordPressSite, settings: dict[str, Any], said: str
) -> None:
    site.settings(**settings)

    assert f"{web.root}/wp-json/: {said}" in site.run("crawl", "check", f"{web.root}/").out


def test_a_check_asks_the_api_whether_it_answers(
    web: WebServer, site: WebLibrary, announced: WordPressSite
) -> None:
    announced.closed = {"types"}

    assert "not used, because it answers 401" in site.run("crawl", "check", f"{web.root}/").out
