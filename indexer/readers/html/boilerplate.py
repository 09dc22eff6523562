"""Whether a tag is boilerplate by its name, role and classes. Pure, and the same for every page."""

import re
from typing import Final

from bs4 import Tag

# Nothing in these is text of the page. (Not the whole head: if its end tag is missing, the parser puts <main> into it.)
SILENT: Final = frozenset(
    "title meta link base script style template noscript noframes iframe object embed svg canvas audio video select datalist option "
    "input textarea map area progress meter dialog annotation annotation-xml".split()
)
HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BOILERPLATE: Final = frozenset({"nav", "form", "search"})
_BOILERPLATE_ROLES: Final = frozenset(
    {"navigation", "search", "dialog", "alertdialog", "menu", "menubar", "listbox"}
)
# Outside the main content these are boilerplate; inside it they are its title, its sources, a box with an example.
_EDGES: Final = frozenset({"header", "footer", "aside"})
_EDGE_ROLES: Final = frozenset({"banner", "contentinfo", "complementary"})
_BOILERPLATE_NAME: Final = re.compile(
    r"(?:^|[-_])(?:cookies?[-_]?(?:banner|notice|bar|consent|law|info|message|popup|modal|overlay|disclaimer|policy[-_]bar)"
    r"|breadcrumbs?|skip[-_]?(?:link|nav|to[-_]content))(?:$|[-_])"
    r"|^cookies?$|^(?:gdpr|cookie|onetrust|cybotcookiebot|truste|usercentrics)[-_\w]*(?:banner|consent|dialog|root|sdk|bar)"
    r"|^cc-(?:window|banner)$|^(?:linenos|linenodiv|rouge-gutter)$",  # the numbers beside the lines of a program
    re.IGNORECASE,
)


def is_boilerplate(tag: Tag, *, in_main: bool) -> bool:
    """Return whether *tag* is boilerplate by its name, role or class; the caller handles pages inside a form or a header."""
    role = str(tag.get("role") or "").strip().lower()
    if tag.name in _EDGES or role in _EDGE_ROLES:
        return not in_main
    if tag.name in _BOILERPLATE or role in _BOILERPLATE_ROLES or tag.get("aria-modal") == "true":
        # The form of a listing page stays: it shows that the page is one.
        return "searchandfilter" not in tag.get_attribute_list("class")
    return any(_BOILERPLATE_NAME.search(word) for word in names_of(tag))


def names_of(tag: Tag) -> tuple[str, ...]:
    """Return the id and the classes of *tag*."""
    return tuple(str(name) for name in (tag.get("id"), *tag.get_attribute_list("class")) if name)
