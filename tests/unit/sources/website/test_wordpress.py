"""A site on WordPress, through its REST API in, its resources out."""

import pytest

from tests.unit.sources.website.site import WebLibrary, card, listing, page
from tests.unit.sources.website.web_server import Reply, WebServer, html
from tests.unit.sources.website.wordpress_site import WordPressSite

MAP = {"types": ["resource_type"], "topics": ["topic"]}


@pytest.fixture
def wordpress(web: WebServer, site: WebLibrary) -> WordPressSite:
    site.settings(wordpress=MAP)
    made = WordPressSite(web)
    web.pages["/"] = page("Home")
    return made


def asked(web: WebServer, word: str) -> list[str]:
    return [path for path in web.paths() if word in path]


def test_posts_come_with_their_text_terms_and_dates(
    web: WebServer, site: WebLibrary, wordpress: WordPressSite
) -> None:
    wordpress.add(
        "resources",
        1,
        "cit",
        "Words of the guide.",
        terms=[
            ("resource_type", "Guidebook/Tool"),
            ("topic", "Stops, Searches, and Arrests"),
            ("post_tag", "x"),
            ("topic", "R&amp;D"),
        ],
    )
    wordpress.add("posts", 2, "news", "Words of the news.")

    ran = site.index()

    assert ran.code == 0, ran.err
    assert site.ids() == ["", "cit", "news"]
    cit = site.one("cit")
    assert (cit.title, cit.year, cit.summary) == ("Title of cit – whole", 2021, "About cit.")
    assert (cit.types, cit.topics) == (("Guidebook/Tool",), ("Stops, Searches, and Arrests", "R&D"))
    assert cit.url == f"{web.root}/cit/"
    assert "Words of the guide." in cit.documents[0].passages[0].text
    assert not web.asked("/cit/")
    assert not asked(web, "blocks")


def test_only_what_was_modified_is_asked_for_again(
    web: WebServer, site: WebLibrary, wordpress: WordPressSite
) -> None:
    first = wordpress.add("posts", 1, "a", "Old words.")
    wordpress.add("posts", 2, "b", "Other words.")
    site.index()

    assert "nothing to do" in site.index().out
    assert not asked(web, "include")

    first["content"] = {"rendered": "<p>New words.</p>"}
    first["modified_gmt"] = "2022-01-01T00:00:00"
    site.index()

    (text,) = asked(web, "include")
    assert "include=1&" in text
    assert "New words." in site.one("a").documents[0].passages[0].text


def test_a_changed_term_is_a_change(web: WebServer, site: WebLibrary, wordpress: WordPressSite) -> None:
    post = wordpress.add("posts", 1, "a", "Words.", terms=[("topic", "Old")])
    site.index()
    post["_embedded"]["wp:term"][0][0]["name"] = "New"

    site.index()

    assert site.one("a").topics == ("New",)


def test_lists_are_read_page_by_page(web: WebServer, site: WebLibrary, wordpress: WordPressSite) -> None:
    for number in range(1, 131):
        wordpress.add("posts", number, f"p{number}", f"Words of post {number}.")

    site.index()

    assert len(site.ids()) == 131
    assert len(asked(web, "/posts?")) == 2 + 7
    assert not asked(web, "page=3")


def test_a_post_that_is_gone_is_removed(web: WebServer, site: WebLibrary, wordpress: WordPressSite) -> None:
    wordpress.add("posts", 1, "a", "Words.")
    wordpress.add("posts", 2, "b", "Words.")
    site.index()
    wordpress.posts["posts"].pop()
    web.pages["/b/"] = Reply(status=404)

    site.index()

    assert site.ids() == ["", "a"]


def test_an_api_that_fails_removes_nothing(
    web: WebServer, site: WebLibrary, wordpress: WordPressSite
) -> None:
    post = wordpress.add("posts", 1, "a", "Words.")
    site.index()

    wordpress.failing = lambda request: "/posts" in request.path
    ran = site.index()
    assert ran.code == 3
    assert site.ids() == ["", "a"]

    # The list answers, but the text of what changed does not.
    post["modified_gmt"] = "2022-01-01T00:00:00"
    wordpress.failing = lambda request: "include" in request.path
    site.index()
    assert site.ids() == ["", "a"]

    wordpress.failing = lambda _: False
    wordpress.closed = {"posts", "types"}
    site.index()
    assert site.ids() == ["", "a"]


