"""Reads HTML pages: text with headings and anchors, or the cards of a listing page."""

import re
import warnings
from typing import Final
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, Tag, XMLParsedAsHTMLWarning

from indexer.errors import ReadError
from indexer.readers.encoding import remove_controls
from indexer.readers.html.breadcrumbs import path_above
from indexer.readers.html.charset import page_text
from indexer.readers.html.listing import listed_cards
from indexer.readers.html.main_content import main_contents
from indexer.readers.html.navigation import remove_navigation
from indexer.readers.html.navigation_page import has_search_form, is_forward, is_navigation
from indexer.readers.html.permalinks import remove_permalinks
from indexer.readers.html.properties import page_properties
from indexer.readers.html.superscripts import separate_raised_marks
from indexer.readers.html.tree import text_line
from indexer.readers.html.walk import blocks_of
from indexer.readers.outcome import MAX_SUMMARY, MAX_TITLE, ReadResult, one_line
from indexer.readers.passages import passages_from_blocks
from indexer.readers.titles import is_placeholder, names_a_part
from indexer.resource import Passage

# The tree takes about 80 bytes per byte of dense markup: a larger one would not fit into the child's memory.
MAX_HTML: Final = 10 * 1000 * 1000

_TITLE_DIVIDER: Final = re.compile(r"\s+[|–—·»-]\s+")


def read_html(data: bytes, where: str) -> ReadResult:
    """Return the text of the page's main part, or the cards of a listing page."""
    if len(data) > MAX_HTML:
        raise ReadError(
            f"it has {len(data) / 1e6:.0f} MB of HTML (the limit is {MAX_HTML // 1_000_000} MB)",
            where=where,
            fix="divide it into several pages",
        )
    with warnings.catch_warnings():
        # XHTML is read as HTML, as browsers do; and a page that consists of one address is still a page.
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        soup = BeautifulSoup(remove_controls(page_text(data)), "lxml")
    remove_permalinks(soup)
    separate_raised_marks(soup)
    title, base, summary, language = _title(soup), _base(soup), _summary(soup), _language(soup)
    said = page_properties(soup)
    title = None if title and is_placeholder(title) else title  # for example "Contents"
    path = path_above(soup, title)  # before navigation is removed
    forward, search_form = is_forward(soup), has_search_form(soup)
    contents = main_contents(soup)
    cards = listed_cards(contents[0])
    if cards is not None:
        return ReadResult(
            format="html",
            title=title,
            listing=True,
            cards=cards,
            base=base,
            summary=summary,
            language=language,
        )
    passages: tuple[Passage, ...] = ()
    navigation = forward
    for content in contents:
        links = remove_navigation(content) if content is soup else 0
        passages = passages_from_blocks(blocks_of(content))
        if passages:
            navigation = forward or is_navigation(content, links, search_form=search_form)
            break
    return ReadResult(
        format="html",
        title=title,
        passages=passages,
        base=base,
        summary=summary,
        language=language,
        properties=said,
        path=path,
        navigation=navigation,
    )


def _title(soup: BeautifulSoup) -> str | None:
    """Return the page's h1 if it has one, else its <title> without the name of the site."""
    headings = [one_line(text_line(tag), MAX_TITLE) for tag in soup.find_all("h1", limit=20)]
    named = [heading for heading in headings if heading and not is_placeholder(heading)]
    tag = soup.title
    whole = one_line(tag.get_text(), MAX_TITLE) if tag else None
    whole = None if whole and is_placeholder(whole) else whole
    if len(named) == 1 and whole and names_a_part(named[0], whole):
        named = []  # the page prints its name in no heading
    if len(named) == 1:
        return _without_site(whole, named[0]) if whole and _is_site(named[0], whole) else named[0]
    if whole:
        inside = [heading for heading in named if heading.casefold() in whole.casefold()]
        # On some sites the logo is a heading: the page's own name comes first in the <title>.
        first = [heading for heading in inside if whole.casefold().startswith(heading.casefold())]
        return (first or inside)[0] if inside else _without_site(whole, _meta(soup, "og:site_name"))
    return named[0] if named else None


def _is_site(heading: str, whole: str) -> bool:
    """Return whether a page's only h1 is the site's logo: the last part of the <title> and not the first."""
    parts = _TITLE_DIVIDER.split(whole)
    return len(parts) > 1 and parts[-1].casefold() == heading.casefold() != parts[0].casefold()


def _without_site(title: str, site: str | None) -> str:
    parts = _TITLE_DIVIDER.split(title)
    if site and len(parts) > 1 and parts[-1].casefold() == site.casefold():
        return title[: title.rindex(parts[-1])].rstrip(" |–—·»-")
    return title


def _base(soup: BeautifulSoup) -> str | None:
    """Return the address to resolve the page's relative addresses against, if the page gives one."""
    canonical = soup.find("link", rel="canonical", href=True)
    own = _attribute(canonical, "href") or _meta(soup, "og:url") or ""
    base = soup.find("base", href=True)
    try:
        address = urljoin(own, _attribute(base, "href") or "")
        parts = urlsplit(address)
    except ValueError:  # "http://[" is not an address
        return None
    return address if parts.scheme in {"http", "https"} and parts.netloc else None


def _language(soup: BeautifulSoup) -> str | None:
    return _attribute(soup.html, "lang") or _attribute(soup.html, "xml:lang")


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
