"""Rewrites the parts of a Word file so that mammoth loses no text, and removes hidden text.

mammoth knows the elements of most documents and skips all others with their content: simple fields, equations, text boxes
without a copy for old versions of Word. They are rewritten as elements that it knows.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from lxml import etree
from mammoth.docx.dingbats import dingbats

from indexer.readers.docx import equations
from indexer.readers.docx.drawings import DRAWINGS, Drawings
from indexer.readers.docx.styles import Styles
from indexer.readers.docx.tree import ANY, WORD, attribute, is_on, local, parsed, remove, unwrap, word_of

_BODIES: Final = frozenset({"document", "footnotes", "endnotes"})
_ROOT: Final = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z]+)[\s>/]")
# Containers of text without a meaning of their own: fields, directions, controls, tags, accepted changes.
_AROUND: Final = ("fldSimple", "bdo", "dir", "smartTag", "customXml", "sdtContent", "sdt", "ins", "moveTo")
_GONE: Final = ("del", "moveFrom")  # dropped when tracked changes are accepted
_BESIDE_CONTENT: Final = ("sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "fldData")
_IN_A_RUN: Final = frozenset({"rPr", "fldChar", "instrText"})  # what stays of a hidden one
_NOT_TEXT: Final = ("proofErr", "lastRenderedPageBreak", "bookmarkStart", "bookmarkEnd")
_REVISIONS: Final = ("rsidR", "rsidRPr", "rsidRDefault", "rsidP", "rsidDel", "rsidTr")
_PRIVATE: Final = range(0xF000, 0xF100)  # where fonts of symbols keep theirs
_DROP_CAPS: Final = frozenset({"drop", "margin"})
_BLOCKS: Final = frozenset({"body", "tc", "txbxContent", "footnote", "endnote"})


def readable(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return *parts* with the document and its notes rewritten for mammoth; raises ValueError if they are not XML."""
    styles = Styles(parts.get("word/styles.xml"))
    done = dict(parts)
    for name, part in parts.items():
        if name.endswith(".xml") and _is_body(part):
            root = parsed(part, whole=True)
            if root is None:
                raise ValueError(name)
            if root.tag.startswith(WORD):
                _Body(root, Drawings(parts, name, word_of(root)), styles).make_readable()
                done[name] = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return done


def _is_body(part: bytes) -> bool:
    head = part[:4000].replace(b"\x00", b"")  # UTF-16 too
    root = _ROOT.search(head)
    return root is not None and root.group(1).decode("ascii") in _BODIES


