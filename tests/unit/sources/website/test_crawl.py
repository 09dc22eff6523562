"""A site in, its resources out, by the command that staff run."""

import json

import pytest

from indexer.sources.website.scope import MAX_VARIANTS
from tests.unit.sources.website.site import WebLibrary, page, text
from tests.unit.sources.website.web_server import Reply, Request, WebServer, html, redirect


def test_pages_are_found_by_links_and_become_resources(web: WebServer, site: WebLibrary) -> None:
    web.pages["/"] = page("Home", links=("/a/", "b", "https://elsewhere.example/", "/photo.jpg"))
    web.pages["/a/"] = page("Alpha", "Words that only alpha has.", links=("/a/deep",))
    web.pages["/a/deep"] = page("Deep")
    web.pages["/b"] = page("Beta")

    ran = site.index()

    assert ran.code == 0, ran.err
    assert site.ids() == ["", "a", "a-deep", "b"]
    alpha = site.one("a")
    assert (alpha.title, alpha.url, alpha.source) == ("Alpha", f"{web.root}/a/", "hub")
    assert "Words that only alpha has." in alpha.documents[0].passages[0].text
    assert alpha.documents[0].url == f"{web.root}/a/"
    assert not web.asked("/photo.jpg")


def test_all_spellings_of_an_address_are_one_page_that_is_asked_for_once(
    web: WebServer, site: WebLibrary
) -> None:
    web.pages["/"] = page(
        "Home",
        links=(
            "/a",
            "/a/",
            "/a?utm_source=mail",
            "/a#part",
            "/a;jsessionid=1",
            "/x/../a",
            f"//127.0.0.1:{web.port}/a",
            "/A",
        ),
    )
    web.pages["/a"] = web.pages["/A"] = page("Alpha")

    site.index()

    assert site.ids() == ["", "a"]
    assert len(web.asked("/a")) == 1


def test_two_pages_that_one_slug_would_call_the_same_have_ids_of_their_own(
    web: WebServer, site: WebLibrary
) -> None:
    web.pages["/"] = page("Home", links=("/c", "/c%2B%2B", "/a?x=1&y=2"))
    web.pages["/c"] = page("C")
    web.pages["/c%2B%2B"] = page("C and more")
    web.pages["/c++"] = page("C and more")
    web.pages["/a"] = page("A")

    site.index()

    assert site.ids() == ["", "a-x-1-y-2", "c", "c-2"]
    assert site.one("c-2").title == "C and more"


def test_base_href_and_relations_of_links_are_heeded(web: WebServer, site: WebLibrary) -> None:
    web.pages["/"] = html(
        "<base href='/deep/'><main><h1>Home</h1><p>Words of the home page.</p><a href='a'>a</a>"
        "<a rel='nofollow' href='/hidden'>b</a></main>"
    )
    web.pages["/deep/a"] = page("Alpha")
    web.pages["/hidden"] = page("Hidden")

    site.index()

    assert site.ids() == ["", "deep-a"]
    assert not web.asked("/hidden")


def test_a_crawl_stays_where_the_settings_let_it(web: WebServer, site: WebLibrary) -> None:
    site.settings(start=[f"{web.root}/hub/"], allow=["/hub/*", "/extra/*"], deny=["*/drafts/*"])
    web.pages["/hub/"] = page("Hub", links=("/hub/a", "/extra/b", "/hub/drafts/c", "/other"))
    for path in ("/hub/a", "/extra/b", "/hub/drafts/c", "/other"):
        web.pages[path] = page(f"Page {path}")

    site.index()

    assert site.ids() == ["extra-b", "hub", "hub-a"]
    assert not web.asked("/other")
    assert not web.asked("/hub/drafts/c")


def test_sitemaps_lead_to_pages_that_no_page_links_to(web: WebServer, site: WebLibrary) -> None:
    site.settings(start=[f"{web.root}/"], sitemaps=[f"{web.root}/index.xml"])
    root = web.root
    web.pages["/"] = page("Home")
    web.pages["/index.xml"] = Reply(
        body=f"<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap><loc>{root}/map.xml</loc></sitemap>"
        "<sitemap><loc>https://elsewhere.example/map.xml</loc></sitemap></sitemapindex>".encode(),
        headers={"Content-Type": "application/xml"},
    )
    web.pages["/map.xml"] = Reply(
        body=f"<urlset><url><loc>{root}/a</loc><lastmod>2001-01-01</lastmod></url><url><loc>{root}/b?orderby=x</loc></url>"
        "<url><loc>https://elsewhere.example/</loc></url></urlset>".encode(),
        headers={"Content-Type": "text/xml"},
    )
    web.pages["/a"] = page("Alpha")
    web.pages["/b"] = page("Beta")

    site.index()

    assert site.ids() == ["", "a", "b-orderby-x"]


def test_max_pages_ends_a_crawl_and_removes_nothing(web: WebServer, site: WebLibrary) -> None:
    web.pages["/"] = page("Home", links=tuple(f"/p{number}" for number in range(9)))
    for number in range(9):
        web.pages[f"/p{number}"] = page(f"Page {number}")
    site.index()
    site.settings(max_pages=4)

    ran = site.index()

    assert len(site.ids()) == 10
    assert len(web.requests) == 4 + 1
    assert "max_pages = 4" in ran.err


def test_traps_are_told_and_not_entered(web: WebServer, site: WebLibrary) -> None:
    web.pages["/"] = page("Home", links=("/list?_sft_topic=a", "/a", "/x/x/x/x/x"))
    web.pages["/a"] = page("Alpha")

    ran = site.index()

    assert site.ids() == ["", "a"]
    assert "only filters" in ran.err
    assert "repeats itself" in ran.err


