"""Servers that answer missing pages with a page; what becomes of the pages that were there out."""

from tests.unit.sources.website.site import WebLibrary, page
from tests.unit.sources.website.web_server import Reply, Request, WebServer, html, redirect


def not_found(request: Request) -> Reply:
    return html(
        f"<title>Hub</title><main><h1>Our library</h1><p>Nothing is at {request.path}. These are read most: guides on stops,"
        " reports on crisis teams, and videos about mass demonstrations.</p></main>"
    )


def test_a_page_that_becomes_the_not_found_page_of_its_server_is_removed(
    web: WebServer, two: WebLibrary
) -> None:
    web.missing = not_found
    del web.pages["/a"]

    two.index()

    assert two.ids() == ["", "b"]


def test_a_page_that_leads_where_missing_pages_lead_is_removed(web: WebServer, two: WebLibrary) -> None:
    web.missing = redirect("/oops", 302)
    web.pages["/oops"] = page("Oops", "Something is not right, but nobody says what.")
    del web.pages["/a"]

    two.index()

    assert two.ids() == ["", "b"]


def test_a_folder_may_have_a_not_found_page_of_its_own(web: WebServer, site: WebLibrary) -> None:
    def in_folder(request: Request) -> Reply:
        if request.path.startswith("/r/"):
            return html(
                "<title>Resources</title><main><h1>Resources</h1><p>Sorry, this one was removed.</p></main>"
            )
        return Reply(status=404)

    web.missing = in_folder
    web.pages["/"] = page("Home", links=("/r/one", "/r/two"))
    web.pages["/r/one"] = page("One")

    site.index()

    assert site.ids() == ["", "r-one"]
