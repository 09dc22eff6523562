"""One address of a site in; what `fieldguide crawl check` and `fieldguide trace` say of it out."""

import pytest

from tests.unit.sources.website.site import WebLibrary, card, listing, page
from tests.unit.sources.website.web_server import Reply, WebServer, html, redirect


def test_a_listing_page_is_shown_with_its_cards_and_links(web: WebServer, site: WebLibrary) -> None:
    site.settings(start=[f"{web.root}/list"], allow=["/list*", "/r/*"])
    web.pages["/robots.txt"] = Reply(
        body=b"User-agent: *\nCrawl-delay: 2\nDisallow: /r/closed\nSitemap: https://a.example/map.xml\n",
        headers={"Content-Type": "text/plain"},
    )
    web.pages["/list"] = listing(
        card("/r/one", "One", "Report | 2020"),
        card("/elsewhere", "Two"),
        below='<a href="/list?_sft_topic=a">filter</a><a rel=nofollow href="/r/three">3</a><a href="/r/closed">4</a>',
    )

    found = site.run("crawl", "check", f"{web.root}/list", "--json").json()

    assert found["source"] == "hub"
    assert found["kind"] == "a listing page"
    assert found["next_page"] == f"{web.root}/list?sf_paged=2"
    assert [(one["title"], one["year"]) for one in found["cards"]] == [("One", 2020), ("Two", None)]
    assert (found["crawl_delay"], found["sitemaps"]) == (2.0, ["https://a.example/map.xml"])
    rules = {link["address"].removeprefix(web.root): link["rule"] for link in found["links"]}
    assert rules["/r/one"] is None
    assert rules["/elsewhere"] == "no allow pattern matches it"
    assert "only filters" in rules["/list?_sft_topic=a"]
    assert rules["/r/three"] == "it is marked nofollow"
    assert rules["/r/closed"] == "robots.txt forbids it"
    assert not (site.root / "var").exists()


def test_a_page_is_shown_with_its_text(web: WebServer, site: WebLibrary) -> None:
    web.pages["/a"] = page("Alpha", "Words that only alpha has.", links=("/b", "/guide.pdf"), ETag='"1"')

    ran = site.run("crawl", "check", f"{web.root}/a?utm_source=x")

    assert ran.code == 0
    for said in (
        "a page",
        "Alpha",
        "Words that only alpha has.",
        "followed: 3 links",
        "supports conditional requests",
        "1 passage",
    ):
        assert said in ran.out
    assert f"{web.root}/a\n" in ran.out


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (html("<main><h1>Sign in</h1><form><input type=password></form></main>"), "password"),
        (html("<div id=app></div><script src=a.js></script>"), "JavaScript"),
        (page("Alpha", head="<meta name=robots content=noindex>"), "asks not to be indexed"),
        (html("<h1>404</h1>"), "not-found page"),
        (Reply(status=500), "500 "),
        (Reply(headers={"Content-Type": "video/mp4"}), "video/mp4, which is not read"),
        (
            redirect("https://elsewhere.example/"),
            "redirects to https://elsewhere.example/, which is not followed",
        ),
        (redirect("/a"), "more than 5 redirects"),
    ],
)
def test_what_is_no_page_is_called_by_its_kind(
    web: WebServer, site: WebLibrary, reply: Reply, kind: str
) -> None:
    web.pages["/a"] = reply

    assert kind in site.run("crawl", "check", f"{web.root}/a").out


def test_what_robots_txt_forbids_is_not_asked_for(web: WebServer, site: WebLibrary) -> None:
    web.pages["/robots.txt"] = Reply(
        body=b"User-agent: *\nDisallow: /\n", headers={"Content-Type": "text/plain"}
    )

    ran = site.run("crawl", "check", f"{web.root}/a")

    assert "robots.txt forbids it" in ran.out
    assert web.paths() == ["/robots.txt"]


def test_an_address_that_no_source_names_is_shown_as_if_a_crawl_began_there(
    web: WebServer, site: WebLibrary
) -> None:
    ran = site.run("crawl", "check", f"http://localhost:{web.port}/a")

    assert "none covers this host" in ran.out
    assert "a private, local or reserved address" in ran.out
    assert web.requests == []


def test_what_is_no_address_is_a_mistake_of_usage(site: WebLibrary) -> None:
    ran = site.run("crawl", "check", "mailto:a@example.org")

    assert ran.code == 2
    assert "not an address that can be fetched" in ran.err


def test_a_trace_tells_how_a_page_was_found_and_what_came_of_it(web: WebServer, site: WebLibrary) -> None:
    web.pages["/"] = page("Home", links=("/a",))
    web.pages["/a"] = page("Alpha", links=("/old", "/gone", "/closed"))
    web.pages["/old"] = redirect("/new")
    web.pages["/new"] = page("New")
    web.pages["/robots.txt"] = Reply(
        body=b"User-agent: *\nDisallow: /closed\n", headers={"Content-Type": "text/plain"}
    )
    site.index()

    moved = site.run("trace", f"{web.root}/old").out
    assert f"found by {web.root}/ → {web.root}/a → {web.root}/old" in moved
    assert f"it moved to 127.0.0.1:{web.port}/new" in moved
    assert "it is a page" in moved
    assert "it can be found" in site.run("trace", f"{web.root}/new?utm_source=mail").out
    assert "it answers 404" in site.run("trace", f"{web.root}/gone").out
    assert "robots.txt forbids it" in site.run("trace", f"{web.root}/closed").out


def test_a_trace_before_any_crawl_says_that_nothing_is_known(web: WebServer, site: WebLibrary) -> None:
    assert "never seen" in site.run("trace", f"{web.root}/a").out
