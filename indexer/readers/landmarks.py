"""A page's tree in, the parts that may be its main content out, without the furniture around them."""

import re
from collections.abc import Iterator
from typing import Final

from bs4 import BeautifulSoup, Tag

from indexer.readers.tree import around

# Nothing in these is running text.
SILENT: Final = frozenset(
    "script style template noscript head iframe object embed svg canvas audio video select datalist option button "
    "input textarea map area progress meter dialog".split()
)
_FURNITURE: Final = frozenset({"nav", "form", "search"})
_FURNITURE_ROLES: Final = frozenset({"navigation", "search", "dialog"})
# Around the main part these are furniture; inside it they are its title, its sources, a box with a case.
_EDGES: Final = frozenset({"header", "footer", "aside"})
_EDGE_ROLES: Final = frozenset({"banner", "contentinfo", "complementary"})
_FURNITURE_CLASS: Final = re.compile(
    r"(?:^|[-_])(?:cookies?[-_]?(?:banner|notice|bar|consent|law|info|message|popup|modal|overlay)|breadcrumbs?"
    r"|skip[-_]?link)(?:$|[-_])|^cookies?$",
    re.IGNORECASE,
)
_PAGE: Final = ["main", "article", "h1"]  # what stands around one of these is no furniture
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def main_contents(soup: BeautifulSoup) -> tuple[Tag, ...]:
    """Return what may be the main part, best first: a landmark, then the whole body.

    Furniture is taken out of the tree. The body is the resort for pages whose landmark is empty.
    """
    for tag in _outermost_furniture(soup, around(soup.find_all(_PAGE))):
        tag.extract()
    found = [tag for tag in soup.find_all("main") if tag.get_text(strip=True)]
    found = found or soup.find_all(attrs={"role": "main"})
    if not found:
        articles = [tag for tag in soup.find_all("article") if tag.find_parent("article") is None]
        # Several articles are a list of them: none is the page.
        found = articles if len(articles) == 1 else []
    body = soup.body
    return tuple(found[:1]) + ((body,) if body is not None else ())


def _outermost_furniture(soup: BeautifulSoup, around_page: frozenset[int]) -> Iterator[Tag]:
    """Yield every tag whose content is not the page's own; nothing inside a tag that was yielded."""
    stack: list[tuple[Tag, bool]] = [(soup, False)]
    while stack:
        tag, in_main = stack.pop()
        in_main = in_main or tag.name in {"main", "article"} or tag.get("role") == "main"
        inner = [child for child in tag.children if isinstance(child, Tag)]
        for child in inner:
            if _is_furniture(child, in_main, around_page):
                yield child
            else:
                stack.append((child, in_main))


def _is_furniture(tag: Tag, in_main: bool, around_page: frozenset[int]) -> bool:
    if tag.name in {"html", "body", "main", "article"}:
        return False
    if tag.name in SILENT or _is_hidden(tag):
        return True
    return id(tag) not in around_page and _looks_like_furniture(tag, in_main)


def _looks_like_furniture(tag: Tag, in_main: bool) -> bool:
    """Tell whether name, role or class say that *tag* is furniture; some pages are one form, or one header."""
    role = str(tag.get("role") or "").lower()
    if tag.name in _EDGES or role in _EDGE_ROLES:
        return not in_main
    if tag.name in _FURNITURE or role in _FURNITURE_ROLES:
        # A listing's form is left in: it says that the page is a listing.
        return "searchandfilter" not in tag.get_attribute_list("class")
    return any(_FURNITURE_CLASS.search(word) for word in tag.get_attribute_list("class") if word)


def _is_hidden(tag: Tag) -> bool:
    """Tell whether a browser would not show *tag*, or hides it from those who listen."""
    if tag.has_attr("hidden") or tag.get("aria-hidden") == "true":
        return True
    return bool(_HIDDEN.search(str(tag.get("style") or "")))
