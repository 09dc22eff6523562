import pytest

from indexer.errors import ReadError
from indexer.readers.text import MAX_TEXT, read_text


def test_paragraphs_are_divided_by_blank_lines() -> None:
    result = read_text(b"One\r\n\r\nTwo\r\n", "x.txt")

    assert [passage.text for passage in result.passages] == ["One\nTwo"]
    assert (result.format, result.pages, result.title) == ("text", None, None)


def test_form_feeds_are_page_borders() -> None:
    result = read_text(b"One\fTwo\f\fFour\f", "x.txt")

    assert result.pages == 4
    assert [(one.place.page, one.text) for one in result.passages] == [(1, "One"), (2, "Two"), (4, "Four")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_is_found(encoding: str) -> None:
    assert read_text("“Café” – x".encode(encoding), "x.txt").passages[0].text == "“Café” – x"


def test_control_signs_are_dropped() -> None:
    assert read_text(b"a\x01b\x1b[0mc\x7f", "x.txt").passages[0].text == "ab[0mc"


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(ReadError, match="it is not text"):
        read_text(b"PK\x03\x04\x00\x00", "x.txt")


def test_a_text_over_the_limit_is_refused() -> None:
    with pytest.raises(ReadError, match="divide it into several files"):
        read_text(b"x" * (MAX_TEXT + 1), "x.txt")
