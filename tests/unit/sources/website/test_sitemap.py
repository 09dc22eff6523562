"""Sitemaps as sites write them in; their addresses out."""

import gzip

import pytest

from indexer.sources.website.sitemap import MAX_ENTRIES, SitemapError, sitemap_of

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def urlset(*urls: str) -> bytes:
    return f"<?xml version='1.0'?><urlset xmlns='{NAMESPACE}'>{''.join(urls)}</urlset>".encode()


def url(path: str, changed: str = "") -> str:
    return f"<url><loc> https://example.org/{path} </loc><lastmod>{changed}</lastmod></url>"


def test_pages_come_with_the_one_changed_last_first() -> None:
    found = sitemap_of(urlset(url("a", "2001-01-01"), url("b", "2026-01-01"), url("c")))

    assert found.pages == ("https://example.org/b", "https://example.org/a", "https://example.org/c")


def test_an_index_names_other_sitemaps() -> None:
    found = sitemap_of(
        b"<sitemapindex><sitemap><loc>https://example.org/a.xml</loc></sitemap></sitemapindex>"
    )

    assert (found.pages, found.sitemaps) == ((), ("https://example.org/a.xml",))


def test_packed_files_lines_and_images_are_understood() -> None:
    image = "<url><loc>https://example.org/a</loc><i:image xmlns:i='http://www.google.com/schemas/sitemap-image/1.1'><i:loc>https://example.org/p.jpg</i:loc></i:image></url>"

    assert sitemap_of(gzip.compress(urlset(url("a")))).pages == ("https://example.org/a",)
    assert sitemap_of(b"https://example.org/a\nhttps://example.org/b?utm_source=x\n\nmailto:x").pages == (
        "https://example.org/a",
        "https://example.org/b",
    )
    assert sitemap_of(urlset(image)).pages == ("https://example.org/a",)


@pytest.mark.parametrize(
    "data",
    [b"<html><body>Not found</body></html>", b"Not found", b"<", b"", b"\x1f\x8bnot packed", b"<urlset2/>"],
    ids=["a page", "a line", "a beginning", "nothing", "half packed", "another tag"],
)
def test_what_is_no_sitemap_is_told(data: bytes) -> None:
    with pytest.raises(SitemapError):
        sitemap_of(data)


def test_an_empty_sitemap_is_one() -> None:
    assert sitemap_of(urlset()).pages == ()


def test_entities_are_not_resolved() -> None:
    laughs = "".join(f"<!ENTITY a{number} '{f'&a{number - 1};' * 10}'>" for number in range(1, 10))
    declared = f"<!DOCTYPE x [<!ENTITY a0 'ha'><!ENTITY f SYSTEM 'file:///etc/passwd'>{laughs}]>"

    with pytest.raises(SitemapError, match="entities"):
        sitemap_of(f"{declared}<urlset>{url('&a9;&f;')}</urlset>".encode())


def test_a_sitemap_that_was_cut_off_names_nothing() -> None:
    whole = urlset(*(url(str(number)) for number in range(100)))

    with pytest.raises(SitemapError, match="not a whole one"):
        sitemap_of(whole[: len(whole) // 2])


def test_a_mistake_in_one_address_costs_no_other() -> None:
    found = sitemap_of(
        urlset("<url><loc>https://example.org/a?b=1&c=2</loc></url>", url("b")) + b"<!-- made in 0.3 s -->"
    )

    assert "https://example.org/b" in found.pages


@pytest.mark.slow  # a sitemap of 50,000 addresses
def test_more_than_a_sitemap_may_hold_is_left_out() -> None:
    data = urlset(*(url(str(number)) for number in range(MAX_ENTRIES + 9)))

    assert len(sitemap_of(data).pages) == MAX_ENTRIES


def test_a_packed_file_may_not_grow_beyond_the_limit() -> None:
    with pytest.raises(SitemapError, match="more than"):
        sitemap_of(gzip.compress(bytes(60_000_000)))
