"""Render the sample guidebooks in this folder to PDF.

Each Markdown file beside this script that begins with ``@title`` becomes ``../guides/<name>.pdf``:

* ``@title``, ``@subtitle``, ``@notice`` and ``@accent`` (a color) describe the cover;
* ``@front`` starts the front matter (pages i, ii, iii), ``@body`` the body (pages 1, 2, 3);
* ``#`` is a chapter, ``##`` a section, ``- `` a list item (two spaces nest it),
  ``- [ ]`` a checklist item, ``| a | b |`` a table row (the first row is its heading);
* ``@drawing`` and the shapes below it (in points from the lower left) make a page without text.

The same sources and library versions (reportlab, pyphen) give the same files, byte for byte.
"""

from __future__ import annotations

import math
import os
import re
from functools import partial
from itertools import pairwise
from pathlib import Path

from reportlab.lib.colors import Color, HexColor, white
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import inch
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, NextPageTemplate, PageBreak, Paragraph, Spacer, Table
from reportlab.platypus.doctemplate import BaseDocTemplate, PageTemplate
from reportlab.platypus.frames import Frame
from reportlab.platypus.tableofcontents import TableOfContents

HERE = Path(__file__).resolve().parent
GUIDES = HERE.parent / "guides"
AUTHOR = "Fieldguide sample library"
FIXED_TIME = "1767268800"  # 1 January 2026, 12:00 UTC: the creation date of every guide
WIDTH, HEIGHT = letter
MARGIN = 1.25 * inch
TEXT_WIDTH, TEXT_HEIGHT = WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN
INK, GREY, RULE = HexColor("#1d2327"), HexColor("#5c666d"), HexColor("#c5ccd0")
ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")

SERIF = ParagraphStyle("serif", fontName="Times-Roman", fontSize=11, leading=15, textColor=INK)
SANS = ParagraphStyle("sans", fontName="Helvetica-Bold", textColor=INK, keepWithNext=1)
HYPHENS = {"hyphenationLang": "en_US", "hyphenationMinWordLength": 5, "allowWidows": 0, "allowOrphans": 0}
BODY = ParagraphStyle("body", SERIF, alignment=TA_JUSTIFY, spaceAfter=7, **HYPHENS)
CELL = ParagraphStyle("cell", SERIF, fontSize=10, leading=12.5)
NOTICE = ParagraphStyle("notice", SERIF, fontName="Times-Italic", fontSize=13, leading=18)
CHAPTER = ParagraphStyle("chapter", SANS, fontSize=24, leading=29, spaceAfter=18)
SECTION = ParagraphStyle("section", SANS, fontSize=14.5, leading=18, spaceBefore=11, spaceAfter=5)
EYEBROW = ParagraphStyle("eyebrow", SANS, fontName="Helvetica", fontSize=10, leading=14, textColor=GREY)
COVER = ParagraphStyle("cover", SANS, fontSize=42, leading=48, textColor=white)
SUBTITLE = ParagraphStyle("subtitle", COVER, fontSize=19)
CONTENTS = [
    ParagraphStyle("contents0", SERIF, fontName="Times-Bold", leading=14, spaceBefore=6),
    ParagraphStyle("contents1", SERIF, fontSize=10.5, leading=13, leftIndent=16),
]


def page_label(number: int) -> str:
    """Return the printed label of a page; front matter is numbered below zero."""
    return ROMAN[-number] if number < 0 else str(number)


