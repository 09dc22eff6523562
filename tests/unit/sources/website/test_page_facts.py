"""Pages in; their links, what they say to robots, and which kind they are, out."""

import pytest

from indexer.sources.website.page_facts import MAX_LINKS, PageFacts, header_link, page_facts
from indexer.sources.website.page_kind import kind_of


def facts(markup: str, **more: str) -> PageFacts:
    return page_facts(markup.encode(), "https://example.org/a/", **more)


def test_links_are_told_apart_by_where_they_stand_and_what_they_say() -> None:
    found = facts(
        "<nav><a href='/menu'>x</a></nav><main><a href='text'>x</a><a rel='nofollow ugc' href='/ad'>x</a><nav><a href='/inner'>x</a></nav>"
        "</main><footer><a href='/foot'>x</a><a href='text'>x</a></footer><iframe src='/frame'></iframe><area href='/area'>"
    )

    links = {
        link.address.removeprefix("https://example.org"): (link.in_main, link.follow) for link in found.links
    }
    assert links == {
        "/menu": (False, True),
        "/a/text": (True, True),
        "/ad": (True, False),
        "/inner": (True, True),
        "/foot": (False, True),
        "/frame": (True, True),
        "/area": (True, True),
    }


def test_a_base_holds_for_all_links_and_the_canonical_address() -> None:
    found = facts("<head><link rel=canonical href='c'><base href='/b/'></head><a href='d'>x</a>")

    assert found.canonical == "https://example.org/b/c"
    assert [link.address for link in found.links] == ["https://example.org/b/d"]


@pytest.mark.parametrize(
    ("markup", "header", "noindex", "nofollow"),
    [
        ("<meta name=ROBOTS content='NoIndex, follow'>", "", True, False),
        ("<meta name=googlebot content=noindex>", "", False, False),
        ("<meta name=fieldguide content=none>", "", True, True),
        ("", "noindex", True, False),
        ("<meta name=robots content=nofollow>", "noindex", True, True),
        ("", "", False, False),
    ],
)
def test_what_a_page_says_to_robots(markup: str, header: str, noindex: bool, nofollow: bool) -> None:
    found = facts(markup, robots_header=header)

    assert (found.noindex, found.nofollow) == (noindex, nofollow)


@pytest.mark.parametrize(
    ("content", "target"),
    [
        ("0; url=/b", "https://example.org/b"),
        ("5;URL='https://other.example/'", "https://other.example/"),
        ("0, /b", "https://example.org/b"),
        ("300; url=/b", None),
        ("5", None),
        ("0; url=/a", None),
        ("0; url=javascript:x", None),
    ],
)
def test_where_a_page_sends_its_visitors(content: str, target: str | None) -> None:
    assert facts(f'<meta http-equiv=refresh content="{content}">').refresh == target


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        ("<p>Some words of a page.</p>", "page"),
        ("<p>" + "Much to say. " * 200 + "</p><form><input type=password></form>", "page"),
        ("<p>Sign in</p><form><input type=PASSWORD></form>", "login"),
        ("<div id=root></div><script></script>", "scripts"),
        ("<p>Please wait</p><script></script><noscript>Enable JavaScript</noscript>", "scripts"),
        ("<p>A short page that needs no scripts.</p><script></script>", "page"),
        ("<title>404 – Not Found</title><p>Oops</p>", "missing"),
        ("<h1>Page not found</h1>", "missing"),
        ("<h1>Sorry, this page could not be found.</h1>", "missing"),
        ("<h1>Evidence not found at the scene</h1><p>A report.</p>", "page"),
        ("<h1>404 Main Street</h1><p>" + "A house with a story. " * 60 + "</p>", "page"),
        ("<meta name=robots content=noindex><p>Words</p>", "noindex"),
        ("<meta http-equiv=refresh content='0; url=/b'><p>Wait</p>", "moved"),
    ],
)
def test_kinds(markup: str, kind: str) -> None:
    assert kind_of(facts(markup)) == kind


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00",
        b"<",
        b"\xff\xfe\x00",
        b"<div>" * 100_000 + b"<a href='/x'>x</a>",
        b"<a href='/" + b"../" * 100_000 + b"x'>",
        b"<a href='http://[::1'>x</a><base href='http://['>",
        b"<meta http-equiv=refresh content='0; url='><link rel=canonical href=''>",
        "<a href='/\ud800'>x</a>".encode("utf-8", "surrogatepass"),
        b"<!doctype html><!-- " + b"-" * 100_000,
    ],
    ids=["empty", "nul", "sign", "mark", "deep", "dots", "hosts", "blanks", "surrogate", "comment"],
)
def test_no_page_does_harm(data: bytes) -> None:
    page_facts(data, "https://example.org/a/")


@pytest.mark.slow  # as many links as a page may have, twice
def test_a_page_of_links_without_end_is_cut() -> None:
    assert (
        len(facts("".join(f"<a href='/{number}'>x</a>" for number in range(MAX_LINKS * 2))).links)
        == MAX_LINKS
    )


@pytest.mark.parametrize("first", ["javascript:alert(1)", "http://[", ""])
def test_only_the_first_base_counts_even_if_it_cannot(first: str) -> None:
    found = facts(
        f"<base target=_top><base href='{first}'><base href='https://elsewhere.example/'><a href='x'>x</a>"
    )

    assert [link.address for link in found.links] == ["https://example.org/a/x"]


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("0; url=/new", "https://example.org/new"),
        ("0;/new", "https://example.org/new"),
        ("5", None),
        ("60; url=/new", None),
    ],
)
def test_a_refresh_header_counts_like_the_meta_tag(header: str, target: str | None) -> None:
    assert facts("<p>Words", refresh_header=header).refresh == target


def test_links_in_a_template_lead_nowhere() -> None:
    found = facts("<template><a href='/{{slug}}'>x</a></template><a href='/y'>y</a>")

    assert [link.address for link in found.links] == ["https://example.org/y"]


def test_a_link_header_names_an_api() -> None:
    value = '<https://example.org/feed>; rel="alternate", <https://example.org/wp-json/>; rel="https://api.w.org/"'

    assert header_link(value, "https://api.w.org/") == "https://example.org/wp-json/"
    assert header_link("", "https://api.w.org/") is None
