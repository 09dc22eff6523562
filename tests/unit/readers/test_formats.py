import pytest

from indexer.readers.formats import BY_NAME, FORMATS, format_of, served_as
from indexer.readers.registry import READERS, reader_of


@pytest.mark.parametrize(
    ("name", "head", "expected"),
    [
        ("a.html", b"<p>", "html"),
        ("a.HTM", b"", "html"),
        ("a.xhtml", b"<?xml", "html"),
        ("a.pdf", b"%PDF-1.4", "pdf"),
        ("a.pdf", b"\n\njunk%PDF-1.4", "pdf"),
        ("a.pdf", b"", "pdf"),
        ("a.md", b"# A", "markdown"),
        ("a.markdown", b"", "markdown"),
        ("a.txt", b"x", "text"),
        ("a.text", b"x", "text"),
        ("notes.txt", b"%PDF-1.7\n", "pdf"),
        ("page.html", b"%PDF-1.7\n", "pdf"),
        ("saved.pdf", b"\xef\xbb\xbf \n<!DOCTYPE html><html>", "html"),
        ("saved.pdf", "<html>".encode("utf-16"), "html"),
        ("saved.txt", b"<?xml version='1.0'?>\n<!-- x -->\n<HTML lang=en>", "html"),
        ("about.txt", b"<html5> is a word here", "text"),
        ("readme.md", b"<html>", "markdown"),
        ("a.docx", b"PK", "docx"),
        ("a.docm", b"PK\x03\x04", "docx"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "docx"),
        ("a.doc", b"<html>", "html"),
        ("a.docx", b"%PDF-1.4", "pdf"),
        ("notes.txt", b"PK\x03\x04....[Content_Types].xml", "docx"),
        ("notes.txt", b"PK\x03\x04....readme", "text"),
        ("a.vtt", b"", "vtt"),
        ("a.SRT", b"1\r\n", "srt"),
        ("a.srt", b"\xef\xbb\xbfWEBVTT\n", "vtt"),
        ("a.txt", "WEBVTT\r\n".encode("utf-16"), "vtt"),
        ("a.txt", b"WEBVTT is a format", "text"),
        ("a.zip", b"PK\x03\x04word/", None),
        ("a.jsonl", b"{}", None),
        ("a.css", b"%PDF-1.4", None),
        ("README", b"x", None),
        (".txt", b"x", None),
        (".html", b"x", None),
        ("", b"", None),
    ],
)
def test_suffix_and_first_bytes_tell_the_format(name: str, head: bytes, expected: str | None) -> None:
    assert format_of(name, head) == expected


def test_every_format_has_a_reader_and_a_version() -> None:
    assert set(READERS) == set(BY_NAME)
    assert all(callable(reader_of(name)) for name in READERS)


@pytest.mark.parametrize("each", FORMATS, ids=lambda each: each.name)
def test_every_suffix_of_a_format_is_known_and_served(each):
    for suffix, media_type in each.media_types.items():
        assert format_of(f"a{suffix.upper()}", b"") == each.name
        assert served_as(f"a{suffix}") == (media_type, each.inline)


def test_any_other_file_is_a_download():
    assert served_as("a.exe") == ("application/octet-stream", False)
    assert served_as(".html") == ("application/octet-stream", False)
