"""Pages that link to files in; which resource each file belongs to out."""

from pathlib import Path

import pytest

from indexer.sources.website.resources import MAX_SHARING_PAGES
from tests.sampling import sampled
from tests.unit.sources.website.site import WebLibrary, card, listing, page, text
from tests.unit.sources.website.web_server import Reply, WebServer, html

PDF = Path(__file__).parents[4] / "corpus/guides/use-of-force-review.pdf"


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
    names = [f"/p{number}" for number in range(MAX_SHARING_PAGES + 1)]
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


@pytest.mark.parametrize(
    ("path", "kind"),
    sampled(
        [
            ("/guides/review.pdf", "application/pdf"),
            ("/download?id=7", "application/pdf"),
            ("/guides/review.pdf", "application/octet-stream"),
            ("/guides/notes.txt", "text/plain"),
        ],
        2,
        tuples=True,
    ),
)
def test_a_pdf_is_read_with_its_pages_whatever_it_is_called(
    web: WebServer, site: WebLibrary, path: str, kind: str
) -> None:
    web.pages["/"] = page("Home", links=(path,))
    web.pages[path.partition("?")[0]] = Reply(body=PDF.read_bytes(), headers={"Content-Type": kind})

    ran = site.index()

    assert ran.code == 0, ran.err
    _, guide = site.one("").documents
    assert (guide.format, guide.url) == ("pdf", f"{web.root}{path}")
    assert guide.pages == 26
    assert {1, 2, 25} <= {passage.place.page for passage in guide.passages}  # two of the others are blank


def test_an_error_page_in_place_of_a_file_is_no_file(web: WebServer, site: WebLibrary) -> None:
    site.settings(start=[f"{web.root}/hub/"])
    web.pages["/hub/"] = page("Hub", links=("/files/guide.pdf",))
    web.pages["/files/guide.pdf"] = page("Please accept our terms")

    site.index()

    assert site.ids() == ["hub"]
    assert len(site.one("hub").documents) == 1
    assert (
        "the server sent a web page instead of the file"
        in site.run("trace", f"{web.root}/files/guide.pdf").out
    )
