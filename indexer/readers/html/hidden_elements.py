"""Which elements of a page are permanently hidden, and which are hidden until a control opens them.

An accordion or a set of tabs is text of the page; a menu, a dialog or a tooltip is not.
"""

import re
from collections.abc import Mapping
from typing import Final

from bs4 import Tag
from bs4.element import NavigableString

from indexer.readers.html.boilerplate import HEADINGS
from indexer.readers.html.tree import tags_of

_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NAMED: Final = ("data-target", "data-bs-target", "href")  # "#id" of what a control opens
_TOGGLES: Final = ("data-toggle", "data-bs-toggle")
_FOLDS: Final = frozenset({"collapse", "tab", "pill", "accordion"})
_CHOICES: Final = frozenset({"input", "select", "textarea"})
_TITLES: Final = HEADINGS | {"summary", "dt", "legend", "caption"}
_LINKS: Final = 0.8  # of its text: an element with this share of links is a menu


class HiddenElements:
    """The hidden elements of a page that a control opens, and those controls."""

    def __init__(self, root: Tag) -> None:
        by_id: dict[str, Tag] = {}
        controls: list[Tag] = []
        for tag in tags_of(root):
            own = tag.get("id")
            if isinstance(own, str):
                by_id.setdefault(own, tag)
            if _opened_by(tag):
                controls.append(tag)
        self._opened: set[int] = set()
        self._controls: set[int] = set()
        known: dict[int, bool] = {}  # whether an element is text: several controls may open it
        for control in controls:
            for name in _opened_by(control):
                element = by_id.get(name)
                if element is None:
                    continue
                if id(element) not in known:
                    known[id(element)] = not _is_menu(element)
                if known[id(element)]:
                    self._opened.add(id(element))
                    self._controls.add(id(control))

    def is_hidden(self, tag: Tag) -> bool:
        """Return whether *tag* is hidden permanently, from everyone or from screen readers."""
        if id(tag) in self._opened or tag.get("role") == "tabpanel":
            return False
        return bool(tag.attrs) and is_hidden(tag.attrs)

    def is_idle_button(self, tag: Tag, *, in_heading: bool) -> bool:
        """Return whether *tag* is a button without meaning for the text: neither a control of it nor part of a heading."""
        return tag.name == "button" and not in_heading and id(tag) not in self._controls


def is_hidden(attributes: Mapping[str, object]) -> bool:
    """Return whether a tag with these *attributes* is hidden, from everyone or from screen readers."""
    if "hidden" in attributes:
        return str(attributes["hidden"]).strip().lower() != "until-found"  # the browser's search reveals it
    return attributes.get("aria-hidden") == "true" or bool(_HIDDEN.search(str(attributes.get("style") or "")))


def is_heading(tag: Tag) -> bool:
    """Return whether a button in *tag* is its text."""
    return tag.name in _TITLES


def _opened_by(tag: Tag) -> tuple[str, ...]:
    """Return the ids of the elements that *tag* opens as part of the page: not menus, choices or dialogs."""
    if tag.name in _CHOICES or tag.get("aria-haspopup") not in {None, "false"}:
        return ()
    controlled = tag.get("aria-controls")
    toggled = next((str(tag[name]) for name in _TOGGLES if tag.has_attr(name)), None)
    if toggled is not None and toggled not in _FOLDS:
        return ()
    named = tuple(str(controlled).split()) if controlled else ()
    if toggled is not None or tag.get("role") in {"tab", "button"}:
        targets = (str(tag.get(name) or "") for name in _NAMED)
        named += tuple(target[1:] for target in targets if target.startswith("#") and len(target) > 1)
    return named


def _is_menu(element: Tag) -> bool:
    """Return whether nearly all of the text in *element* is links."""
    whole = linked = 0
    stack: list[tuple[Tag, bool]] = [(element, False)]
    while stack:
        tag, in_link = stack.pop()
        for child in tag.contents:
            if isinstance(child, Tag):
                stack.append((child, in_link or child.name == "a"))
            elif type(child) is NavigableString:
                size = len(child.strip())
                whole += size
                linked += size if in_link else 0
    return whole > 0 and linked >= whole * _LINKS
