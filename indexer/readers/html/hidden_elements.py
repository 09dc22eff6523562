"""A page's tree in, what scripts show of it out: hidden panels that a control on the page opens are its text.

An accordion or a set of tabs is text that the page folds away; a menu, a dialog or a hint is not.
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
_LINKS: Final = 0.8  # of its text: a panel of so many links is a menu


class Panels:
    """Which hidden tags of a page are text all the same, and which of its buttons."""

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
        known: dict[int, bool] = {}  # whether a panel is text: many controls may name one
        for control in controls:
            for name in _opened_by(control):
                panel = by_id.get(name)
                if panel is None:
                    continue
                if id(panel) not in known:
                    known[id(panel)] = not _is_menu(panel)
                if known[id(panel)]:
                    self._opened.add(id(panel))
                    self._controls.add(id(control))

    def hides(self, tag: Tag) -> bool:
        """Tell whether the page shows *tag* to nobody, or hides it from those who listen, whatever they open."""
        if id(tag) in self._opened or tag.get("role") == "tabpanel":
            return False
        return bool(tag.attrs) and hides(tag.attrs)

    def is_idle_button(self, tag: Tag, *, in_heading: bool) -> bool:
        """Tell whether *tag* is a button that says nothing: neither a panel's title nor part of a heading."""
        return tag.name == "button" and not in_heading and id(tag) not in self._controls


def hides(attributes: Mapping[str, object]) -> bool:
    """Tell whether a tag of these *attributes* is shown to nobody, or hidden from those who listen."""
    if "hidden" in attributes:
        return str(attributes["hidden"]).strip().lower() != "until-found"  # a search in the page shows that
    return attributes.get("aria-hidden") == "true" or bool(_HIDDEN.search(str(attributes.get("style") or "")))


def is_heading(tag: Tag) -> bool:
    """Tell whether a button in *tag* says what the heading says."""
    return tag.name in _TITLES


def _opened_by(tag: Tag) -> tuple[str, ...]:
    """Return the ids of what *tag* opens as part of the page: no menus, lists of choices or dialogs."""
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


def _is_menu(panel: Tag) -> bool:
    """Tell whether nearly all of the text in *panel* is links."""
    whole = linked = 0
    stack: list[tuple[Tag, bool]] = [(panel, False)]
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
