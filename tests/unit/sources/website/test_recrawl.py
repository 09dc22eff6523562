"""What changed on a site since the last crawl in; what becomes of its resources out."""

from collections.abc import Callable

import pytest

from tests.unit.sources.website.site import WebLibrary, card, listing, page, text
from tests.unit.sources.website.web_server import Reply, Request, WebServer, html, redirect


def failing(times: int, then: Reply, reply: Reply) -> Callable[[Request], Reply]:
    """Answer *reply* so many times, and then *then*."""
    left = [times]

    def answer(_: Request) -> Reply:
        left[0] -= 1
        return reply if left[0] >= 0 else then

    return answer


def test_a_changed_page_is_read_again_and_no_other(web: WebServer, two: WebLibrary) -> None:
    web.pages["/a"] = page("Alpha", "Quite other words.", ETag='"a2"')

    ran = two.index("--json")

    assert ran.json()["changed"] == 1
    assert "Quite other words." in two.one("a").documents[0].passages[0].text


def test_tags_that_change_each_time_do_not_make_a_page_new(web: WebServer, two: WebLibrary) -> None:
    web.pages["/a"] = page("Alpha", ETag='"another"')

    assert "nothing to do" in two.index().out


@pytest.mark.parametrize(
    "gone",
    [
        Reply(status=404),
        Reply(status=410),
        redirect("https://elsewhere.example/"),
        page("Alpha", head="<meta name=robots content=noindex>"),
        page("Alpha", X_Robots_Tag="noindex"),
        page("Alpha", ETag='"a1"', X_Robots_Tag="noindex"),
        html("<main><h1>Page not found</h1><p>There is nothing here.</p></main>"),
    ],
)
def test_what_is_gone_or_closed_is_removed(web: WebServer, two: WebLibrary, gone: Reply) -> None:
    web.pages["/a"] = gone

    two.index()

    assert two.ids() == ["", "b"]
    assert two.live_ids() == sorted(two.resources())


@pytest.mark.parametrize(
    "reply", [Reply(status=500), Reply(status=503), Reply(status=403), Reply(status=429)]
)
def test_what_fails_is_kept_and_told(web: WebServer, two: WebLibrary, reply: Reply) -> None:
    web.pages["/b"] = reply

    ran = two.index()

    assert two.ids() == ["", "a", "b"]
    assert len(two.one("b").documents) == 2
    assert ran.code == 3
    assert f"/b: it answers {reply.status}; the last copy is kept" in ran.err


def test_a_failure_that_passes_is_none(web: WebServer, two: WebLibrary) -> None:
    web.pages["/a"] = failing(2, page("Alpha", "New words."), Reply(status=503, headers={"Retry-After": "0"}))

    ran = two.index()

    assert ran.code == 0, ran.err
    assert "New words." in two.one("a").documents[0].passages[0].text


def test_a_page_that_comes_back_is_called_as_before(web: WebServer, two: WebLibrary) -> None:
    before, web.pages["/a"] = web.pages["/a"], Reply(status=404)
    two.index()
    web.pages["/a"] = before

    two.index()

    assert two.ids() == ["", "a", "b"]


def test_a_page_that_no_page_links_to_any_more_is_removed_with_its_file(
    web: WebServer, two: WebLibrary
) -> None:
    web.pages["/"] = page("Home", links=("/a",))

    two.index()

    assert two.ids() == ["", "a"]


def test_a_page_that_moved_and_whose_links_moved_too_stays_the_same_resource(
    web: WebServer, two: WebLibrary
) -> None:
    web.pages["/"] = page("Home", links=("/a", "/new"))
    web.pages["/new"] = web.pages["/b"]
    web.pages["/b"] = redirect("/new")

    two.index()

    assert two.ids() == ["", "a", "b"]
    assert two.one("b").url == f"{web.root}/new"


def test_a_path_that_robots_txt_closes_is_removed_and_comes_back(web: WebServer, two: WebLibrary) -> None:
    web.pages["/robots.txt"] = text("User-agent: *\nDisallow: /a\n")
    two.index()
    assert two.ids() == ["", "b"]
    assert not web.asked("/a")

    web.pages["/robots.txt"] = text("User-agent: *\nDisallow: /nothing\n")
    two.index()

    assert two.ids() == ["", "a", "b"]


@pytest.mark.parametrize("status", [500, 503])
def test_a_robots_txt_that_fails_keeps_us_away_and_all_pages_in(
    web: WebServer, two: WebLibrary, status: int
) -> None:
    web.pages["/robots.txt"] = Reply(status=status)

    ran = two.index()

    assert two.ids() == ["", "a", "b"]
    assert set(web.paths()) == {"/robots.txt"}
    assert ran.code == 3
    assert f"its robots.txt could not be fetched (it answers {status})" in ran.err


