"""A real HTML manual as a second pair of eyes sees it: what its pages link to, and what they say. Standard library only."""

import os
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

MANUAL = Path(__file__).parents[2] / "var/manual"
_SILENT = {"script", "style", "title"}
_BLOCKS = {"h1", "h2", "h3", "h4", "p", "pre", "li", "dt", "dd", "td", "th", "div", "br", "tr"}


class Seen(HTMLParser):
    """What one page links to, its words, and its headings."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.headings: list[str] = []
        self._text: list[str] = []
        self._silent = 0
        self._heading: list[str] | None = None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self.hrefs.append(given["href"] or "")
        if tag in _SILENT or given.get("id") == "footer":
            self._silent += 1  # the footer is the last thing on a page, and says when it was made
        if tag in {"h2", "h3"}:
            self._heading = []
        if tag in _BLOCKS:
            self._text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent -= 1
        if tag in {"h2", "h3"} and self._heading is not None:
            self.headings.append(" ".join("".join(self._heading).split()))
            self._heading = None

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        self._text.append(data)
        if self._heading is not None:
            self._heading.append(data)

    @property
    def words(self) -> list[str]:
        return re.findall(r"\w+", "".join(self._text).casefold())


@cache
def seen(path: Path) -> Seen:
    return Seen(path.read_text(encoding="utf-8", errors="replace"))


def reachable() -> dict[str, Path]:
    """The HTML pages that links lead to from index.html, by their path on the site; links on disk are one file."""
    found: dict[str, Path] = {}
    waiting = ["/index.html"]
    while waiting:
        address = waiting.pop()
        path = MANUAL / unquote(address.lstrip("/"))
        if address in found or not path.is_file() or path.suffix != ".html":
            continue
        found[address] = path
        for href in seen(path).hrefs:
            onward = urldefrag(urljoin(f"http://manual{address}", href)).url
            if urlsplit(onward).netloc == "manual":
                waiting.append(urlsplit(onward).path)
    return found


def lacking() -> str | None:
    """Why the manual cannot be crawled; None: it is there."""
    if (MANUAL / "index.html").is_file():
        return None
    return "var/manual is not there: run tests/sites_real/fetch_manual.sh"


def is_required() -> bool:
    return os.environ.get("FIELDGUIDE_REQUIRE_MANUAL") == "1"
