"""A manual below a folder: its pages under /files/, and everything that their links lead to."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

from indexer.document_id import document_id
from indexer.resource import Document
from searchapp.web.headers import DOCUMENT_POLICY
from tests.sampling import sampled

HOME, CHAPTER, GUIDE = "index.html", "book/part one/chapter.html", "book/guide.pdf"
FILES = {
    HOME: b"<title>Home</title>",
    CHAPTER: b"<title>Chapter</title>",
    "book/index.htm": b"<title>Book</title>",
    GUIDE: b"%PDF-1.4",
    "site.css": b"h1 { color: red }",
    "book/site.css": b"h1 { color: blue }",
    "_static/font.woff2": b"font",
    "book/part one/map.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
    "book/draft.html": b"not in the build",
    "book/run.js": b"alert(1)",
}


@pytest.fixture
def manual(client_for: Callable[..., Any], resource: Callable[..., Any], folder: Path) -> Any:
    """A client of a library that has the pages of a manual."""
    for address, body in FILES.items():
        (folder / address).parent.mkdir(parents=True, exist_ok=True)
        (folder / address).write_bytes(body)
    return client_for(
        *(
            resource(
                f"r{number}",
                documents=(
                    Document(
                        id=document_id("guides", address),
                        title=address,
                        source="guides",
                        address=address,
                        format="pdf" if address == GUIDE else "html",
                    ),
                ),
            )
            for number, address in enumerate((HOME, CHAPTER, "book/index.htm", GUIDE))
        )
    )


def address_of(manual: Any, number: int) -> str:
    return str(manual.get(f"/api/v1/resources/r{number}").json["documents"][0]["url"])


def test_a_page_in_a_folder_has_its_folders_in_its_address(manual: Any) -> None:
    assert address_of(manual, 1) == "/files/guides/book/part%20one/chapter.html"
    assert address_of(manual, 0) == f"/files/{document_id('guides', HOME)}/index.html"
    assert address_of(manual, 3) == f"/files/{document_id('guides', GUIDE)}/guide.pdf"


@pytest.mark.parametrize("number", range(4))
def test_a_document_is_the_same_by_its_id_as_in_its_folders(manual: Any, number: int) -> None:
    path = (HOME, CHAPTER, "book/index.htm", GUIDE)[number]
    by_id = manual.get(f"/files/{document_id('guides', path)}/{path.rpartition('/')[2]}")
    in_folders = manual.get(f"/files/guides/{path}")

    assert by_id.status_code == in_folders.status_code == 200
    assert by_id.data == in_folders.data == FILES[path]
    assert {**by_id.headers, "Date": ""} == {**in_folders.headers, "Date": ""}
    assert in_folders.headers["X-Content-Type-Options"] == "nosniff"
    assert in_folders.headers["Content-Disposition"].startswith("inline")


@pytest.mark.parametrize(
    ("start", "link", "body"),
    [
        (CHAPTER, "map.svg", FILES["book/part one/map.svg"]),
        (CHAPTER, "../site.css", FILES["book/site.css"]),
        (CHAPTER, "../../site.css", FILES["site.css"]),
        (CHAPTER, "../../_static/font.woff2", b"font"),
        (CHAPTER, "../../index.html", FILES[HOME]),
        (CHAPTER, "../", FILES["book/index.htm"]),
        (CHAPTER, "../../", FILES[HOME]),
        (CHAPTER, "../guide.pdf", FILES[GUIDE]),
        (HOME, "site.css", FILES["site.css"]),
        (HOME, "book/site.css", FILES["book/site.css"]),
        (HOME, "book/part%20one/chapter.html", FILES[CHAPTER]),
        (HOME, "book/", FILES["book/index.htm"]),
        (HOME, "./", FILES[HOME]),
    ],
)
def test_links_of_a_page_lead_where_its_author_meant(manual: Any, start: str, link: str, body: bytes) -> None:
    page = address_of(manual, (HOME, CHAPTER).index(start))

    answer = manual.get(urljoin(page, link))

    assert (answer.status_code, answer.data) == (200, body)


def test_a_page_addressed_by_its_id_still_leads_to_what_lies_beside_and_below_it(manual: Any) -> None:
    page = f"/files/{document_id('guides', CHAPTER)}/chapter.html"

    assert manual.get(urljoin(page, "map.svg")).data == FILES["book/part one/map.svg"]


@pytest.mark.parametrize(
    "path",
    sampled([
        "/files/guides/book/draft.html", "/files/guides/book/run.js", "/files/guides/book",
        "/files/guides/book/part%20one/", "/files/guides/../guides/site.css", "/files/guides/book/../site.css",
        "/files/guides/..%2Fsecret.css", "/files/guides/%2e%2e/secret.css", "/files/guides/..%5Csecret.css",
        "/files/guides/%2Fetc%2Fsecret.css", "/files/guides//site.css", "/files/guides/site.css%00",
        "/files/guides/%00.css", "/files/guides/%ff.css", "/files/guides/link.css", "/files/guides/pipe.css",
        "/files/other/site.css", "/files/%2e%2e/secret.css", "/files/guides/" + "x/" * 3000 + "x.css",
    ], 3),
)  # fmt: skip
def test_nothing_else_is_served(manual: Any, folder: Path, path: str) -> None:
    (folder.parent / "secret.css").write_text("secret")
    (folder / "link.css").symlink_to("../secret.css")
    os.mkfifo(folder / "pipe.css")

    assert manual.get(path).status_code == 404


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("site.css", "text/css"),
        ("book/part one/map.svg", "image/svg+xml"),
        ("_static/font.woff2", "font/woff2"),
    ],
)
def test_what_pages_use_comes_in_a_sandbox_with_its_type_and_in_ranges(
    manual: Any, path: str, media_type: str
) -> None:
    whole = manual.get(f"/files/guides/{path}")
    part = manual.get(f"/files/guides/{path}", headers={"Range": "bytes=1-2"})
    again = manual.get(f"/files/guides/{path}", headers={"If-None-Match": whole.headers["ETag"]})

    assert whole.content_type.partition(";")[0] == media_type
    assert whole.headers["Content-Security-Policy"] == DOCUMENT_POLICY
    assert whole.headers["X-Content-Type-Options"] == "nosniff"
    assert (part.status_code, part.data) == (206, FILES[path][1:3])
    assert again.status_code == 304
    # Fonts alone: browsers ask whether a page in a sandbox, which has no origin, may have them.
    assert ("Access-Control-Allow-Origin" in whole.headers) == media_type.startswith("font/")


def test_a_file_of_any_size_is_not_read_into_memory(manual: Any, folder: Path) -> None:
    size = 1 << 34
    with (folder / "huge.png").open("wb") as file:
        file.truncate(size)

    end = manual.get("/files/guides/huge.png", headers={"Range": "bytes=-2"})
    head = manual.head("/files/guides/huge.png")

    assert (end.status_code, end.data) == (206, b"\0\0")
    assert head.content_length == size