def inline(text: str) -> str:
    """Turn ``**bold**`` into reportlab markup and protect its special characters."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", text)


def list_item(line: str, space_after: int) -> Flowable:
    """Return one list item; its indent gives the level."""
    level = (len(line) - len(line.lstrip())) // 2
    text, bullet, font = line.strip()[2:], "•–"[level], "Times-Roman"
    if text.startswith("[ ] "):
        text, bullet, font = text[4:], "❏", "ZapfDingbats"
    left = 18 * (level + 1)
    look = {"leftIndent": left, "bulletIndent": left - 14, "bulletFontName": font, "spaceAfter": space_after}
    return Paragraph(inline(text), ParagraphStyle("item", BODY, **look), bulletText=bullet)


def table(lines: list[str], accent: Color) -> Flowable:
    """Return a table with wider columns for longer texts."""
    rows = [[cell.strip() for cell in line.strip("| ").split("|")] for line in lines]
    shares = [math.sqrt(max(map(len, column))) for column in zip(*rows, strict=True)]
    rows[0] = [f"**{cell}**" for cell in rows[0]]
    look = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (0, -1), 0)]
    rules = [("LINEBELOW", (0, 0), (-1, 0), 1.2, accent), ("LINEBELOW", (0, 1), (-1, -1), 0.4, RULE)]
    cells = [[Paragraph(inline(cell), CELL) for cell in row] for row in rows]
    widths = [TEXT_WIDTH * share / sum(shares) for share in shares]
    return Table(cells, widths, style=[*look, *rules], repeatRows=1, spaceBefore=4, spaceAfter=12)


def draw_polygon(canvas: Canvas, points: list[tuple[float, float]]) -> None:
    """Draw a closed, filled polygon."""
    path = canvas.beginPath()
    path.moveTo(*points[-1])
    for point in points:
        path.lineTo(*point)
    path.close()
    canvas.drawPath(path, fill=1)


def draw_shapes(lines: list[str], accent: Color, canvas: Canvas, _doc: BaseDocTemplate) -> None:
    """Draw the shapes of a ``@drawing`` block: a word and its numbers on each line."""
    tint = Color(*(0.84 + 0.16 * part for part in accent.rgb()))
    canvas.setStrokeColor(accent)
    canvas.setLineWidth(2)
    for line in lines:
        shape, *words = line.split()
        numbers = [float(word) for word in words]
        points = list(zip(numbers[::2], numbers[1::2], strict=False))
        canvas.setFillColor(tint)
        if shape == "box":
            canvas.roundRect(*numbers, fill=1)
        elif shape == "circle":
            canvas.circle(*numbers, fill=1)
        elif shape == "polygon":
            draw_polygon(canvas, points)
        else:
            canvas.lines([(*start, *end) for start, end in pairwise(points)])
        if shape == "arrow":
            (x0, y0), (x, y) = points[-2:]
            turns = [math.atan2(y - y0, x - x0) + turn for turn in (2.7, -2.7)]
            sides = [(x + 11 * math.cos(turn), y + 11 * math.sin(turn)) for turn in turns]
            canvas.setFillColor(accent)
            draw_polygon(canvas, [(x, y), *sides])


class Guide:
    """One guidebook on its way from source to PDF."""

    def __init__(self, source: Path) -> None:
        cover, _, text = source.read_text(encoding="utf-8").partition("@front")
        self.meta = dict(line[1:].split(" ", 1) for line in cover.strip().splitlines())
        self.blocks = [block.strip("\n").splitlines() for block in text.strip().split("\n\n")]
        self.running = ""
        self.accent = HexColor("#" + self.meta["accent"])
        self.target = GUIDES / f"{source.stem}.pdf"
        self.front_pages = self.headings = self.chapters = 0
        title = f"{self.meta['title']}: {self.meta['subtitle']}"
        about = {"title": title, "author": AUTHOR, "creator": AUTHOR, "subject": self.meta["notice"]}
        self.doc = BaseDocTemplate(str(self.target), pagesize=letter, invariant=1, lang="en-US", **about)
        self.doc.beforeDocument = self._before_pass
        self.doc.afterFlowable = self._after_flowable
        self._add_template("cover", onPage=self._draw_cover)
        self._add_template("text", onPageEnd=self._draw_furniture)

    def render(self) -> Path:
        """Write the PDF and return its path."""
        story = [flowable for block in self.blocks for flowable in self._flow(block)]
        self.doc.multiBuild([NextPageTemplate("text"), *story])
        return self.target

    def _add_template(self, name: str, **hooks: object) -> None:
        frame = Frame(MARGIN, MARGIN, TEXT_WIDTH, TEXT_HEIGHT, 0, 0, 0, 0)
        self.doc.addPageTemplates(PageTemplate(name, [frame], **hooks))

    def _flow(self, block: list[str]) -> list[Flowable]:
        kind, _, rest = block[0].strip().partition(" ")
        if kind in {"#", "##"}:
            return self._heading(rest, len(kind) - 1)
        if kind == "-":
            return [list_item(line, 8 if line is block[-1] else 4) for line in block]
        if kind == "|":
            return [table(block, self.accent)]
        if kind == "@body":
            flat = [(f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("TOP", "BOTTOM", "LEFT", "RIGHT")]
            look = {"levelStyles": CONTENTS, "tableStyle": flat, "formatter": page_label}
            heading, self.chapters = self._heading("Contents", 0), 1
            return [*heading, TableOfContents(dotsMinLevel=0, **look)]
        if kind == "@drawing":
            name = f"drawing {len(self.doc.pageTemplates)}"
            self._add_template(name, onPage=partial(draw_shapes, block[1:], self.accent))
            return [NextPageTemplate(name), PageBreak(), Spacer(1, 1), NextPageTemplate("text")]
        return [Paragraph(inline(" ".join(block)), BODY)]

    def _heading(self, title: str, level: int) -> list[Flowable]:
        number, self.headings = (0 if level else self.chapters), self.headings + 1
        key, name = f"h{self.headings}", f"{number}. {title}" if number else title
        style = SECTION if level else ParagraphStyle("chapter", CHAPTER, textColor=self.accent)
        flowable = Paragraph(f'<a name="{key}"/>{inline(title)}', style)
        flowable.heading = (title, name, level, key)  # for the outline, the contents and the header
        if number:
            self.chapters += 1
            return [PageBreak(), Paragraph(f"Chapter {number}", EYEBROW), flowable]
        return [flowable] if level else [PageBreak(), flowable]

    def _number(self) -> int:
        return int(self.doc.page - self.front_pages) if self.front_pages else -int(self.doc.page)

    def _before_pass(self) -> None:
        self.front_pages = 0
        self.doc.canv.addPageLabel(0, style="ROMAN_LOWER", start=1)

    def _after_flowable(self, flowable: Flowable) -> None:
        if not hasattr(flowable, "heading"):
            return
        title, name, level, key = flowable.heading
        if name != title and not self.front_pages:  # the first chapter with a number starts the body
            self.front_pages = self.doc.page - 1
            self.doc.canv.addPageLabel(self.front_pages, style="ARABIC", start=1)
        if level == 0:
            self.running = title
        self.doc.canv.addOutlineEntry(name, key, level)
        if title != "Contents":
            self.doc.notify("TOCEntry", (level, name, self._number(), key))

    def _draw_cover(self, canvas: Canvas, _doc: BaseDocTemplate) -> None:
        canvas.setFillColor(self.accent)
        canvas.rect(0, HEIGHT * 0.42, WIDTH, HEIGHT * 0.58, stroke=0, fill=1)
        texts = [self.meta["title"].replace(" of ", " of\u00a0"), self.meta["subtitle"], self.meta["notice"]]
        places = [(COVER, HEIGHT * 0.55), (SUBTITLE, HEIGHT * 0.46), (NOTICE, HEIGHT * 0.33)]
        for text, (style, bottom) in zip(texts, places, strict=True):
            paragraph = Paragraph(inline(text), style)
            paragraph.wrapOn(canvas, TEXT_WIDTH * 0.95, HEIGHT)
            paragraph.drawOn(canvas, MARGIN, bottom)
        canvas.setFillColor(GREY)
        canvas.setFont("Helvetica", 10)
        canvas.drawString(MARGIN, MARGIN, AUTHOR)

    def _draw_furniture(self, canvas: Canvas, _doc: BaseDocTemplate) -> None:
        canvas.setStrokeColor(RULE)
        canvas.setFillColor(GREY)
        canvas.setFont("Helvetica", 8.5)
        header = (HEIGHT - MARGIN + 18, 7, self.meta["title"], self.running)
        footer = (MARGIN - 18, -14, page_label(self._number()), "Sample guidebook")
        for rule, rise, start, end in (header, footer):
            canvas.line(MARGIN, rule, WIDTH - MARGIN, rule)
            canvas.drawString(MARGIN, rule + rise, start)
            canvas.drawRightString(WIDTH - MARGIN, rule + rise, end)


def main() -> None:
    """Render every guidebook source in this folder."""
    os.environ["SOURCE_DATE_EPOCH"] = FIXED_TIME
    GUIDES.mkdir(exist_ok=True)
    for source in sorted(HERE.glob("*.md")):
        if source.read_text(encoding="utf-8").startswith("@title"):
            print(Guide(source).render())


if __name__ == "__main__":
    main()
