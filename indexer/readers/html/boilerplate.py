"""A tag in, whether it is furniture: what names, roles and classes say. Pure, and the same for every page."""

import re
from typing import Final

from bs4 import Tag

# Nothing in these is running text. (Not the head as a whole: where its end is left out, the parser takes <main> into it.)
SILENT: Final = frozenset(
    "title meta link base script style template noscript noframes iframe object embed svg canvas audio video select datalist option "
    "input textarea map area progress meter dialog annotation annotation-xml".split()
)
HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_FURNITURE: Final = frozenset({"nav", "form", "search"})
_FURNITURE_ROLES: Final = frozenset(
    {"navigation", "search", "dialog", "alertdialog", "menu", "menubar", "listbox"}
)
# Around the main part these are furniture; inside it they are its title, its sources, a box with a case.
_EDGES: Final = frozenset({"header", "footer", "aside"})
_EDGE_ROLES: Final = frozenset({"banner", "contentinfo", "complementary"})
_FURNITURE_NAME: Final = re.compile(
    r"(?:^|[-_])(?:cookies?[-_]?(?:banner|notice|bar|consent|law|info|message|popup|modal|overlay|disclaimer|policy[-_]bar)"
    r"|breadcrumbs?|skip[-_]?(?:link|nav|to[-_]content))(?:$|[-_])"
    r"|^cookies?$|^(?:gdpr|cookie|onetrust|cybotcookiebot|truste|usercentrics)[-_\w]*(?:banner|consent|dialog|root|sdk|bar)"
    r"|^cc-(?:window|banner)$",
    re.IGNORECASE,
)
# "¶" behind a heading, which only links to it.
_PERMALINK: Final = frozenset("¶ # § 🔗 🔗\ufe0e ∞".split())
_BACK: Final = frozenset("↩ ↩\ufe0e ↵ ⏎ ⤴ ⤴\ufe0e".split())


def is_furniture(tag: Tag, *, in_main: bool) -> bool:
    """Tell whether name, role or class say that *tag* is furniture; some pages are one form, or one header."""
    role = str(tag.get("role") or "").strip().lower()
    if tag.name in _EDGES or role in _EDGE_ROLES:
        return not in_main
    if tag.name in _FURNITURE or role in _FURNITURE_ROLES or tag.get("aria-modal") == "true":
        # A listing's form is left in: it says that the page is a listing.
        return "searchandfilter" not in tag.get_attribute_list("class")
    return any(_FURNITURE_NAME.search(word) for word in names_of(tag))


def is_permalink(tag: Tag) -> bool:
    """Tell whether *tag* is a sign that only links to the heading it stands in, or from a note back to the text."""
    if tag.name != "a" or len(tag.contents) > 1 or not str(tag.get("href") or "").startswith("#"):
        return False
    sign = (tag.string or "").strip()
    in_heading = tag.parent is not None and tag.parent.name in HEADINGS
    return sign in _BACK or (in_heading and sign in _PERMALINK)


def names_of(tag: Tag) -> tuple[str, ...]:
    """Return the id and the classes of *tag*."""
    return tuple(str(name) for name in (tag.get("id"), *tag.get_attribute_list("class")) if name)
