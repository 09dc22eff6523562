"""The text of drawings in a Word file: text boxes, WordArt, diagrams, and the labels of charts."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from lxml import etree

from indexer.readers.docx.tree import ANY, attribute, local, parsed, remove

DRAWINGS: Final = ("drawing", "pict", "object")
_VML: Final = "{urn:schemas-microsoft-com:vml}"
_HIDDEN: Final = re.compile(r"visibility\s*:\s*hidden", re.IGNORECASE)
# Elements that contain the text of a drawing, outermost first: nothing inside one of them is searched again.
_TEXTS: Final = tuple(ANY + name for name in ("txbxContent", "textpath", "relIds", "chart", "p"))


class Drawings:
    """The drawings of one part of a Word file."""

    def __init__(self, parts: Mapping[str, bytes], name: str, word: str) -> None:
        self._parts = parts
        self._word = word
        self._folder, _, own = name.rpartition("/")
        relations = parsed(parts.get(posixpath.join(self._folder, "_rels", f"{own}.rels")))
        self._targets = {
            one.get("Id"): one.get("Target", "") for one in (relations if relations is not None else ())
        }
        self._told: set[str] = set()  # parts whose text was used: several drawings may show the same one

    def put_text_in_place(self, drawing: Any) -> None:
        """Replace *drawing* by its text, as a text box: mammoth knows one kind of these, and where it is read."""
        content = [] if _is_hidden(drawing) else list(self._content(drawing))
        word = self._word
        if content:
            box = etree.Element(f"{word}pict")
            inside = etree.SubElement(etree.SubElement(box, f"{_VML}textbox"), f"{word}txbxContent")
            inside.extend(content)
            drawing.addprevious(box)
        remove(drawing)

    def _content(self, drawing: Any) -> Iterator[Any]:
        """Yield paragraphs and tables."""
        done: Any = None
        for found in drawing.iter(*_TEXTS):
            if done is not None and any(parent is done for parent in found.iterancestors()):
                continue
            done = found
            match local(found):
                case "txbxContent":
                    yield from list(found)
                case "textpath":
                    yield self._paragraph(attribute(found, "string") or "")
                case "relIds":
                    yield from self._related(attribute(found, "dm"))
                case "chart":
                    yield from self._related(attribute(found, "id"))
                case _ if not found.tag.startswith(self._word):
                    yield self._paragraph(_text(found))

    def _related(self, key: str | None) -> Iterator[Any]:
        """Yield the text of the part that a drawing names by *key*, once."""
        name = posixpath.normpath(posixpath.join("/", self._folder, self._targets.get(key, ""))).lstrip("/")
        root = parsed(self._parts.get(name)) if name not in self._told else None
        self._told.add(name)
        if root is None:
            return
        for paragraph in root.iter(f"{ANY}p"):
            yield self._paragraph(_text(paragraph))
        # The names of a chart's rows and columns; numbers are in another cache.
        labels = [label.text or "" for label in root.iterfind(f".//{ANY}strCache/{ANY}pt/{ANY}v")]
        if labels:
            yield self._paragraph(" | ".join(dict.fromkeys(labels)))

    def _paragraph(self, text: str) -> Any:
        paragraph = etree.Element(f"{self._word}p")
        run = etree.SubElement(paragraph, f"{self._word}r")
        etree.SubElement(run, f"{self._word}t").text = text
        return paragraph


def _is_hidden(drawing: Any) -> bool:
    """Return whether its author hid it: in the list of a page's objects, or by the style of old versions."""
    named = next(drawing.iter(f"{ANY}docPr"), None)
    if named is not None and attribute(named, "hidden") in {"1", "true"}:
        return True
    return any(_HIDDEN.search(attribute(shape, "style") or "") for shape in drawing)


def _text(paragraph: Any) -> str:
    """Return the text of a paragraph of a drawing."""
    characters = (
        found.text or "" if local(found) == "t" else " " for found in paragraph.iter(f"{ANY}t", f"{ANY}br")
    )
    return "".join(characters)
