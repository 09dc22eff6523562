"""The XML of a Word file: how a part is parsed, its names, and two common changes to its tree."""

from typing import Any, Final

from lxml import etree

# Both hold for Word files: the transitional names, and the strict ones that few programs write.
WORD: Final = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
# Everything else is found by its local name, in any version of a namespace.
ANY: Final = "{*}"
_OFF: Final = frozenset({"0", "false", "off", "none"})


def parsed(part: bytes | None, *, whole: bool = False) -> Any:
    """Return the root of *part*; None if it is missing or cannot be parsed.

    A document's own text is read *whole*, however deep it is nested; of its properties 256 levels are plenty.
    """
    if part is None:
        return None
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=whole,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(part, parser)
    except etree.XMLSyntaxError:
        return None


def word_of(root: Any) -> str:
    """Return the namespace of a part's elements, in braces."""
    return next((name for name in WORD if root.tag.startswith(name)), WORD[0])


def local(element: Any) -> str:
    """Return the name of *element* without its namespace."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Any, name: str) -> str | None:
    """Return the attribute with this local *name*, in any namespace."""
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


def is_on(element: Any) -> bool:
    """Return whether a property is on: its presence means yes, unless its value says no."""
    return attribute(element, "val") not in _OFF


def unwrap(element: Any) -> None:
    """Replace *element* by its content."""
    for child in list(element):
        element.addprevious(child)
    remove(element)


def remove(element: Any) -> None:
    """Remove *element* from its tree."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
