"""Pages that link to files in; which resource each file belongs to out."""

from indexer.sources.website.resources import MOST_SHARED
from tests.unit.sources.website.site import WebLibrary, card, listing, page, text
from tests.unit.sources.website.web_server import Reply, WebServer, html


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
