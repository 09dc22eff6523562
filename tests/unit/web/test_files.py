from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from indexer.resource import Document
from searchapp.web.headers import DOCUMENT_POLICY, PAGE_POLICY

PDF = b"%PDF-1.4\n" + bytes(range(256)) * 4


@pytest.fixture
def served(client_for: Callable[..., Any], resource: Callable[..., Any], folder: Path) -> Callable[..., Any]:
    """Serve one file of the source and return the client and the file's address."""

    def serve(address: str, body: bytes | None, form: str = "pdf") -> tuple[Any, str]:
        if body is not None:
            (folder / address).parent.mkdir(parents=True, exist_ok=True)
            (folder / address).write_bytes(body)
        document = Document(id="d1", title="Guide", source="guides", address=address, format=form)
        client = client_for(resource("r", title="Guide", documents=(document,)))
        return client, client.get("/api/v1/resources/r").json["documents"][0]["url"]

    return serve


def test_a_document_is_served_whole_under_its_own_name(served: Callable[..., Any]) -> None:
    client, url = served("sub/a guide #1.pdf", PDF)

    response = client.get(url)

    assert url == "/files/d1/a%20guide%20%231.pdf"
    assert (response.status_code, response.data) == (200, PDF)
    assert response.content_type == "application/pdf"
    assert response.headers["Content-Disposition"].startswith("inline")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "Content-Security-Policy" not in response.headers


@pytest.mark.parametrize(
    ("asked", "status", "body"),
    [
        ("bytes=0-4", 206, PDF[:5]),
        ("bytes=-3", 206, PDF[-3:]),
        ("bytes=1000-", 206, PDF[1000:]),
        ("bytes=99999-", 416, None),
        ("items=0-5", 200, PDF),
        ("bytes=0-0,2-3", 200, PDF),
        ("x", 200, PDF),
    ],
)
def test_ranges_are_answered(served: Callable[..., Any], asked: str, status: int, body: bytes | None) -> None:
    client, url = served("a.pdf", PDF)

    response = client.get(url, headers={"Range": asked})

    assert response.status_code == status
    assert body is None or response.data == body


def test_an_unchanged_document_is_not_sent_again(served: Callable[..., Any]) -> None:
    client, url = served("a.pdf", PDF)

    again = client.get(url, headers={"If-None-Match": client.get(url).headers["ETag"]})

    assert again.status_code == 304


@pytest.mark.parametrize(
    "name", ["page.html", "page.HTM", "page.svg", "page.xhtml", "page", "page.txt", "page.md"]
)
def test_hostile_documents_are_locked_into_a_sandbox(served: Callable[..., Any], name: str) -> None:
    client, url = served(name, b"<script>alert(1)</script>", "html")

    response = client.get(url)

    assert response.status_code == 200
    assert response.headers["Content-Security-Policy"] == DOCUMENT_POLICY
    assert "allow-scripts" not in DOCUMENT_POLICY
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("name", "shown"),
    [("a.html", True), ("a.txt", True), ("a.svg", False), ("a.docx", False), ("a.exe", False), ("a", False)],
)
def test_only_formats_that_browsers_read_safely_are_shown_inline(
    served: Callable[..., Any], name: str, shown: bool
) -> None:
    client, url = served(name, b"x", "text")

    disposition = client.get(url).headers["Content-Disposition"]

    assert disposition.startswith("inline" if shown else "attachment")


def test_a_file_that_is_gone_is_404(served: Callable[..., Any]) -> None:
    client, url = served("gone.pdf", None)

    assert client.get(url).status_code == 404


@pytest.mark.parametrize(
    "path", ["/files/d2/a.pdf", "/files/d1/b.pdf", "/files/d1/../a.pdf", "/files/d1/", "/files/d1"]
)
def test_an_address_that_is_not_on_the_list_is_404(served: Callable[..., Any], path: str) -> None:
    client, _ = served("a.pdf", PDF)

    assert client.get(path).status_code == 404


@pytest.mark.parametrize("address", ["../secret.pdf", "sub/../../secret.pdf"])
def test_a_path_that_leaves_its_folder_is_404(
    served: Callable[..., Any], tmp_path: Path, address: str
) -> None:
    (tmp_path / "secret.pdf").write_bytes(PDF)
    client, url = served(address, None)

    assert client.get(url).status_code == 404


def test_a_link_that_leaves_its_folder_is_404(
    served: Callable[..., Any], tmp_path: Path, folder: Path
) -> None:
    (tmp_path / "secret.pdf").write_bytes(PDF)
    (folder / "a.pdf").symlink_to(tmp_path / "secret.pdf")
    client, url = served("a.pdf", None)

    assert client.get(url).status_code == 404


def test_a_link_within_the_folder_is_followed(served: Callable[..., Any], folder: Path) -> None:
    (folder / "real.pdf").write_bytes(PDF)
    (folder / "a.pdf").symlink_to("real.pdf")
    client, url = served("a.pdf", None)

    assert client.get(url).data == PDF


def test_a_source_that_is_no_longer_configured_is_404(
    client_for: Callable[..., Any], resource: Callable[..., Any]
) -> None:
    document = Document(id="d1", title="G", source="elsewhere", address="a.pdf", format="pdf")
    client = client_for(resource("r", documents=(document,)))

    assert client.get("/files/d1/a.pdf").status_code == 404


def test_static_files_are_kept_for_a_year_at_the_address_that_names_their_content(
    client_for: Callable[..., Any], resource: Callable[..., Any]
) -> None:
    client = client_for(resource())
    page = client.get("/").text
    address = page.partition('<link rel="stylesheet" href="')[2].partition('"')[0]

    kept, other = client.get(address), client.get(address.partition("?")[0])

    assert kept.status_code == 200
    assert "immutable" in kept.headers["Cache-Control"]
    assert other.headers["Cache-Control"] == "no-cache"
    assert client.get(address, headers={"If-None-Match": kept.headers["ETag"]}).status_code == 304
    assert client.get("/static/nothing.css").status_code == 404
    assert client.get("/static/../app.py").status_code == 404


def test_pages_carry_a_policy_without_unsafe(
    client_for: Callable[..., Any], resource: Callable[..., Any]
) -> None:
    client = client_for(resource())

    for path in ("/", "/search", "/resources/one", "/resources/one/text", "/nowhere"):
        assert client.get(path).headers["Content-Security-Policy"] == PAGE_POLICY
    assert "unsafe" not in PAGE_POLICY
