"""The XML of a Word file: how a part is parsed, what its names are, and two changes that all have in common."""

from typing import Any, Final

from lxml import etree

# Both hold for Word files: the transitional names, and the strict ones that few programs write.
WORD: Final = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
# The rest is looked for by its local name, whatever version of a namespace it is in.
ANY: Final = "{*}"
_OFF: Final = frozenset({"0", "false", "off", "none"})


def parsed(part: bytes | None, *, whole: bool = False) -> Any:
    """Return the root of *part*; None where there is none, or none that can be read.

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
    """Return the namespace in braces that a part's words stand in."""
    return next((name for name in WORD if root.tag.startswith(name)), WORD[0])


def local(element: Any) -> str:
    """Return the name of *element* without its namespace."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Any, name: str) -> str | None:
    """Return the attribute of that local *name*, in whatever namespace."""
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


def is_on(element: Any) -> bool:
    """Tell whether a property is on: it is by standing there, unless it says no."""
    return attribute(element, "val") not in _OFF


def unwrap(element: Any) -> None:
    """Leave what stands in *element* in its place."""
    for child in list(element):
        element.addprevious(child)
    remove(element)


def remove(element: Any) -> None:
    """Take *element* out of its tree."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
