from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from indexer.config import ReadingConfig
from indexer.errors import ReadError
from indexer.readers.html.charset import page_text
from indexer.readers.html.reader import MAX_HTML, read_html
from indexer.readers.outcome import ReadResult
from indexer.readers.sandbox.guard import GuardedReader
from tests.sampling import sampled
from tests.unit.properties import steadily


def read(html: str | bytes) -> ReadResult:
    return read_html(html.encode() if isinstance(html, str) else html, "page.html")


def text(html: str | bytes) -> str:
    return "\n".join(passage.text for passage in read(html).passages)


@pytest.mark.parametrize(
    "html",
    sampled(
        [
            "<div>" * 6_000 + "deep",
            "<ul><li>" * 6_000 + "deep",
            "<blockquote><b>" * 4_000 + "deep",
            "<table><tr><td>" * 2_500 + "deep",
            "<dl><dt>" * 4_000 + "deep",
            "<form><h1>deep</h1>" * 2_000,
            "<sup>" * 4_000 + "deep",
            "<main>" * 6_000 + "deep",
            "<article>" * 6_000 + "deep",
            "<div>" * 2_500 + "<article>deep</article>" * 2_500,
            "<div class='nav header'>" * 2_500 + "deep words of some prose that stands here, at least eight",
            "<a href='#'>" * 4_000 + "deep",
            "<ul><li><a href='#'>x</a>" * 2_500 + "deep words of some prose that stands here, at least eight",
            "<table><tr><td><a href='#'>x</a>" * 2_000
            + "deep words of some prose that stands here, at least eight",
            "<main>"
            + "<a aria-controls='p'>x</a>" * 2_500
            + "<div id='p' hidden>"
            + "<div>" * 2_500
            + "deep",
        ],
        4,
    ),
)
def test_depth_does_not_matter(html: str) -> None:
    assert "deep" in text(html)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<meta charset=iso-8859-1><p>“Café”".encode("cp1252"), "“Café”"),
        ("<p>Café – ohne Angabe".encode(), "Café – ohne Angabe"),
        ("<p>Café – ohne".encode("cp1252"), "Café – ohne"),
        ("<p>Café".encode("utf-16"), "Café"),
        (b"\xef\xbb\xbf<meta charset=latin-1><p>Caf\xc3\xa9", "Café"),
        ("<meta charset=utf-16><p>Café".encode(), "Café"),
        ("<meta charset=no-such-thing><p>Café".encode(), "Café"),
        ("<meta charset=base64><p>Café".encode(), "Café"),
        ("<?xml version='1.0' encoding='shift_jis'?><p>日本".encode("shift_jis"), "日本"),
        (b"<p>a\x00b</p><p>c\x01d", "ab\ncd"),
    ],
)
def test_the_encoding_is_found(html: bytes, expected: str) -> None:
    assert text(html) == expected


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf"], exclude_characters="&<>")))
@steadily(20)
def test_any_text_in_utf_8_is_read_whatever_single_byte_encoding_it_declares(words: str) -> None:
    words = f"é{words}"

    for declared in ("utf-8", "iso-8859-1", "windows-1251", "koi8-r"):
        html = f"<meta charset={declared}><body>{words}".encode()
        assert page_text(html).endswith(f"<body>{words}")


@given(st.binary(max_size=300), st.sampled_from(["", "<meta charset=utf-8>", "<meta charset=gbk>", "<p>é"]))
@steadily(30)
def test_any_bytes_are_read_as_some_text(data: bytes, start: str) -> None:
    assert isinstance(text(start.encode() + data), str)


@pytest.mark.parametrize("cut", range(1, 4))
def test_a_page_that_was_cut_within_a_sign_keeps_the_others(cut: int) -> None:
    assert text("<p>Café, naïve 𝄞".encode()[:-cut]) == "Café, naïve \ufffd"


@pytest.mark.parametrize(
    "declared", ["punycode", "unicode_escape", "rot13", "utf-7", "zlib", "x\ud800", "a" * 9999]
)
def test_codecs_that_no_page_is_in_are_not_used(declared: str) -> None:
    html = f"<meta charset={declared}><p>a+AGI-b \\u0041".encode("utf-8", "replace")

    assert text(html) == "a+AGI-b \\u0041"


TREES = st.recursive(
    st.sampled_from(
        ["some words of prose in a row, more than eight of them ", "word", '<a href="/x">link</a> ']
    ),
    lambda inner: st.tuples(
        st.sampled_from(
            ["div", "div id=footer", "ul class=nav", "td", "table", "h2", "p", "li", "div class=header"]
        ),
        st.lists(inner, max_size=4),
    ).map(lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0].split()[0]}>"),
    max_leaves=20,
)


@given(TREES)
@steadily(30)
def test_no_page_loses_all_its_text_to_its_navigation(tree: str) -> None:
    words = BeautifulSoup(tree, "lxml").get_text().split()

    assert bool(text(f"<body>{tree}</body>")) == bool(words)


