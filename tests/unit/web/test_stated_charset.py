"""A browser shows the words that the search found: in the charset in which the indexer read them."""

from pathlib import Path

import pytest

from indexer.readers.html.charset import page_text
from searchapp.web.stated_charset import content_type

CAFE = "Café – “ohne Angabe”"
META = '<!doctype html><meta charset="{}"><p>'


@pytest.mark.parametrize(
    ("body", "media_type", "charset"),
    [
        (CAFE.encode("cp1252"), "text/plain", "windows-1252"),
        (CAFE.encode(), "text/plain", "utf-8"),
        (b"plain", "text/plain", "utf-8"),
        (CAFE.encode("utf-16"), "text/plain", None),
        (CAFE.encode("utf-8-sig"), "text/plain", None),
        (("x" * (1 << 20) + CAFE).encode("cp1252"), "text/vtt", "windows-1252"),
        ((CAFE * 200_000).encode(), "text/plain", "utf-8"),
        (f"<p>{CAFE}".encode("cp1252"), "text/html", "windows-1252"),
        (f"<p>{CAFE}".encode(), "text/html", "utf-8"),
        (b"<p>plain", "text/html", None),
        ((META.format("utf-8") + CAFE).encode(), "text/html", None),
        ((META.format("utf-8") + CAFE).encode("cp1252"), "text/html", "windows-1252"),
        ((META.format("iso-8859-1") + CAFE).encode("cp1252"), "text/html", None),
        ((META.format("iso-8859-1") + CAFE).encode(), "text/html", "utf-8"),
        ((META.format("shift_jis") + "日本").encode("shift_jis"), "text/html", None),
        ((META.format("windows-1251") + "Устав").encode("cp1251"), "text/html", None),
        (
            b'<?xml version="1.0" encoding="utf-8"?><p>' + CAFE.encode("cp1252"),
            "text/html",
            "windows-1252",
        ),
        (CAFE.encode("cp1252"), "text/css", None),
    ],
)
def test_the_charset_is_stated_where_the_file_does_not_state_it_rightly(
    tmp_path: Path, body: bytes, media_type: str, charset: str | None
) -> None:
    path = tmp_path / "file"
    path.write_bytes(body)

    expected = media_type if charset is None else f"{media_type}; charset={charset}"
    assert content_type(path, media_type, str(len(body))) == expected


@pytest.mark.parametrize("written", ["utf-8", "cp1252"])
@pytest.mark.parametrize("declared", ["utf-8", "latin-1", "windows-1252", "us-ascii"])
def test_a_page_is_shown_as_it_is_read(tmp_path: Path, written: str, declared: str) -> None:
    path = tmp_path / "page.html"
    path.write_bytes((META.format(declared) + CAFE).encode(written))

    stated = content_type(path, "text/html", "tag").partition("charset=")[2]
    shown = path.read_bytes().decode(stated or {"utf-8": "utf-8"}.get(declared, "cp1252"))

    assert shown == page_text(path.read_bytes())


def test_a_changed_file_is_looked_at_again(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(CAFE.encode())
    before = content_type(path, "text/plain", "1")
    path.write_bytes(CAFE.encode("cp1252"))

    assert (before, content_type(path, "text/plain", "2")) == (
        "text/plain; charset=utf-8",
        "text/plain; charset=windows-1252",
    )
