"""A site in, its resources out, by the command that staff run."""

import json

import pytest

from indexer.sources.website.resources import MOST_SHARED
from tests.unit.sources.website.site import WebLibrary, card, listing, page
from tests.unit.sources.website.web_server import Reply, WebServer, html, redirect


def text(words: str) -> Reply:
    return Reply(body=words.encode(), headers={"Content-Type": "text/plain"})


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


def test_cards_of_all_listing_pages_are_joined(web: WebServer, site: WebLibrary) -> None:
    site.settings(start=[f"{web.root}/topic/"], allow=["/topic/*", "/r/*"])
    web.pages["/topic/"] = listing(
        card("/r/one/", "One – It’s a Title", "Guidebook/Tool, Video | 2021", ("Use of Force",)),
        card("/elsewhere/two/", "Two", "Report | 1999"),
        card("https://other.example/three", "Three"),
    )
    web.pages["/topic/?sf_paged=2"] = listing(
        card("/r/one", "One", "Report | 2020", ("Stops, Searches, and Arrests",)), card("/r/gone", "Gone")
    )
    web.pages["/topic/?sf_paged=3"] = listing()
    web.pages["/r/one/"] = page("One on its page")

    ran = site.index()

    one = site.one("r-one")
    assert (one.title, one.year, one.types) == (
        "One – It’s a Title",
        2021,
        ("Guidebook/Tool", "Video", "Report"),
    )
    assert one.topics == ("Use of Force", "Stops, Searches, and Arrests")
    assert one.listed_at == f"{web.root}/topic/"
    assert one.documents[0].passages
    # What lies outside is known by its card; what is gone is not known at all.
    assert site.one("elsewhere-two").documents == ()
    assert "other-example-three" in site.resources()
    assert "r-gone" not in site.ids()
    assert "topic" not in site.ids()
    assert ran.code == 0, ran.err
    assert web.asked("/topic/?sf_paged=3")
    assert not web.asked("/topic/?sf_paged=4")


def test_a_listing_that_answers_its_last_page_for_ever_ends(web: WebServer, site: WebLibrary) -> None:
    web.pages["/list"] = listing(card("/one", "One"), below='<a href="/list?page=2">2</a>')
    web.pages["/list?page=2"] = listing(card("/two", "Two"))
    web.pages["/"] = page("Home", links=("/list",))
    for number in range(3, 9):
        web.pages[f"/list?page={number}"] = web.pages["/list?page=2"]

    site.index()

    assert [path for path in web.paths() if path.startswith("/list")] == [
        "/list",
        "/list?page=2",
        "/list?page=3",
    ]


def test_a_listing_whose_pages_are_folders_is_walked_to_its_end(web: WebServer, site: WebLibrary) -> None:
    web.pages["/"] = listing(card("/one", "One"), below='<a href="/page/2/">2</a>')
    for number in range(2, 6):
        web.pages[f"/page/{number}/"] = listing(card(f"/r{number}", f"Number {number}"))

    ran = site.index()

    assert web.asked("/page/5/")
    assert web.asked("/page/6/")
    assert not web.asked("/page/7/")
    assert ran.code == 0, ran.err


def test_selectors_find_cards_where_structure_does_not_tell(web: WebServer, site: WebLibrary) -> None:
    site.settings(
        start=[f"{web.root}/list"],
        allow=["/*"],
        listing={
            "card": ".entry",
            "title": ".name a",
            "types": ".kind",
            "topics": ".tag",
            "year": ".when",
            "page_parameter": "seite",
        },
    )
    entry = '<div class=entry><b class=name><a href="/{0}">{0} is its name</a></b><i class=kind>Report, Video</i><i class=when>in 2019</i><i class=tag>A, B</i><i class=tag>C</i></div>'
    web.pages["/list"] = html(f"<main>{entry.format('one')}</main>")
    web.pages["/list?seite=2"] = html(f"<main>{entry.format('two')}</main>")
    web.pages["/one"] = page("One")

    site.index()

    one = site.one("one")
    assert (one.title, one.types, one.topics, one.year) == (
        "one is its name",
        ("Report", "Video"),
        ("A, B", "C"),
        2019,
    )
    assert "list" not in site.ids()
    assert web.asked("/list?seite=3")


def test_a_selector_that_is_none_is_told(web: WebServer, site: WebLibrary) -> None:
    site.settings(listing={"card": "div["})

    ran = site.index()

    assert "listing: card" in ran.err
    assert web.requests == []


def test_files_attach_to_the_page_that_links_to_them(web: WebServer, site: WebLibrary) -> None:
    web.pages["/"] = page("Home", links=("/a", "/b"))
    web.pages["/a"] = page("Alpha", links=("/files/guide.txt", "/download?id=7"))
    web.pages["/b"] = listing(card("/files/report.txt", "The Report", "Report | 2020"))
    web.pages["/files/guide.txt"] = text("Text of the guide.")
    web.pages["/files/report.txt"] = text("Text of the report.")
    web.pages["/download"] = Reply(body=b"%PDF-1.4 broken", headers={"Content-Type": "application/pdf"})

    ran = site.index()

    assert site.ids() == ["", "a", "files-report-txt"]
    _, guide = site.one("a").documents
    assert (guide.format, guide.url) == ("text", f"{web.root}/files/guide.txt")
    assert guide.passages[0].text == "Text of the guide."
    report = site.one("files-report-txt")
    assert (report.title, report.year, report.documents[0].passages[0].text) == (
        "The Report",
        2020,
        "Text of the report.",
    )
    assert ran.code == 3
    assert "download?id=7" in ran.err


def test_a_file_that_every_page_links_to_is_a_resource_of_its_own(web: WebServer, site: WebLibrary) -> None:
    names = [f"/p{number}" for number in range(MOST_SHARED + 1)]
    web.pages["/"] = page("Home", links=tuple(names))
    for name in names:
        web.pages[name] = page(f"Page {name}", links=("/terms.txt",))
    web.pages["/terms.txt"] = text("The terms of use.")

    site.index()

    assert "terms-txt" in site.ids()
    assert all(len(resource.documents) == 1 for resource in site.resources().values())


def test_a_link_in_a_menu_attaches_no_file(web: WebServer, site: WebLibrary) -> None:
    web.pages["/"] = html(
        "<nav><a href='/terms.txt'>Terms</a></nav><main><h1>Home</h1><p>Words of it.</p></main>"
    )
    web.pages["/terms.txt"] = text("The terms of use.")

    site.index()

    assert site.ids() == ["", "terms-txt"]


def test_files_of_another_host_are_read_where_the_settings_name_it(web: WebServer, site: WebLibrary) -> None:
    media = f"http://localhost:{web.port}"
    site.settings(documents=[f"localhost:{web.port}/media/*"], allow_private=["127.0.0.1", "::1"])
    web.pages["/"] = page("Home", links=(f"{media}/media/guide.txt", f"{media}/other/secret.txt"))
    web.pages["/media/guide.txt"] = text("Text of the guide.")
    web.pages["/other/secret.txt"] = text("Not to be read.")

    site.index()

    assert [document.address for document in site.one("").documents][1:] == [
        f"localhost:{web.port}/media/guide.txt"
    ]
    assert not web.asked("/other/secret.txt")


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


def test_json_report_names_failed_addresses(web: WebServer, site: WebLibrary) -> None:
    web.pages["/"] = page("Home", links=("/a",))
    web.pages["/a"] = Reply(status=403)

    ran = site.index("--json")

    report = json.loads(ran.out)
    assert report["failed"] == 1
    assert report["failures"][0].startswith(f"hub/127.0.0.1:{web.port}/a: it answers 403;")