@pytest.mark.parametrize("html", ["", "   ", "<html></html>", "<!-- only -->", "</p>", "\x00"])
def test_a_page_without_text_has_no_passages(html: str) -> None:
    assert read(html).passages == ()


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("<title>T – Hub</title><h1>The <i>H</i>eading<br>here</h1>", "The Heading here"),
        ("<title>T – Hub</title><p>x", "T – Hub"),
        ("<title>Guide – Part 2 | Hub</title><meta property=og:site_name content=Hub><p>x", "Guide – Part 2"),
        ("<title>Second – Hub</title><h1>Hub</h1><h1>Second</h1>", "Second"),
        ("<title>Second – Hub</title><h1>Hub</h1>", "Second"),
        ("<title>Second</title><h1>Logo</h1><h1>Second</h1>", "Second"),
        ("<title>INSERT</title><h1>1. Overview</h1><h2>1.1. Syntax</h2>", "INSERT"),
        ("<title>pg_dump</title><h1><span>1.</span> Syntax</h1>", "pg_dump"),
        (
            "<title>URI | Hub</title><meta property=og:site_name content=Hub><h1>1.0 Overview</h1>",
            "URI",
        ),
        ("<title>Overview – Hub</title><h1>1. Overview</h1>", "1. Overview"),
        ("<title>1. Overview – Hub</title><h1>1. Overview</h1>", "1. Overview"),
        ("<title>The Manual</title><h1>3. Patrol</h1>", "3. Patrol"),
        ("<title>News</title><h1>1.2 million bikes</h1>", "1.2 million bikes"),
        ("<title>Bible</title><h1>1 Corinthians</h1>", "1 Corinthians"),
        ("<title>Untitled</title><h1>1. Overview</h1>", "1. Overview"),
        ("<title>insert.html</title><h1>1. Overview</h1>", "1. Overview"),
        ("<h1>1. Overview</h1>", "1. Overview"),
        ("<p>x", None),
        (f"<title>{'long ' * 1000}</title>", ("long " * 1000)[:498].rstrip() + " …"),
    ],
)
def test_the_title_is_the_heading_else_the_pages_less_the_sites(html: str, title: str | None) -> None:
    assert read(html).title == title


@pytest.mark.parametrize(
    ("head", "base"),
    [
        ('<link rel="canonical" href="https://a.example/x/">', "https://a.example/x/"),
        ('<meta property="og:url" content="https://a.example/y">', "https://a.example/y"),
        (
            '<base href="https://b.example/"><link rel="canonical" href="https://a.example/x/">',
            "https://b.example/",
        ),
        ('<base href="/only/a/path">', None),
        ('<link rel="canonical" href="javascript:alert(1)">', None),
        ('<link rel="canonical" href="http://[">', None),
        ("", None),
    ],
)
def test_the_base_is_an_absolute_address_or_none(head: str, base: str | None) -> None:
    assert read(f"<head>{head}</head><p>x").base == base


def test_a_page_over_the_limit_says_what_to_do() -> None:
    with pytest.raises(ReadError) as caught:
        read(b"x" * (MAX_HTML + 1))

    assert (
        str(caught.value)
        == "page.html: it has 10 MB of HTML (the limit is 10 MB); divide it into several pages"
    )


def test_sixty_megabytes_are_refused_in_one_line_and_the_next_page_is_read(tmp_path: Path) -> None:
    large, small = tmp_path / "large.html", tmp_path / "small.html"
    large.write_bytes(b"<p>" + b"word " * 12_000_000)
    small.write_text("<p>Small.")

    with GuardedReader(ReadingConfig(wall_seconds=900)) as reader:
        with pytest.raises(ReadError) as caught:
            reader.read(large, "html", "large.html")
        found = reader.read(small, "html", "small.html")

    assert str(caught.value) == (
        "large.html: it has 60 MB of HTML (the limit is 10 MB); divide it into several pages"
    )
    assert [passage.text for passage in found.passages] == ["Small."]


@pytest.mark.slow  # test_child_limits.py holds a child to the limit
def test_a_page_that_needs_more_memory_than_there_is_says_so(tmp_path: Path) -> None:
    page = tmp_path / "dense.html"
    page.write_bytes(b"<a>" * 1_000_000)

    with (
        GuardedReader(ReadingConfig(memory_bytes=128 * 1024 * 1024, wall_seconds=900)) as reader,
        pytest.raises(ReadError) as caught,
    ):
        reader.read(page, "html", "dense.html")

    assert caught.value.what == "it needs more than 128 MB of memory to read"


def test_a_huge_heading_is_text_and_not_copied_to_every_passage() -> None:
    result = read(f"<h1>{'word ' * 5000}</h1>" + "<p>x</p>" * 10)

    assert {passage.place.heading for passage in result.passages} == {()}
    assert sum(len(passage.text.split()) for passage in result.passages) == 5010


@pytest.mark.parametrize("anchor", ["has space", "x" * 201, "", "  "])
def test_an_id_that_cannot_be_linked_to_is_no_anchor(anchor: str) -> None:
    assert read(f'<p id="{anchor}">text').passages[0].place.anchor is None


def test_a_surrogate_written_as_a_number_does_not_break_the_answer() -> None:
    assert text("<p>a&#xD800;b").encode("utf-8")
