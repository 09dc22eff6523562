"""An equation on one line: a fraction is "a/b", and a power is "x2", as in other text."""

from typing import Any, Final

from lxml import etree

from indexer.readers.docx.tree import ANY, attribute, local

_SPACED: Final = frozenset({"fName", "mr", "lim"})  # behind these
_OPENING: Final = {"den": "/", "rad": "√", "br": " ", "cr": " ", "tab": " "}
_NAMED: Final = {"nary": ("naryPr", "chr", "∫"), "d": ("dPr", "begChr", "(")}


def text_of(equation: Any) -> str:
    """Return the text of *equation*."""
    characters: list[str] = []
    for event, element in etree.iterwalk(equation, events=("start", "end")):
        characters.append(_opening(element) if event == "start" else _closing(element))
    return "".join(characters)


def _opening(element: Any) -> str:
    name = local(element)
    if name == "t":
        return element.text or ""
    if name == "e":
        return _between(element)
    return _sign(element, *_NAMED[name]) if name in _NAMED else _OPENING.get(name, "")


def _between(element: Any) -> str:
    """Return what separates *element* from the one before it, in a row or between brackets."""
    before = element.getprevious()
    if before is None or local(before) != "e":
        return ""
    around = element.getparent()
    return " " if local(around) in {"mr", "eqArr"} else _sign(around, "dPr", "sepChr", "|")


def _closing(element: Any) -> str:
    name = local(element)
    if name == "d":
        return _sign(element, "dPr", "endChr", ")")
    return " " if name in _SPACED else ""


def _sign(element: Any, properties: str, name: str, usual: str) -> str:
    """Return the character that an equation names, or the *usual* one; nothing if it names an empty one."""
    found = element.find(f"{ANY}{properties}/{ANY}{name}")
    said = attribute(found, "val") if found is not None else usual
    return said if said is not None else ""
