"""The blocks of text of a part of a page, in reading order; without recursion, because trees may be deep."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from indexer.readers.blocks import Block, BlockWriter, verbatim
from indexer.readers.html.tables import is_data
from indexer.readers.html.tree import BLOCKS, collapsed, visible_text

HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_LISTS: Final = frozenset({"ul", "ol", "menu"})
_VERBATIM: Final = frozenset({"pre", "listing", "xmp"})
# Of a term: "Why not?", "Changes are lost."; not "U.S." and "Approx.", which are abbreviations.
_SENTENCE_END: Final = re.compile(r"""(?:[?!:;…]|\s[^\s.]+\.)["'”’»)\]]*$""")
_MAX_INDENT: Final = 8  # lists nested deeper are indented no further


def blocks_of(root: Tag) -> tuple[Block, ...]:
    """Return the text below *root*; list items, table rows and definitions are separate lines."""
    walker = _Walker()
    stack: list[tuple[PageElement, bool]] = [(root, False)]
    while stack:
        node, leaving = stack.pop()
        if not isinstance(node, Tag):
            # Comments and the like are kinds of NavigableString too.
            if type(node) is NavigableString:
                walker.string(node)
        elif leaving:
            walker.leave(node)
        else:
            walker.enter(node)
            stack.append((node, True))
            stack.extend((child, False) for child in reversed(node.contents))
    return walker.finish()


