"""A seed in, guidebooks as designers make them out: PDFs of several layouts, every paragraph with words of its own."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from reportlab.lib.colors import grey, lightgrey
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import landscape, letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    FrameBreak,
    NextPageTemplate,
    PageBreak,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)
from reportlab.platypus.doctemplate import BaseDocTemplate, PageTemplate
from reportlab.platypus.flowables import Flowable
from reportlab.platypus.frames import Frame

COMMON = "crisis team officer dispatch caller training report policy review supervisor community safety response contact record night weather vehicle family court".split()  # fmt: skip
PLAIN = "the of and to in a for on with as by at from is are was that this it be must may should each when where who before after".split()  # fmt: skip
SYLLABLES = "ba ke do mi ru sa te lo vi nu pa ge ho ri mu".split()
FRONT = 2  # pages numbered i, ii

BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=10.5, leading=14, alignment=TA_JUSTIFY, spaceAfter=6, hyphenationLang="en_US")  # fmt: skip
LARGE = ParagraphStyle("large", BODY, fontSize=16, leading=22)
NOTE = ParagraphStyle("note", BODY, fontSize=7.5, leading=9, textColor=grey)
CHAPTER = ParagraphStyle("chapter", fontName="Helvetica-Bold", fontSize=20, leading=26, spaceAfter=12)
SECTION = ParagraphStyle("section", fontName="Helvetica-Bold", fontSize=13, leading=17, spaceAfter=4)


@dataclass(frozen=True, slots=True)
class Guidebook:
    """A PDF, and what can be asked of it."""

    path: Path
    rare: tuple[str, ...]  # words that stand in one paragraph alone
    runs: tuple[str, ...]  # words that stand side by side


class Writer:
    """Writes sentences; no paragraph is like another."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311  # not for secrets
        self.rare: list[str] = []
        self.runs: list[str] = []
        self._numbers = count(seed * 4000)

    def rare_word(self) -> str:
        """Return a word that was not used before."""
        number, made = next(self._numbers), ""
        for _ in range(5):
            number, syllable = divmod(number, len(SYLLABLES))
            made += SYLLABLES[syllable]
        self.rare.append(made)
        return made

    def sentence(self) -> str:
        """Return a sentence of common words, some of them side by side in no other."""
        said = [
            self.chance.choice(PLAIN if self.chance.random() < 0.5 else COMMON)
            for _ in range(self.chance.randint(6, 18))
        ]
        start = self.chance.randrange(len(said) - 3)
        self.runs.append(" ".join(said[start : start + 3]))
        return f"{' '.join(said).capitalize()}."

    def paragraph(self, sentences: int = 4) -> str:
        """Return a paragraph with two words of its own."""
        said = [self.sentence() for _ in range(self.chance.randint(1, sentences))]
        return f"The {self.rare_word()} of a {self.rare_word()}. {' '.join(said)}"


class Drawing(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A page's worth of shapes, without a word."""

    def __init__(self) -> None:
        super().__init__()
        self.width, self.height = 300.0, 300.0

    def draw(self) -> None:
        """Draw it."""
        for step in range(0, 300, 30):
            self.canv.rect(step, step / 2, 20, 20, fill=1)


def guidebooks(folder: Path, pages: int) -> Iterator[Guidebook]:
    """Write and yield guidebooks in *folder*, until there are *pages* pages."""
    written = 0
    for seed, layout in zip(
        count(1), (("plain", "columns", "boxes", "slides", "notes") * pages), strict=False
    ):
        writer = Writer(seed)
        path = folder / f"{layout}-{seed}.pdf"
        written += _write(path, layout, writer)
        yield Guidebook(path, tuple(writer.rare), tuple(writer.runs))
        if written >= pages:
            return


def _write(path: Path, layout: str, writer: Writer) -> int:
    size = landscape(letter) if layout == "slides" else letter
    width, height = size
    inner = width - 144
    frames = {
        "one": [Frame(72, 72, inner, height - 144, id="only")],
        "two": [
            Frame(72 + at * (inner / 2 + 9), 72, inner / 2 - 9, height - 144, id=str(at)) for at in range(2)
        ],
    }
    document = BaseDocTemplate(str(path), pagesize=size, title=f"Guide {path.stem}", invariant=1)
    document.addPageTemplates(
        [
            PageTemplate(id=name, frames=held, onPage=partial(_furnished, title=path.stem))
            for name, held in frames.items()
        ]
    )
    document.build(list(_story(layout, writer)), canvasmaker=_Labelled)
    return int(document.page)


class _Labelled(Canvas):  # type: ignore[misc]  # reportlab has no types
    """Pages i, ii, then 1, 2, 3: as the file says, too."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.addPageLabel(0, "ROMAN_LOWER", 1)
        self.addPageLabel(FRONT, "ARABIC", 1)


def _furnished(canvas: Canvas, document: BaseDocTemplate, title: str) -> None:
    """Draw a running header, and the number of the page."""
    canvas.setFont("Helvetica", 8)
    number = document.page
    canvas.drawString(72, 40, f"Guide {title}")
    canvas.drawRightString(
        document.pagesize[0] - 72, 40, "i" * number if number <= FRONT else str(number - FRONT)
    )


def _story(layout: str, writer: Writer) -> Iterator[Any]:
    yield Paragraph(f"Guide to {writer.rare_word()}", CHAPTER)
    yield PageBreak()
    yield Paragraph("About This Guide", CHAPTER)
    yield Paragraph(writer.paragraph(), BODY)
    yield NextPageTemplate("two" if layout == "columns" else "one")
    yield PageBreak()
    style = LARGE if layout == "slides" else BODY
    for chapter in range(1, 6):
        yield Paragraph(f"{chapter}. {writer.rare_word().capitalize()} and Practice", CHAPTER)
        for section in range(6):
            yield Paragraph(f"Section on {writer.rare_word()}", SECTION)
            yield from (Paragraph(writer.paragraph(), style) for _ in range(writer.chance.randint(3, 7)))
            if layout == "boxes":
                yield from _boxes(writer)
            if layout == "notes":
                yield Paragraph(f"{section + 1}. {writer.paragraph(1)}", NOTE)
        if layout in {"plain", "notes"} and chapter == 3:
            yield from (PageBreak(), Drawing())
        yield FrameBreak() if layout == "columns" else PageBreak()


def _boxes(writer: Writer) -> Iterator[Any]:
    """Yield a table, a box and a list."""
    rows = [["Question", "Measure"], *([writer.rare_word(), writer.sentence()] for _ in range(3))]
    cells = [[Paragraph(cell, BODY) for cell in row] for row in rows]
    yield Table(cells, colWidths=[130, 320], style=TableStyle([("GRID", (0, 0), (-1, -1), 0.5, grey)]))
    yield Spacer(1, 8)
    box = [[Paragraph(writer.paragraph(2), BODY)]]
    yield Table(box, colWidths=[450], style=TableStyle([("BACKGROUND", (0, 0), (-1, -1), lightgrey)]))
    yield Spacer(1, 8)
    yield from (Paragraph(writer.paragraph(1), BODY, bulletText="•") for _ in range(3))
