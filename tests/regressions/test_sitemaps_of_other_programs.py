"""Sitemaps that programs write in their own way: each was refused, although it is clear what it says."""

import pytest

from indexer.sources.website.sitemap import SitemapError, sitemap_of

PAGE = "https://example.org/a"
FOUND = (PAGE,)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-32"])
def test_a_byte_order_mark_says_the_encoding_whatever_the_declaration_says(encoding: str) -> None:
    xml = f"<?xml version='1.0' encoding='iso-8859-1'?><urlset><url><loc>{PAGE}</loc></url></urlset>"

    assert sitemap_of(xml.encode(encoding)).pages == FOUND
    assert sitemap_of(f"{PAGE}\n".encode(encoding)).pages == FOUND


@pytest.mark.parametrize(
    "text",
    [
        f"<URLSET><URL><LOC>{PAGE}</LOC></URL></URLSET>",
        f"<urlset xmlns='https://example.org/seo'><url><loc>{PAGE}</loc></url></urlset>",
        f"<s:urlset xmlns:s='http://www.sitemaps.org/schemas/sitemap/0.9'><s:url><s:loc>{PAGE}</s:loc></s:url></s:urlset>",
        f"<!DOCTYPE urlset SYSTEM 'http://x/'><urlset><url><loc><![CDATA[{PAGE}]]></loc></url></urlset>",
    ],
    ids=["upper case", "another namespace", "a prefix", "a document type"],
)
def test_an_unusual_spelling_of_a_sitemap_is_one(text: str) -> None:
    assert sitemap_of(text.encode()).pages == FOUND


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("<rss version='2.0'><channel/></rss>", "a feed"),
        ("<feed xmlns='http://www.w3.org/2005/Atom'><link href='/'/></feed>", "a feed"),
        ("<!doctype html><html><body><urlset></urlset></body></html>", "a web page"),
    ],
)
def test_what_is_something_else_is_named(text: str, what: str) -> None:
    with pytest.raises(SitemapError, match=what):
        sitemap_of(text.encode())