class _Body:
    """The tree of one part."""

    def __init__(self, root: Any, drawings: Drawings, styles: Styles) -> None:
        self._root = root
        self._word = word_of(root)
        self._drawings = drawings
        self._styles = styles

    def make_readable(self) -> None:
        """Change the tree in place."""
        self._settle()
        for around in self._named(*_BESIDE_CONTENT):
            remove(around)
        for around in self._named(*_AROUND):
            unwrap(around)
        for field in self._named("ddList"):
            self._say_choice(field)
        self._leave_out_hidden()
        self._join_drop_caps()
        self._leave_looks_out()
        for equation in self._all(f"{ANY}oMath"):
            self._write_out(equation)
        for paragraph in self._all(f"{ANY}oMathPara"):
            unwrap(paragraph)
        for drawing in reversed(self._named(*DRAWINGS)):  # those inside another first
            self._drawings.put_text_in_place(drawing)
        self._name_signs()

    def _settle(self) -> None:
        """Keep one of several alternatives, and the text as it is after all tracked changes are accepted."""
        for alternative in self._all(f"{ANY}AlternateContent"):
            _choose(alternative)
        for deleted in self._named(*_GONE):
            if len(deleted):  # an empty one marks the end of a paragraph
                remove(deleted)
        for cell in self._named("cellDel"):
            remove(cell.getparent().getparent())

    def _all(self, *names: str) -> list[Any]:
        return list(self._root.iter(*names))

    def _named(self, *names: str) -> list[Any]:
        return self._all(*(self._word + name for name in names))

    def _leave_out_hidden(self) -> None:
        word = self._word
        for row in self._named("hidden"):
            if is_on(row) and local(row.getparent()) == "trPr":
                remove(row.getparent().getparent())
        if not self._styles.hides and next(self._root.iter(f"{word}vanish"), None) is None:
            return
        for run in self._all(f"{ANY}r"):
            if self._styles.is_hidden(run, run.find(f"{word}rPr"), word):
                for child in list(run):
                    if local(child) not in _IN_A_RUN:
                        run.remove(child)

    def _join_drop_caps(self) -> None:
        """Move each drop cap, a paragraph of its own to Word, to the beginning of the paragraph that it belongs to."""
        for frame in self._named("framePr"):
            properties = frame.getparent()
            paragraph = properties.getparent()
            rest = paragraph.getnext()
            if attribute(frame, "dropCap") not in _DROP_CAPS or rest is None or rest.tag != paragraph.tag:
                continue
            own = rest.find(f"{self._word}pPr")
            letters = [child for child in paragraph if child is not properties]
            at = 0 if own is None else rest.index(own) + 1
            rest[at:at] = letters
            remove(paragraph)

    def _leave_looks_out(self) -> None:
        """Remove all formatting except raised text: reading it takes a third of mammoth's time."""
        word = self._word
        for run in self._named("r"):
            properties = run.find(f"{word}rPr")
            if properties is None:
                continue
            raised = properties.find(f"{word}vertAlign")
            if raised is None and self._styles.is_raised(properties, word):
                raised = etree.Element(f"{word}vertAlign")
                raised.set(f"{word}val", "superscript")
            if raised is None:
                run.remove(properties)
            else:
                properties[:] = [raised]
        etree.strip_elements(self._root, *(word + name for name in _NOT_TEXT), with_tail=False)
        etree.strip_attributes(self._root, *(word + name for name in _REVISIONS))

    def _say_choice(self, choices: Any) -> None:
        """Write the selected value of a drop-down form field after the field."""
        word = self._word
        chosen = choices.find(f"{word}result")
        chosen = choices.find(f"{word}default") if chosen is None else chosen
        number = attribute(chosen, "val") if chosen is not None else "0"
        entries = choices.findall(f"{word}listEntry")
        field = next(choices.iterancestors(f"{word}fldChar"), None)
        if (
            field is not None
            and number
            and number.isascii()
            and number.isdigit()
            and int(number[:6]) < len(entries)
        ):
            said = etree.Element(f"{word}t")
            said.text = attribute(entries[int(number[:6])], "val")
            field.addnext(said)

    def _write_out(self, equation: Any) -> None:
        """Replace an equation by a run, in a paragraph of its own if necessary."""
        word = self._word
        alone = local(equation.getparent()) == "oMathPara"
        text = equations.text_of(equation)
        run = etree.Element(f"{word}r")
        etree.SubElement(run, f"{word}t").text = f" {text} " if alone else text
        outside = equation.getparent().getparent() if alone else equation.getparent()
        placed = run
        if outside is not None and local(outside) in _BLOCKS:
            placed = etree.Element(f"{word}p")
            placed.append(run)
        equation.addprevious(placed)
        remove(equation)

    def _name_signs(self) -> None:
        """Rewrite breaks, tabs and symbols as elements that mammoth knows; it would skip them, and join the words."""
        word = self._word
        for end in self._named("cr"):
            end.tag = f"{word}br"
        for tab in self._named("ptab"):
            tab.tag = f"{word}tab"
        for end in self._named("br"):
            end.attrib.pop(f"{word}type", None)
        for ruby in self._named("ruby"):
            _unwrap_ruby(ruby, word)
        for symbol in self._named("sym"):
            text = _symbol_text(attribute(symbol, "font") or "", attribute(symbol, "char") or "")
            if text is not None:
                symbol.tag = f"{word}t"
                symbol.text = text


def _unwrap_ruby(ruby: Any, word: str) -> None:
    """Replace *ruby* by its text, followed by the reading in brackets."""
    base, reading = (
        "".join(text.text or "" for part in ruby.iterfind(word + name) for text in part.iter(f"{word}t"))
        for name in ("rubyBase", "rt")
    )
    text = etree.Element(f"{word}t")
    text.text = f"{base} ({reading})" if reading else base
    ruby.addprevious(text)
    remove(ruby)


def _choose(alternative: Any) -> None:
    """Replace alternatives by the first one that has text."""
    versions = [one for one in alternative if local(one) in {"Choice", "Fallback"}]
    said = next((one for one in versions if _says(one)), None)
    for version in versions:
        if version is not said:
            alternative.remove(version)
    if said is not None:
        unwrap(said)
    unwrap(alternative)


def _says(version: Any) -> bool:
    """Return whether *version* may contain text."""
    names = ("t", "txbxContent", "textpath", "relIds", "chart", "tab", "br", "sym")
    return next(version.iter(*(ANY + name for name in names)), None) is not None


def _symbol_text(font: str, code: str) -> str | None:
    """Return the text of a symbol that mammoth does not know; None if it knows it."""
    try:
        number = int(code, 16)
        symbol = chr(number & 0xFF if number in _PRIVATE else number)
    except (OverflowError, ValueError):
        return ""
    if (font, number) in dingbats or (number in _PRIVATE and (font, number & 0xFF) in dingbats):
        return None
    return symbol if symbol.isprintable() else " "