def test_what_may_not_be_seen_is_read_as_html(
    web: WebServer, site: WebLibrary, wordpress: WordPressSite
) -> None:
    wordpress.add("resources", 1, "cit", "Words of the guide.")
    wordpress.add("posts", 2, "news", "Words of the news.")
    wordpress.closed = {"resources"}
    web.pages["/"] = page("Home", links=("/cit/", "/news/"))

    ran = site.index()

    assert ran.code == 0, ran.err
    assert site.one("cit").title == "HTML of cit"
    assert site.one("news").title == "Title of news – whole"
    assert "does not show resources (it answers 401): their pages are read as HTML" in ran.err


def test_an_api_that_is_required_and_not_found_is_a_problem(web: WebServer, site: WebLibrary) -> None:
    site.settings(wordpress=True)
    web.pages["/"] = page("Home", links=("/a",))
    web.pages["/a"] = page("Alpha")

    ran = site.index()

    assert ran.code == 3
    assert f"{web.root}/wp-json/: no REST API of WordPress was found (it answers 404)" in ran.err
    assert "wordpress to false" in ran.err
    assert site.ids() == ["", "a"]


def test_pages_that_plugins_fill_are_read_as_html(
    web: WebServer, site: WebLibrary, wordpress: WordPressSite
) -> None:
    wordpress.add("resources", 1, "cit", "Words.", terms=[("topic", "Use of Force")])
    wordpress.add("pages", 2, "index", '<form class="searchandfilter"></form>')
    wordpress.add("pages", 3, "empty", "")
    wordpress.posts["pages"][1]["content"] = {"rendered": ""}
    web.pages["/index/"] = listing(card("/cit/", "CIT as listed", "Video | 2019", ("Training",)))

    site.index()

    cit = site.one("cit")
    assert (cit.title, cit.year, cit.types) == ("CIT as listed", 2019, ("Video",))
    assert cit.topics == ("Training", "Use of Force")
    assert "index" not in site.ids()
    assert web.asked("/empty/")


def test_files_belong_to_their_post(web: WebServer, site: WebLibrary, wordpress: WordPressSite) -> None:
    wordpress.add("resources", 1, "cit", "Words.")
    for name, post in (("guide", 1), ("alone", None)):
        wordpress.media.append(
            {"id": 9, "source_url": f"{web.root}/uploads/{name}.txt", "mime_type": "text/plain", "post": post}
        )
        web.pages[f"/uploads/{name}.txt"] = Reply(
            body=f"Text of {name}.".encode(), headers={"Content-Type": "text/plain"}
        )

    site.index()

    assert [document.passages[0].text for document in site.one("cit").documents[1:]] == ["Text of guide."]
    assert "uploads-alone-txt" in site.ids()


def test_what_is_closed_stays_closed(web: WebServer, site: WebLibrary, wordpress: WordPressSite) -> None:
    wordpress.add("posts", 1, "secret", "Words.", content={"rendered": "", "protected": True})
    wordpress.add("posts", 2, "hidden", "Words.", yoast_head_json={"robots": {"index": "noindex"}})
    wordpress.add("posts", 3, "closed", "Words.")
    wordpress.add("posts", 4, "outside", "Words.", link="https://elsewhere.example/outside/")
    wordpress.add("posts", 5, "open", "Words.")
    web.pages["/robots.txt"] = Reply(
        body=b"User-agent: *\nDisallow: /closed/\n", headers={"Content-Type": "text/plain"}
    )

    site.index()

    assert site.ids() == ["", "open"]


@pytest.mark.parametrize("body", [b"<html>", b'{"posts": 1}', b'[1, {}, {"id": "x"}]', b"null"])
def test_answers_that_are_none_harm_nothing(
    web: WebServer, site: WebLibrary, wordpress: WordPressSite, body: bytes
) -> None:
    for base in ("types", "posts", "pages"):
        web.pages[f"/wp-json/wp/v2/{base}"] = Reply(body=body, headers={"Content-Type": "application/json"})

    site.index()

    assert site.ids() == [""]


def test_an_api_in_a_folder_is_found_by_the_start_page(
    web: WebServer, site: WebLibrary, wordpress: WordPressSite
) -> None:
    wordpress.add("posts", 1, "a", "Words.")
    for path in [path for path in web.pages if path.startswith("/wp-json/")]:
        web.pages[f"/library{path}"] = web.pages.pop(path)
    web.pages["/"] = html(
        "<p>Words of home.</p>", Link=f'<{web.root}/library/wp-json/>; rel="https://api.w.org/"'
    )

    site.index()

    assert site.ids() == ["", "a"]
