"""An HTML page in, its text with headings and anchors out; a listing page gives its cards."""

import codecs
import re
import warnings
from typing import Final
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, Tag, XMLParsedAsHTMLWarning
from bs4.dammit import EncodingDetector

from indexer.errors import ReadError
from indexer.readers.encoding import by_mark, guessed, without_controls
from indexer.readers.landmarks import main_contents
from indexer.readers.listing import listed_cards
from indexer.readers.outcome import MAX_SUMMARY, MAX_TITLE, ReadResult, one_line
from indexer.readers.passages import passages_from_blocks
from indexer.readers.tree import line_of
from indexer.readers.walk import blocks_of
from indexer.resource import Passage

# The tree takes some 80 bytes for each byte of dense markup: more would not fit the child's memory.
MAX_HTML: Final = 10 * 1000 * 1000

_TITLE_DIVIDER: Final = re.compile(r"\s+[|–—·»-]\s+")


def read_html(data: bytes, where: str) -> ReadResult:
    """Return the text of the page's main part, or the cards of a listing page."""
    if len(data) > MAX_HTML:
        raise ReadError(
            f"it is {len(data) / 1e6:.0f} MB of HTML and {MAX_HTML // 1_000_000} MB is the most",
            where=where,
            mend="divide it into several pages",
        )
    with warnings.catch_warnings():
        # XHTML is read like the HTML that browsers take it for; a page of one address is a page.
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        soup = BeautifulSoup(without_controls(decoded(data)), "lxml")
    title, base, summary = _title(soup), _base(soup), _summary(soup)
    contents = main_contents(soup)
    cards = listed_cards(contents[0]) if contents else None
    if cards is not None:
        return ReadResult(format="html", title=title, listing=True, cards=cards, base=base, summary=summary)
    passages: tuple[Passage, ...] = ()
    for content in contents:
        passages = passages_from_blocks(blocks_of(content))
        if passages:
            break
    return ReadResult(format="html", title=title, passages=passages, base=base, summary=summary)


def decoded(data: bytes) -> str:
    """Return the text of an HTML page: by its byte order mark, else as it declares, else UTF-8 or cp1252."""
    marked = by_mark(data)
    if marked is not None:
        return marked
    declared = EncodingDetector.find_declared_encoding(data, is_html=True)
    if declared:
        try:
            encoding = codecs.lookup(declared).name
            # What declares itself Latin-1 or ASCII is Windows' superset of it, as browsers know. A page whose
            # declaration could be read byte by byte is not in UTF-16, whatever it says.
            encoding = {"iso8859-1": "cp1252", "ascii": "cp1252"}.get(encoding, encoding)
            if not encoding.startswith(("utf-16", "utf-32")):
                return data.decode(encoding, errors="replace")
        except (LookupError, UnicodeError):
            pass  # no text encoding of that name: guess like for a page that says nothing
    return guessed(data)


def _title(soup: BeautifulSoup) -> str | None:
    """Return the page's h1 if it has one, else its <title> without the name of the site."""
    headings = [one_line(line_of(tag), MAX_TITLE) for tag in soup.find_all("h1", limit=20)]
    named = [heading for heading in headings if heading]
    tag = soup.title
    whole = one_line(tag.get_text(), MAX_TITLE) if tag else None
    if len(named) == 1:
        return named[0]
    if whole:
        inside = [heading for heading in named if heading.casefold() in whole.casefold()]
        return inside[0] if inside else _without_site(whole, _meta(soup, "og:site_name"))
    return named[0] if named else None


def _without_site(title: str, site: str | None) -> str:
    parts = _TITLE_DIVIDER.split(title)
    if site and len(parts) > 1 and parts[-1].casefold() == site.casefold():
        return title[: title.rindex(parts[-1])].rstrip(" |–—·»-")
    return title


def _base(soup: BeautifulSoup) -> str | None:
    """Return the address that relative addresses on the page are relative to, if the page says so."""
    canonical = soup.find("link", rel="canonical", href=True)
    own = _attribute(canonical, "href") or _meta(soup, "og:url") or ""
    base = soup.find("base", href=True)
    try:
        address = urljoin(own, _attribute(base, "href") or "")
        parts = urlsplit(address)
    except ValueError:  # "http://[" is no address
        return None
    return address if parts.scheme in {"http", "https"} and parts.netloc else None


def _summary(soup: BeautifulSoup) -> str | None:
    text = _meta(soup, "description") or _meta(soup, "og:description")
    return one_line(text, MAX_SUMMARY) if text else None


def _meta(soup: BeautifulSoup, name: str) -> str | None:
    for key in ("name", "property"):
        content = _attribute(soup.find("meta", attrs={key: name}), "content")
        if content:
            return content
    return None


def _attribute(tag: object, name: str) -> str | None:
    value = tag.get(name) if isinstance(tag, Tag) else None
    return value.strip() or None if isinstance(value, str) else None
