"""Reads Markdown files: text under its headings; anchors are the slugs that GitHub makes."""

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from indexer.readers.blocks import Block, BlockWriter, verbatim
from indexer.readers.front_matter import split_front_matter
from indexer.readers.markup import Markup, separate_raised_marks
from indexer.readers.outcome import ReadResult
from indexer.readers.passages import passages_from_blocks
from indexer.readers.text import decoded
from indexer.readers.titles import printed_title

_NOT_IN_SLUG: Final = re.compile(r"[^\w\- ]")


def read_markdown(data: bytes, where: str) -> ReadResult:
    """Return the text of a Markdown file; its title is that of the front matter, else the first heading."""
    front, text = split_front_matter(decoded(data, where).replace("\r\n", "\n"))
    page = _MarkdownPage()
    blocks = page.blocks(MarkdownIt("commonmark").enable("table").parse(text))
    title = printed_title(front.title) if front.title else None
    return ReadResult(
        format="markdown",
        title=title or page.first_heading,
        passages=passages_from_blocks(blocks),
        summary=front.summary,
        types=front.types,
        topics=front.topics,
        year=front.year,
        language=front.language,
        properties=front.properties,
    )


class _MarkdownPage:
    """Walks through the parser's tokens and keeps track of lists, table rows and anchors."""

    def __init__(self) -> None:
        self.first_heading: str | None = None
        self._writer = BlockWriter()
        self._markup = Markup()
        self._slugs: dict[str, int] = {}
        self._anchor: str | None = None
        self._lists: list[int | None] = []  # next number of each list around; None: bullets
        self._bullet: str | None = None  # of the item just begun
        self._row: list[str] | None = None  # cells so far

    def blocks(self, tokens: list[Token]) -> tuple[Block, ...]:
        """Return the text of *tokens* as blocks."""
        heading = 0
        for token in tokens:
            kind = token.type
            if kind == "heading_open":
                heading = int(token.tag[1:])
            elif kind == "inline":
                self._inline(separate_raised_marks(_plain(token, self._markup)), heading)
                self._markup.end_block()
                heading = 0
            elif kind == "html_block":
                self._lines(self._markup.text(token.content))
            elif kind in {"fence", "code_block"}:
                if not self._markup.hidden:
                    self._writer.text(verbatim(token.content.strip("\n")), self._anchor)
            else:
                self._structure(token)
        return self._writer.finish()

    def _structure(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open":
                self._lists.append(None)
            case "ordered_list_open":
                self._lists.append(int(token.attrGet("start") or 1))
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "list_item_open":
                number = self._lists[-1]
                self._bullet = "• " if number is None else f"{number}. "
                self._lists[-1] = None if number is None else number + 1
            case "list_item_close":
                self._bullet = None
            case "tr_open":
                self._row = []
            case "tr_close":
                cells, self._row = self._row or [], None
                self._line(" | ".join(cell for cell in cells if cell))

    def _inline(self, text: str, heading: int) -> None:
        if heading:
            line = " ".join(text.split())
            self.first_heading = self.first_heading or printed_title(line)
            self._anchor = self._slug(line)
            self._writer.heading(heading, line, self._anchor)
        elif self._row is not None:
            self._row.append(" ".join(text.split()))
        else:
            self._lines(text)

    def _lines(self, text: str) -> None:
        for line in text.split("\n"):
            self._line(" ".join(line.split()))

    def _line(self, line: str) -> None:
        if not line:
            return
        indent = "  " * (len(self._lists) - 1)
        if self._bullet is not None:
            line, self._bullet = indent + self._bullet + line, None
        elif self._lists:
            line = f"{indent}  {line}"
        self._writer.text(line, self._anchor)

    def _slug(self, heading: str) -> str:
        """Return the anchor that GitHub gives *heading*: the second "Notes" is "notes-1"."""
        slug = _NOT_IN_SLUG.sub("", heading.lower()).replace(" ", "-")
        seen = self._slugs.get(slug, 0)
        self._slugs[slug] = seen + 1
        return f"{slug}-{seen}" if seen else slug


def _plain(token: Token, markup: Markup) -> str:
    """Return inline text without its markup; a hard line break is kept, a soft one is a space."""
    parts: list[str] = []
    for child in token.children or ():
        if child.type == "html_inline":
            parts.append(markup.tag(child.content))
        elif markup.hidden:
            continue
        elif child.type in {"text", "code_inline", "text_special"}:
            parts.append(child.content)
        elif child.type == "image":
            parts.append(_plain(child, markup))
        elif child.type == "softbreak":
            parts.append(" ")
        elif child.type == "hardbreak":
            parts.append("\n")
    return "".join(parts)
