"""The main content of a page, without boilerplate, navigation and permanently hidden elements."""

from collections.abc import Iterator
from typing import Final

from bs4 import BeautifulSoup, Tag

from indexer.readers.html.boilerplate import SILENT, is_boilerplate
from indexer.readers.html.hidden_elements import HiddenElements, is_heading
from indexer.readers.html.tree import ancestors_of, has_text, outermost, tags_of

_PAGE: Final = frozenset({"main", "article", "h1"})  # tags around one of these are not boilerplate
_NEVER_REMOVED: Final = frozenset({"html", "head", "body", "main", "article"})


def main_contents(soup: BeautifulSoup) -> tuple[Tag, ...]:
    """Return candidates for the main content, best first: the main landmark if there is one, then the whole page.

    Several landmarks are joined in order: some systems put each section of a page into its own. Boilerplate is removed
    from the tree. The whole page is used if there is no landmark, or only an empty one.
    """
    _drop_repeated_ids(soup)
    page = (tag for tag in tags_of(soup) if tag.name in _PAGE or _is_main(tag))
    for tag in _boilerplate(soup, ancestors_of(page)):
        tag.extract()
    # Only now: the buttons of menus have been removed, so what they open counts as hidden.
    hidden_elements = HiddenElements(soup)
    for tag in _hidden_for_good(soup, hidden_elements):
        tag.extract()
    found = _visible(outermost(soup, _is_main), hidden_elements)
    if not found:
        articles = _visible(outermost(soup, lambda tag: tag.name == "article"), hidden_elements)
        # Several articles are a list: none of them is the page.
        found = articles if len(articles) == 1 else []
    return (_joined(soup, found), soup) if found else (soup,)


def _is_main(tag: Tag) -> bool:
    return tag.name == "main" or "main" in str(tag.get("role") or "").lower().split()


def _visible(main_parts: list[Tag], hidden_elements: HiddenElements) -> list[Tag]:
    """Return the *main_parts* that have text; hidden ones only if all are hidden.

    Otherwise hidden ones are removed from the tree: scripts hide a whole page until it is loaded, but also its variants.
    """
    found = [tag for tag in main_parts if has_text(tag)]
    visible = [tag for tag in found if not hidden_elements.is_hidden(tag)]
    for tag in found if visible else ():
        if hidden_elements.is_hidden(tag):
            tag.extract()
    return visible or found


def _joined(soup: BeautifulSoup, main_parts: list[Tag]) -> Tag:
    """Return one tag that contains all of them."""
    if len(main_parts) == 1:
        return main_parts[0]
    whole = soup.new_tag("main")
    main_parts[0].insert_before(whole)
    for main_part in main_parts:
        whole.append(main_part.extract())
    return whole


def _drop_repeated_ids(soup: BeautifulSoup) -> None:
    """Keep each id only at the first tag that has it, because links lead there."""
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
    for tag in named:  # an id has precedence over a name
        name = str(tag["name"]).strip()
        if name in seen:
            del tag["name"]
        seen.add(name)


def _boilerplate(soup: BeautifulSoup, around_page: frozenset[int]) -> Iterator[Tag]:
    """Yield every boilerplate tag; nothing inside a tag that was yielded."""
    stack: list[tuple[Tag, bool]] = [(soup, False)]
    while stack:
        tag, in_main = stack.pop()
        in_main = in_main or tag.name == "article" or _is_main(tag)
        for child in [child for child in tag.children if isinstance(child, Tag)]:
            if child.name in SILENT:
                yield child
            elif (
                child.name in _NEVER_REMOVED
                or id(child) in around_page
                or _is_main(child)
                or not is_boilerplate(child, in_main=in_main)
            ):
                stack.append((child, in_main))
            else:
                yield child


def _hidden_for_good(soup: BeautifulSoup, hidden_elements: HiddenElements) -> Iterator[Tag]:
    """Yield permanently hidden tags, and buttons without meaning for the text."""
    stack: list[tuple[Tag, bool, bool]] = [(soup, False, False)]
    while stack:
        tag, in_heading, in_main = stack.pop()
        in_heading = in_heading or is_heading(tag)
        in_main = in_main or tag.name == "article" or _is_main(tag)
        for child in [child for child in tag.children if isinstance(child, Tag)]:
            if not in_main and (child.name in _NEVER_REMOVED or _is_main(child)):
                stack.append((child, in_heading, in_main))
            elif hidden_elements.is_hidden(child) or hidden_elements.is_idle_button(
                child, in_heading=in_heading
            ):
                yield child
            else:
                stack.append((child, in_heading, in_main))
