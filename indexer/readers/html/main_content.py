"""A page's tree in, the parts that may be its main content out, without the furniture around them."""

from collections.abc import Iterator
from typing import Final

from bs4 import BeautifulSoup, Tag

from indexer.readers.html.boilerplate import SILENT, is_furniture, is_permalink
from indexer.readers.html.hidden_elements import Panels, is_heading
from indexer.readers.html.tree import around, has_text, outermost, tags_of

_PAGE: Final = frozenset({"main", "article", "h1"})  # what stands around one of these is no furniture
_KEPT: Final = frozenset({"html", "head", "body", "main", "article"})


def main_contents(soup: BeautifulSoup) -> tuple[Tag, ...]:
    """Return what may be the main part, best first: the landmarks, if there are any, and then the whole page.

    Several landmarks are one part, in their order: some systems put each section of a page into one of its own.
    Furniture is taken out of the tree. The page is the resort where there is no landmark, or an empty one.
    """
    _drop_repeated_ids(soup)
    page = (tag for tag in tags_of(soup) if tag.name in _PAGE or _is_main(tag))
    for tag in _furniture(soup, around(page)):
        tag.extract()
    # Only now: a menu's button is gone, and what it opens stays hidden.
    panels = Panels(soup)
    for tag in _silent(soup, panels):
        tag.extract()
    found = _shown(outermost(soup, _is_main), panels)
    if not found:
        articles = _shown(outermost(soup, lambda tag: tag.name == "article"), panels)
        # Several articles are a list of them: none is the page.
        found = articles if len(articles) == 1 else []
    return (_joined(soup, found), soup) if found else (soup,)


def _is_main(tag: Tag) -> bool:
    return tag.name == "main" or "main" in str(tag.get("role") or "").lower().split()


def _shown(landmarks: list[Tag], panels: Panels) -> list[Tag]:
    """Return the *landmarks* that say something; those that the page hides only where it hides them all.

    Else they are taken out of the tree: scripts hide a whole page until it is there, but also its other versions.
    """
    found = [tag for tag in landmarks if has_text(tag)]
    shown = [tag for tag in found if not panels.hides(tag)]
    for tag in found if shown else ():
        if panels.hides(tag):
            tag.extract()
    return shown or found


def _joined(soup: BeautifulSoup, landmarks: list[Tag]) -> Tag:
    """Return one landmark that holds all of them."""
    if len(landmarks) == 1:
        return landmarks[0]
    whole = soup.new_tag("main")
    landmarks[0].insert_before(whole)
    for landmark in landmarks:
        whole.append(landmark.extract())
    return whole


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
        in_main = in_main or tag.name == "article" or _is_main(tag)
        for child in [child for child in tag.children if isinstance(child, Tag)]:
            if child.name in SILENT or is_permalink(child):
                yield child
            elif (
                child.name in _KEPT
                or id(child) in around_page
                or _is_main(child)
                or not is_furniture(child, in_main=in_main)
            ):
                stack.append((child, in_main))
            else:
                yield child


def _silent(soup: BeautifulSoup, panels: Panels) -> Iterator[Tag]:
    """Yield what is hidden for good, and buttons that say nothing."""
    stack: list[tuple[Tag, bool, bool]] = [(soup, False, False)]
    while stack:
        tag, in_heading, in_main = stack.pop()
        in_heading = in_heading or is_heading(tag)
        in_main = in_main or tag.name == "article" or _is_main(tag)
        for child in [child for child in tag.children if isinstance(child, Tag)]:
            if not in_main and (child.name in _KEPT or _is_main(child)):
                stack.append((child, in_heading, in_main))
            elif panels.hides(child) or panels.is_idle_button(child, in_heading=in_heading):
                yield child
            else:
                stack.append((child, in_heading, in_main))
