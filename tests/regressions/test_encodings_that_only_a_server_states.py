"""A server states the encoding of its pages in a header alone: they were read in another one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sampling import sampled
from tests.unit.sources.website.site import WebLibrary, page
from tests.unit.sources.website.web_server import Reply, WebServer, serving_pages

RUSSIAN, JAPANESE, GERMAN = "Привет мир", "日本語のテキスト", "Straße Äpfel"


@pytest.fixture
def web() -> Iterator[WebServer]:
    with serving_pages() as server:
        yield server


@pytest.mark.parametrize(
    ("words", "encodings", "head"),
    sampled(
        [
            (RUSSIAN, ("cp1251", "windows-1251"), ""),
            (JAPANESE, ("shift_jis", "Shift_JIS"), ""),
            (JAPANESE, ("iso2022_jp", "iso-2022-jp"), ""),
            # What the page says, or shows, goes first: many servers state the same of all pages.
            (GERMAN, ("utf-8", "iso-8859-1"), ""),
            (RUSSIAN, ("cp1251", "iso-8859-1"), "<meta charset=windows-1251>"),
            (RUSSIAN, ("utf-16", "iso-8859-1"), ""),
            (GERMAN, ("cp1252", "no-such-thing"), ""),
        ],
        2,
        tuples=True,
    ),
)
def test_a_page_is_read_in_the_encoding_that_is_stated(
    tmp_path: Path, web: WebServer, words: str, encodings: tuple[str, str], head: str
) -> None:
    encoding, stated = encodings
    markup = f"{head}<main><h1>Title</h1><p>{words}</p></main>"
    web.pages["/"] = Reply(
        body=markup.encode(encoding), headers={"Content-Type": f'text/html; charset="{stated}"'}
    )
    site = WebLibrary(tmp_path, web)

    site.index()

    assert site.one("").documents[0].passages[0].text == words
    assert "nothing to do" in site.index().out


def test_a_text_file_is_read_in_the_encoding_that_is_stated(tmp_path: Path, web: WebServer) -> None:
    web.pages["/"] = page("Home", links=("/a.txt",))
    web.pages["/a.txt"] = Reply(
        body=RUSSIAN.encode("koi8-r"), headers={"Content-Type": "text/plain; charset=koi8-r"}
    )
    site = WebLibrary(tmp_path, web)

    site.index()

    assert RUSSIAN in site.one("").documents[1].passages[0].text
