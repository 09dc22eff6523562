"""A sitemap in, in XML or as lines, packed or not; the addresses in it out (sitemaps.org)."""

import zlib
from dataclasses import dataclass
from typing import Final

from lxml import etree

from indexer.readers.encoding import decode_by_bom
from indexer.sources.website.addresses import normalized

MAX_SITEMAP: Final = 52_428_800  # bytes, as sitemaps.org allows
MAX_ENTRIES: Final = 50_000
_ENDS: Final = (b"urlset>", b"sitemapindex>", b"/>")
_ROOTS: Final = frozenset({"urlset", "sitemapindex"})
_OTHERS: Final = {
    "rss": "it is a feed (RSS), not a sitemap",
    "feed": "it is a feed (Atom), not a sitemap",
    "rdf": "it is a feed (RSS), not a sitemap",
    "html": "it is a web page, not a sitemap",
}
_CHUNK: Final = 1 << 16  # bytes that are parsed at once
_TAIL: Final = 2_000  # bytes: comments may follow
MAX_VALUE: Final = 4_000  # characters of an address in it


class SitemapError(ValueError):
    """It is no sitemap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """What one file says: pages, or the other files of an index."""

    pages: tuple[str, ...] = ()  # normalized; what is said to be changed last comes first
    sitemaps: tuple[str, ...] = ()
    is_cut: bool = False  # it names more than is taken


def sitemap_of(data: bytes) -> Sitemap:
    """Return what is in *data*; raises SitemapError.

    When a page was changed is only a hint: it decides what is asked for first, and never what is left out. Many sites
    write the time of today on all pages, or that of the first day for ever.
    """
    text, encoding = _decoded(_unpacked(data))
    if not text.strip():
        raise SitemapError("it is empty")
    if not text.lstrip().startswith(b"<"):
        return _lines(text)
    if text.lstrip()[:14].lower() == b"<!doctype html":
        raise SitemapError(_OTHERS["html"])
    if b"<!ENTITY" in text:
        raise SitemapError("it declares entities")
    taking = _Taking()
    parser = etree.XMLParser(
        target=taking,
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        encoding=encoding,
    )
    try:
        for begin in range(0, len(text), _CHUNK):
            parser.feed(text[begin : begin + _CHUNK])
            if taking.is_cut or taking.root not in {"", *_ROOTS}:
                break  # all that will be taken of it is known
        else:
            parser.close()
    except etree.LxmlError as error:
        raise SitemapError("it is not XML") from error
    if taking.root not in _ROOTS:
        raise SitemapError(_OTHERS.get(taking.root, "it is not a sitemap, or not a whole one"))
    # One that was cut off names too little, and what it leaves out would be removed.
    if not any(end in text[-_TAIL:].lower() for end in _ENDS):
        raise SitemapError("it is not a sitemap, or not a whole one")
    newest = sorted(taking.pages, key=lambda address: taking.pages[address], reverse=True)
    return Sitemap(pages=tuple(newest), sitemaps=tuple(taking.sitemaps), is_cut=taking.is_cut)


class _Taking:
    """Takes tag after tag from the parser: whatever a file holds, no tree of it is built."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}  # address -> when it was changed, as the file says
        self.sitemaps: dict[str, None] = {}
        self.root = ""  # the name of the first tag
        self.is_cut = False  # whether it names more than MAX_ENTRIES
        self._space = ""  # the namespace of the first tag
        self._field = ""
        self._values: dict[str, str] = {}

    def start(self, tag: str, _: object) -> None:
        """Take the beginning of a tag."""
        if not self.root:
            space, _, name = tag.rpartition("}")
            self.root, self._space = name.lower(), space
        name = self._name(tag)
        self._field = name if name in {"loc", "lastmod"} else ""
        if name in {"url", "sitemap"}:
            self._values.clear()

    def data(self, text: str) -> None:
        """Take text."""
        if self._field:
            known = self._values.get(self._field, "")
            self._values[self._field] = (known + text)[:MAX_VALUE]

    def end(self, tag: str) -> None:
        """Take the end of a tag."""
        name = self._name(tag)
        self._field = ""
        if name not in {"url", "sitemap"} or self.is_cut:
            return
        address = normalized(self._values.get("loc", ""))
        if len(self.pages) + len(self.sitemaps) >= MAX_ENTRIES:
            self.is_cut = address is not None and address not in self.pages and address not in self.sitemaps
            return
        if address is not None and name == "url":
            self.pages.setdefault(address, self._values.get("lastmod", "").strip())
        elif address is not None:
            self.sitemaps[address] = None

    def close(self) -> None:
        """Take the end of the file."""

    def _name(self, tag: str) -> str:
        """Return the name of a tag of sitemaps, however it is spelled; "" for one of another kind: images have a "loc" too."""
        space, _, name = tag.rpartition("}")
        return name.lower() if not space or space == self._space or "sitemap/0" in space else ""


def _lines(text: bytes) -> Sitemap:
    lines = text.decode("utf-8", "replace").splitlines()
    found = [address for line in lines[:MAX_ENTRIES] if (address := normalized(line)) is not None]
    if not found:
        raise SitemapError("it is neither XML nor lines of addresses")
    return Sitemap(pages=tuple(dict.fromkeys(found)), is_cut=len(lines) > MAX_ENTRIES)


def _decoded(data: bytes) -> tuple[bytes, str | None]:
    """Return *data* in an encoding that ASCII is part of, and its name if a byte order mark, which beats all else, says it."""
    marked = decode_by_bom(data)
    return (data, None) if marked is None else (marked.encode("utf-8", "replace"), "utf-8")


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