class _Walker:
    """Collects strings into lines, and lines into blocks."""

    def __init__(self) -> None:
        self._writer = BlockWriter()
        self._strings: list[str] = []  # of the current line
        self._anchor: str | None = None  # the last id before or around it
        self._lists: list[int | None] = []  # next number of each list around; None: bullets
        self._bullet: str | None = None  # of the item just begun
        self._in_heading = 0
        self._anchored = False  # inside a heading that has an id of its own
        self._verbatim = 0
        self._rows: list[list[str]] = []  # cells so far, of each data row around
        self._tables: list[bool] = []  # whether each table around holds data
        self._terms: list[str] = []  # defined terms that wait for their definition
        self._entering: Mapping[str, Callable[[Tag], None]] = {
            **dict.fromkeys(HEADINGS, self._enter_heading),
            **dict.fromkeys(_LISTS, self._enter_list),
            "br": self._break,
            **dict.fromkeys(_VERBATIM, self._enter_verbatim),
            "li": self._enter_item,
            "table": self._enter_table,
            "tr": self._enter_row,
        }
        self._leaving: Mapping[str, Callable[[Tag], None]] = {
            **dict.fromkeys(HEADINGS, self._leave_heading),
            **dict.fromkeys(_LISTS, self._leave_list),
            **dict.fromkeys(_VERBATIM, self._leave_verbatim),
            "li": self._leave_item,
            "td": self._leave_cell,
            "th": self._leave_cell,
            "tr": self._leave_row,
            "table": self._leave_table,
            "dt": self._leave_term,
            "dl": self._leave_definitions,
        }

    def string(self, text: str) -> None:
        self._strings.append(text)

    def enter(self, tag: Tag) -> None:
        if tag.name in BLOCKS:
            self._end_line()
        self._note_anchor(tag)
        handle = self._entering.get(tag.name)
        if handle is not None:
            handle(tag)

    def leave(self, tag: Tag) -> None:
        handle = self._leaving.get(tag.name)
        if handle is not None:
            handle(tag)
        elif tag.name in BLOCKS:
            self._end_line()

    def finish(self) -> tuple[Block, ...]:
        self._end_line()
        return self._writer.finish()

    def _note_anchor(self, tag: Tag) -> None:
        # A heading's own id is better than one inside it; the last id before it is second best.
        anchor = tag.get("id") or (tag.get("name") if tag.name == "a" else None)
        if isinstance(anchor, str) and anchor.strip() and not self._anchored:
            self._anchor = anchor.strip()

    def _break(self, _: Tag) -> None:
        self._strings.append("\n" if self._verbatim else " ")
        if not self._verbatim:
            self._end_line()

    def _enter_heading(self, tag: Tag) -> None:
        self._in_heading += 1
        self._anchored = self._anchored or bool(tag.get("id"))

    def _leave_heading(self, tag: Tag) -> None:
        self._in_heading -= 1
        if not self._in_heading:
            self._writer.heading(HEADINGS[tag.name], collapsed(self._strings), self._anchor)
            self._strings.clear()
            self._anchored = False

    def _enter_verbatim(self, _: Tag) -> None:
        self._verbatim += 1

    def _leave_verbatim(self, _: Tag) -> None:
        self._end_line()
        self._verbatim -= 1

    def _enter_list(self, tag: Tag) -> None:
        self._lists.append(1 if tag.name == "ol" else None)

    def _leave_list(self, _: Tag) -> None:
        self._end_line()
        self._lists.pop()

    def _enter_item(self, _: Tag) -> None:
        number = self._lists[-1] if self._lists else None
        if number is None:
            self._bullet = "•"
        else:
            self._bullet = f"{number}."
            self._lists[-1] = number + 1

    def _leave_item(self, _: Tag) -> None:
        self._end_line()
        self._bullet = None

    def _enter_table(self, tag: Tag) -> None:
        self._tables.append(is_data(tag))

    def _leave_table(self, _: Tag) -> None:
        self._end_line()
        self._tables.pop()

    def _enter_row(self, _: Tag) -> None:
        if self._tables and self._tables[-1]:
            self._rows.append([])

    def _leave_cell(self, _: Tag) -> None:
        if self._rows:
            self._rows[-1].append(collapsed(self._strings))
            self._strings.clear()
        else:
            self._end_line()

    def _leave_row(self, _: Tag) -> None:
        if not self._rows:
            self._end_line()
            return
        outside = collapsed(self._strings)  # of any cell
        self._strings.clear()
        row = " | ".join(cell for cell in (*self._rows.pop(), outside) if cell)
        self._writer.text(row, self._anchor)

    def _leave_term(self, _: Tag) -> None:
        if self._rows or self._in_heading:
            self._end_line()
        else:
            self._terms.append(collapsed(self._strings))
            self._strings.clear()

    def _leave_definitions(self, _: Tag) -> None:
        self._end_line()
        self._end_terms("")

    def _end_line(self) -> None:
        """Write the current line; inside a heading or a table cell, the end of a block is only a space."""
        if self._in_heading or self._rows:
            self._strings.append(" ")
            return
        if not self._strings:
            return
        if self._verbatim:
            self._end_verbatim()
            return
        line = collapsed(self._strings)
        self._strings.clear()
        if not line:
            return
        if self._terms:
            if self._bullet is None:
                self._end_terms(line)
                return
            self._end_terms("")  # the definition is a list: its items follow
        indent = "  " * (min(len(self._lists), _MAX_INDENT) - 1)
        if self._bullet is not None:
            line, self._bullet = f"{indent}{self._bullet} {line}", None
        elif self._lists:
            line = f"{indent}  {line}"
        self._writer.text(line, self._anchor)

    def _end_verbatim(self) -> None:
        """Write verbatim text, line for line; each begins with a tab, by which it is shown as it stands."""
        text = visible_text("".join(self._strings)).strip("\n")
        self._strings.clear()
        if not text.strip():
            return
        self._end_terms("")
        if self._bullet is not None:
            number, self._bullet = self._bullet, None
            self._writer.text("" if number == "•" else number, self._anchor)
        self._writer.text(verbatim(text), self._anchor)

    def _end_terms(self, definition: str) -> None:
        terms = ", ".join(term for term in self._terms if term)
        self._terms.clear()
        between = " " if _SENTENCE_END.search(terms) else ": "
        line = f"{terms}{between}{definition}" if terms and definition else terms or definition
        self._writer.text(line, self._anchor)
