"""What pages of a site and their cards say of themselves is what facets are read from, however cards are found."""

import pytest

from tests.unit.sources.website.site import WebLibrary, card, listing, page
from tests.unit.sources.website.web_server import WebServer
from tests.unit.sources.website.wordpress_site import WordPressSite

FACETS = '[[facets]]\nname = "state"\nfrom = "class:state"\n[[facets]]\nname = "level"\nfrom = "data-level"\n[[facets]]\nname = "said"\nfrom = "audience"\n'


def marked(href: str, title: str, state: str) -> str:
    whole = card(href, title, "Report | 2020")
    return whole.replace("<ul>", f'<p class="state">{state}</p><ul data-level="basic">')


@pytest.mark.parametrize(
    "selectors", [{}, {"listing": {"card": ".search-filter-result-item", "title": "h3 a"}}]
)
def test_cards_and_pages_of_a_site_say_what_facets_are_read_from(
    web: WebServer, site: WebLibrary, selectors: dict[str, object]
) -> None:
    site.settings(start=[f"{web.root}/list"], allow=["/list", "/r/*"], **selectors)
    site.config.write_text(site.config.read_text(encoding="utf-8") + FACETS, encoding="utf-8")
    web.pages["/list"] = listing(marked("/r/one", "One", "Ohio"), marked("/elsewhere/two", "Two", "Florida"))
    web.pages["/r/one"] = page(
        "One", head='<meta name="audience" content="Chiefs"><meta name="token" content="a1">'
    )

    ran = site.index()

    assert ran.code == 0, ran.err
    assert dict(site.one("r-one").properties) == {
        "class:state": ("Ohio",), "data-level": ("basic",), "audience": ("Chiefs",),
    }  # fmt: skip
    assert site.one("elsewhere-two").properties["class:state"] == ("Florida",)


def test_a_page_of_a_site_keeps_the_names_of_what_is_above_it(web: WebServer, site: WebLibrary) -> None:
    trail = '<nav aria-label="Breadcrumb"><a href="/">Home</a> <a href="/guides">Guides</a> <span>One</span></nav>'
    web.pages["/"] = page("One", f"{trail}<p>Words of it.</p>")

    ran = site.index()
    again = site.index()  # nothing is read again

    assert (ran.code, again.code) == (0, 0), ran.err
    (only,) = site.resources().values()
    assert only.path == ("Guides",)


def test_a_check_names_what_facets_can_be_read_from(web: WebServer, site: WebLibrary) -> None:
    states = ("Ohio", "Florida", "Utah", "Maine")
    web.pages["/list"] = listing(*(marked(f"/r/{state}", state, state) for state in states))
    web.pages["/one"] = page("One", head='<meta name="audience" content="Chiefs">')

    listed = site.run("crawl", "check", f"{web.root}/list").out
    assert "facets can be read from:\n" in listed
    assert "  class:state: Ohio; Florida; Utah; …\n" in listed
    assert "  data-level: basic\n" in listed
    assert "  audience: Chiefs\n" in site.run("crawl", "check", f"{web.root}/one").out


def test_the_terms_of_a_taxonomy_of_wordpress_are_values(web: WebServer, site: WebLibrary) -> None:
    site.settings(wordpress=True)
    wordpress = WordPressSite(web)
    web.pages["/"] = page("Home")
    facet = '[[facets]]\nname = "audience"\nfrom = "taxonomy:audience"\n'
    site.config.write_text(site.config.read_text(encoding="utf-8") + facet, encoding="utf-8")
    terms = [("audience", "Chiefs &amp; Sheriffs"), ("audience", '"Patrol"'), ("post_tag", "x")]
    post = wordpress.add("posts", 1, "a", "Words.", terms=terms)

    assert site.index().code == 0
    assert dict(site.one("a").properties) == {"taxonomy:audience": ("Chiefs & Sheriffs", '"Patrol"')}

    post["_embedded"]["wp:term"][0].pop(0)
    site.index()
    assert dict(site.one("a").properties) == {"taxonomy:audience": ('"Patrol"',)}