def test_what_is_no_page_is_not_indexed(web: WebServer, site: WebLibrary) -> None:
    names = ("/login-1", "/login-2", "/app", "/noindex", "/header", "/closed", "/image", "/refresh")
    web.pages["/"] = page("Home", links=names)
    web.pages["/robots.txt"] = text("User-agent: *\nDisallow: /closed\n")
    login = "<main><h1>Sign in</h1><form>Name <input name=a>Password <input type=password></form></main>"
    web.pages["/login-1"] = html(login)
    web.pages["/login-2"] = redirect("/login-1?next=/login-2")
    web.pages["/app"] = html(
        "<body><div id=root></div><noscript>You need JavaScript.</noscript><script src=a.js></script>"
    )
    web.pages["/noindex"] = page("Hidden", head="<meta name=robots content='noindex'>", links=("/behind",))
    web.pages["/header"] = page("Hidden too", X_Robots_Tag="noindex")
    web.pages["/closed"] = page("Closed")
    web.pages["/image"] = Reply(body=b"\x89PNG", headers={"Content-Type": "image/png"})
    web.pages["/refresh"] = html("<meta http-equiv=refresh content='0; url=/target'><p>Wait.</p>")
    web.pages["/target"] = page("Target")
    web.pages["/behind"] = page("Behind")

    ran = site.index()

    assert site.ids() == ["", "behind", "target"]
    assert ran.code == 0, ran.err
    assert not web.asked("/closed")
    assert "2 addresses ask for a password" in ran.err
    assert "1 address has no text without JavaScript" in ran.err


def test_a_canonical_page_stands_for_its_copies(web: WebServer, site: WebLibrary) -> None:
    head = f'<link rel=canonical href="{web.root}/a">'
    web.pages["/"] = page("Home", links=("/copy", "/wrong"))
    web.pages["/copy"] = page("Alpha", "The same words in another frame.", head=head)
    web.pages["/a"] = page("Alpha", "The same words.", head=head)
    web.pages["/wrong"] = page("Not home at all", head=f'<link rel=canonical href="{web.root}/">')

    site.index()

    assert "wrong" in site.ids()
    assert site.one("wrong").url == f"{web.root}/wrong"
    assert len([one for one in site.resources().values() if one.title == "Alpha"]) == 1


@pytest.mark.parametrize("target", ["http://169.254.169.254/latest/", "http://10.0.0.1/", "http://[::1]:1/"])
def test_a_redirect_to_a_private_address_is_never_followed(
    web: WebServer, site: WebLibrary, target: str
) -> None:
    site.settings(allow=["*"])
    web.pages["/"] = page("Home", links=("/a",))
    web.pages["/a"] = redirect(target)

    ran = site.index()

    assert ran.code == 3
    assert "a private, local or reserved address" in ran.err
    assert site.ids() == [""]


def test_a_redirect_off_the_site_is_not_followed(web: WebServer, site: WebLibrary) -> None:
    web.pages["/"] = page("Home", links=("/a",))
    web.pages["/a"] = redirect("https://elsewhere.example/")

    ran = site.index()

    assert site.ids() == [""]
    assert ran.code == 0, ran.err


def test_a_loop_of_redirects_ends(web: WebServer, site: WebLibrary) -> None:
    web.pages["/"] = page("Home", links=("/a", "/c"))
    web.pages["/a"] = redirect("/b")
    web.pages["/b"] = redirect("/a")
    web.pages["/c"] = redirect("/c")

    ran = site.index()

    assert site.ids() == [""]
    assert "it redirects to itself" in ran.err


def test_start_pages_that_cannot_be_fetched_are_told(web: WebServer, site: WebLibrary) -> None:
    ran = site.index()

    assert ran.code == 1
    assert "no start page or sitemap could be fetched: it answers 404" in ran.err


def test_a_start_page_that_failed_is_asked_for_again_by_the_next_run(
    web: WebServer, site: WebLibrary
) -> None:
    web.pages["/"] = Reply(status=503)
    assert site.index().code == 1
    web.pages["/"] = page("Home")

    assert site.index().code == 0
    assert site.ids() == [""]


def test_json_report_names_failed_addresses(web: WebServer, site: WebLibrary) -> None:
    web.pages["/"] = page("Home", links=("/a",))
    web.pages["/a"] = Reply(status=403)

    ran = site.index("--json")

    report = json.loads(ran.out)
    assert report["failed"] == 1
    assert report["failures"][0].startswith(f"hub/127.0.0.1:{web.port}/a: it answers 403;")


def test_pages_of_a_trap_that_are_in_stay_in_and_make_room_for_no_more(
    web: WebServer, site: WebLibrary
) -> None:
    def answer(request: Request) -> Reply:
        return page(f"Page {request.path}")

    first = tuple(f"/list?x={number}" for number in range(MAX_VARIANTS))
    second = tuple(f"/list?x={number}" for number in range(1000, 1000 + MAX_VARIANTS))
    web.pages["/"] = page("Home", links=first)
    web.pages["/list"] = answer
    site.index()
    web.pages["/"] = page("Home", links=second + first)

    site.index()

    assert site.ids() == ["", *sorted(f"list-x-{number}" for number in range(MAX_VARIANTS))]


def test_a_page_that_moves_to_https_is_asked_for_there(web: WebServer, site: WebLibrary) -> None:
    secure = web.root.replace("http://", "https://")
    web.pages["/"] = page("Home", links=("/a",))
    web.pages["/a"] = redirect(f"{secure}/a")

    ran = site.index()

    # The server speaks no TLS, so that much is told and no more.
    assert f"hub: {secure}: 1 address of it could not be fetched" in ran.err
    assert "the TLS connection failed" in ran.err
