"""A page's tree in, the parts that may be its main content out, without the furniture around them."""

from collections.abc import Iterator
from typing import Final

from bs4 import BeautifulSoup, Tag

from indexer.readers.html.boilerplate import SILENT, is_furniture, is_permalink
from indexer.readers.html.hidden_elements import Panels, is_heading
from indexer.readers.html.tree import around, has_text, outermost, tags_of

_PAGE: Final = ["main", "article", "h1"]  # what stands around one of these is no furniture
_KEPT: Final = frozenset({"html", "head", "body", "main", "article"})


def main_contents(soup: BeautifulSoup) -> tuple[Tag, ...]:
    """Return what may be the main part, best first: a landmark, if there is one, and then the whole page.

    Furniture is taken out of the tree. The page is the resort where there is no landmark, or an empty one.
    """
    _drop_repeated_ids(soup)
    for tag in _furniture(soup, around(soup.find_all(_PAGE))):
        tag.extract()
    # Only now: a menu's button is gone, and what it opens stays hidden.
    for tag in _silent(soup, Panels(soup)):
        tag.extract()
    found = [tag for tag in outermost(soup, lambda tag: tag.name == "main") if has_text(tag)]
    found = found or outermost(soup, lambda tag: tag.get("role") == "main")
    if not found:
        articles = outermost(soup, lambda tag: tag.name == "article")
        # Several articles are a list of them: none is the page.
        found = articles if len(articles) == 1 else []
    return (*found[:1], soup)


def _drop_repeated_ids(soup: BeautifulSoup) -> None:
    """Leave each id to the first tag that has it: a link to it leads there and nowhere else."""
    seen: set[str] = set()
    named: list[Tag] = []
    for tag in tags_of(soup):
        own = tag.get("id")
        if isinstance(own, str):
            if own.strip() in seen:
                del tag["id"]
            seen.add(own.strip())
        elif tag.name == "a" and isinstance(tag.get("name"), str):
            named.append(tag)
    for tag in named:  # an id goes before a name, wherever it stands
        name = str(tag["name"]).strip()
        if name in seen:
            del tag["name"]
        seen.add(name)


def _furniture(soup: BeautifulSoup, around_page: frozenset[int]) -> Iterator[Tag]:
    """Yield every tag whose content is not the page's own; nothing inside a tag that was yielded."""
    stack: list[tuple[Tag, bool]] = [(soup, False)]
    while stack:
        tag, in_main = stack.pop()
        in_main = in_main or tag.name in {"main", "article"} or tag.get("role") == "main"
        for child in [child for child in tag.children if isinstance(child, Tag)]:
            if child.name in SILENT or is_permalink(child):
                yield child
            elif child.name in _KEPT or id(child) in around_page or not is_furniture(child, in_main=in_main):
                stack.append((child, in_main))
            else:
                yield child


def _silent(soup: BeautifulSoup, panels: Panels) -> Iterator[Tag]:
    """Yield what is hidden for good, and buttons that say nothing."""
    stack: list[tuple[Tag, bool]] = [(soup, False)]
    while stack:
        tag, in_heading = stack.pop()
        in_heading = in_heading or is_heading(tag)
        for child in [child for child in tag.children if isinstance(child, Tag)]:
            if child.name in _KEPT:
                stack.append((child, in_heading))
            elif panels.hides(child) or panels.is_idle_button(child, in_heading=in_heading):
                yield child
            else:
                stack.append((child, in_heading))