def test_a_start_page_that_is_gone_removes_nothing(web: WebServer, two: WebLibrary) -> None:
    web.pages["/"] = Reply(status=404)

    ran = two.index()

    assert two.ids() == ["", "a", "b"]
    assert "it answers 404, and the settings name it" in ran.err


def test_an_unreachable_sitemap_removes_nothing(web: WebServer, site: WebLibrary) -> None:
    site.settings(sitemaps=[f"{web.root}/map.xml"])
    urls = "".join(f"<url><loc>{web.root}/p{number}</loc></url>" for number in range(5))
    web.pages["/"] = page("Home")
    web.pages["/map.xml"] = Reply(
        body=f"<urlset>{urls}</urlset>".encode(), headers={"Content-Type": "text/xml"}
    )
    for number in range(5):
        web.pages[f"/p{number}"] = page(f"Page {number}")
    site.index()
    assert len(site.ids()) == 6

    for reply in (Reply(status=503), Reply(status=404), html("<p>An error page.</p>")):
        web.pages["/map.xml"] = reply
        ran = site.index()
        assert len(site.ids()) == 6
        assert ran.code == 3

    web.pages["/map.xml"] = Reply(body=b"<urlset></urlset>", headers={"Content-Type": "text/xml"})
    site.index()
    assert site.ids() == [""]


def test_a_sitemap_that_lies_about_changes_hides_none(web: WebServer, site: WebLibrary) -> None:
    site.settings(sitemaps=[f"{web.root}/map.xml"])
    urls = f"<url><loc>{web.root}/a</loc><lastmod>2001-01-01</lastmod></url>"
    web.pages["/"] = page("Home")
    web.pages["/map.xml"] = Reply(
        body=f"<urlset>{urls}</urlset>".encode(), headers={"Content-Type": "text/xml", "ETag": "1"}
    )
    web.pages["/a"] = page("Alpha", "Old words.")
    site.index()
    web.pages["/a"] = page("Alpha", "New words.")

    site.index()

    assert "New words." in site.one("a").documents[0].passages[0].text


def test_a_page_that_asks_for_a_password_now_is_kept_and_told(web: WebServer, two: WebLibrary) -> None:
    web.pages["/a"] = html("<main><h1>Sign in</h1><form><input type=password></form></main>")

    ran = two.index()

    assert two.ids() == ["", "a", "b"]
    assert "it asks for a password" in ran.err


def test_a_file_that_moves_to_a_host_that_is_named_stays(web: WebServer, two: WebLibrary) -> None:
    two.settings(documents=[f"localhost:{web.port}/*"], allow_private=["127.0.0.1", "::1"])
    web.pages["/b.txt"] = redirect(f"http://localhost:{web.port}/media/b.txt")
    web.pages["/media/b.txt"] = text("Text of the file.")

    two.index()

    assert len(two.one("b").documents) == 2
    assert two.one("b").documents[1].url == f"http://localhost:{web.port}/media/b.txt"


def test_rereading_asks_for_nothing_that_is_unchanged(web: WebServer, two: WebLibrary) -> None:
    two.index("--reread")

    assert all("if-none-match" in one.headers for path in ("/a", "/b") for one in web.asked(path))


def test_a_dry_run_changes_neither_library_nor_builds(web: WebServer, two: WebLibrary) -> None:
    live = two.live_ids()
    web.pages["/a"] = page("Alpha", "Other words.")

    ran = two.index("--dry-run", "--json")

    assert ran.json()["changed"] == 1
    assert "Other words." not in two.one("a").documents[0].passages[0].text
    assert two.live_ids() == live
    assert two.index("--json").json()["changed"] == 1


def test_a_listing_page_that_fails_keeps_what_its_cards_say(web: WebServer, site: WebLibrary) -> None:
    site.settings(start=[f"{web.root}/list"], allow=["/list*", "/r/*"])
    web.pages["/list"] = listing(
        card("/r/a", "Alpha", "Report | 2020"), below='<a href="/list?sf_paged=2">2</a>'
    )
    web.pages["/list?sf_paged=2"] = listing(card("/r/b", "Beta", "Video | 2021"))
    web.pages["/list?sf_paged=3"] = listing()
    web.pages["/r/a"], web.pages["/r/b"] = page("A"), page("B")
    site.index()
    web.pages["/list?sf_paged=2"] = Reply(status=500)

    site.index()

    assert (site.one("r-b").title, site.one("r-b").year) == ("Beta", 2021)
