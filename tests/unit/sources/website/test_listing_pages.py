"""Listing pages of a site in; resources that join their cards out."""

from tests.unit.sources.website.site import WebLibrary, card, listing, page
from tests.unit.sources.website.web_server import WebServer, html


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


def test_a_short_address_of_a_page_is_no_page_of_a_listing(web: WebServer, site: WebLibrary) -> None:
    web.pages["/"] = listing(card("/?p=7", "One"), below='<a href="/?p=8">8</a><a href="/?paged=2">2</a>')
    web.pages["/?p=7"] = web.pages["/?p=8"] = page("One")
    web.pages["/?paged=2"] = listing()

    site.index()

    assert sorted(path for path in web.paths() if "?" in path) == ["/?p=7", "/?p=8", "/?paged=2"]


def test_a_card_that_leads_to_what_is_denied_is_no_resource(web: WebServer, site: WebLibrary) -> None:
    site.settings(deny=["*/drafts/*"])
    web.pages["/"] = listing(card("/drafts/one", "One"), card("https://other.example/two", "Two"))

    site.index()

    assert list(site.resources()) == ["other-example-two"]
