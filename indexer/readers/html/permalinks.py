"""Removes the characters of a page that only link to where they stand: "¶" behind a heading, "↩" behind a note."""

import re
from typing import Final

from bs4 import Tag
from bs4.element import NavigableString

from indexer.readers.html.boilerplate import HEADINGS, names_of
from indexer.readers.html.tree import tags_of, visible_text

_SIGNS: Final = frozenset("¶ # § 🔗 🔗\ufe0e ∞".split())
_BACK: Final = frozenset("↩ ↩\ufe0e ↵ ⏎ ⤴ ⤴\ufe0e".split())
# What documentation tools call them: "headerlink", "anchor", "header-anchor", "permalink", "hash-link".
_NAMES: Final = re.compile(r"(?:head(?:er|ing)|section|title|hash|perma)[-_]?link|anchor", re.IGNORECASE)
_LONGEST: Final = 2  # characters: one, and what decides how it is drawn
_NODES: Final = 3  # a character may be within a tag or two of its own


def remove_permalinks(root: Tag) -> None:
    """Remove the permalinks below *root*; the id of one, which others link to, becomes that of the tag around it."""
    for tag in [tag for tag in tags_of(root) if tag.name == "a" and _is_permalink(tag)]:
        own, around = tag.get("id") or tag.get("name"), tag.parent
        if own and around is not None and not around.get("id"):
            around["id"] = own
        tag.extract()


def _is_permalink(tag: Tag) -> bool:
    href = str(tag.get("href") or "")
    if "#" not in href:
        return False
    character = _character(tag)
    if not character or character.isalnum():
        return False
    if href.startswith("#") and (character in _BACK or (_in_heading(tag) and character in _SIGNS)):
        return True
    return tag.get("aria-hidden") == "true" or any(_NAMES.search(name) for name in names_of(tag))


def _in_heading(tag: Tag) -> bool:
    return tag.parent is not None and tag.parent.name in HEADINGS


def _character(tag: Tag) -> str:
    """Return the only character in *tag*; nothing if there are more, or other things."""
    text = ""
    node: Tag | None = tag
    for _ in range(_NODES):
        if node is None or len(node.contents) != 1:
            return ""
        inside = node.contents[0]
        if type(inside) is NavigableString:
            text = visible_text(inside).strip()
            break
        node = inside if isinstance(inside, Tag) else None
    return text if len(text) <= _LONGEST else ""
