"""A sitemap in, in XML or as lines, packed or not; the addresses in it out (sitemaps.org)."""

import io
import zlib
from dataclasses import dataclass
from typing import Final

from lxml import etree

from indexer.sources.website.addresses import normalized

MAX_SITEMAP: Final = 52_428_800  # bytes, as sitemaps.org allows
MAX_ENTRIES: Final = 50_000


class SitemapError(ValueError):
    """It is no sitemap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """What one file says: pages, or the other files of an index."""

    pages: tuple[str, ...] = ()  # normalized; what is said to be changed last comes first
    sitemaps: tuple[str, ...] = ()


def sitemap_of(data: bytes) -> Sitemap:
    """Return what is in *data*; raises SitemapError.

    When a page was changed is only a hint: it decides what is asked for first, and never what is left out. Many sites
    write the time of today on all pages, or that of the first day for ever.
    """
    text = _unpacked(data)
    if not text.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return Sitemap(pages=_lines(text))
    pages: dict[str, str] = {}
    sitemaps: dict[str, None] = {}
    try:
        for _, element in etree.iterparse(
            io.BytesIO(text),
            events=("end",),
            tag=("{*}url", "{*}sitemap"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            recover=True,
        ):
            address = normalized(_child(element, "loc"))
            if address is not None and len(pages) + len(sitemaps) < MAX_ENTRIES:
                if etree.QName(element).localname == "sitemap":
                    sitemaps[address] = None
                else:
                    pages.setdefault(address, _child(element, "lastmod"))
            element.clear()
    except etree.XMLSyntaxError as error:
        raise SitemapError("it is not XML") from error
    if not pages and not sitemaps and b"urlset" not in text[:4096] and b"sitemapindex" not in text[:4096]:
        raise SitemapError("it is not a sitemap")
    newest = sorted(pages, key=lambda address: pages[address], reverse=True)
    return Sitemap(pages=tuple(newest), sitemaps=tuple(sitemaps))


def _child(element: "etree._Element", name: str) -> str:
    return next(
        (str(child.text or "").strip() for child in element if etree.QName(child).localname == name), ""
    )


def _lines(text: bytes) -> tuple[str, ...]:
    lines = text.decode("utf-8-sig", "replace").splitlines()
    found = [address for line in lines[:MAX_ENTRIES] if (address := normalized(line)) is not None]
    if lines and not found:
        raise SitemapError("it is neither XML nor lines of addresses")
    return tuple(dict.fromkeys(found))


def _unpacked(data: bytes) -> bytes:
    if not data.startswith(b"\x1f\x8b"):
        return data
    unpacking = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        text = unpacking.decompress(data, MAX_SITEMAP)
    except zlib.error as error:
        raise SitemapError("it cannot be decompressed") from error
    if unpacking.unconsumed_tail:
        raise SitemapError(f"it has more than {MAX_SITEMAP:,} bytes")
    return text
