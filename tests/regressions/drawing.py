"""PDFs drawn piece by piece: words in several sizes and heights, large initials, forms."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Final

from reportlab.pdfgen.canvas import Canvas

FONT: Final = "Times-Roman"
PROSE: Final = "Ordinary prose about community work fills this page with words, and it goes on for a while."

Piece = tuple[str, float, float]  # text, size of type, how far above the baseline


def drawn(*draw: Callable[[Canvas], None], title: str | None = None) -> bytes:
    """Return a PDF with a page for each of *draw*."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=True)
    if title is not None:
        canvas.setTitle(title)
    for one in draw:
        one(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def prose(canvas: Canvas, y: float, lines: int = 6) -> None:
    """Draw lines of text, so that the page has a usual size of type."""
    canvas.setFont(FONT, 11)
    for row in range(lines):
        canvas.drawString(72, y - 14 * row, PROSE)


def pieces(canvas: Canvas, y: float, line: Sequence[Piece], *, rise: bool = False) -> None:
    """Draw one line of pieces side by side: each moved up, or with *rise* as text that rises."""
    if rise:
        text = canvas.beginText(72, y)
        for words, size, up in line:
            text.setFont(FONT, size)
            text.setRise(up)
            text.textOut(words)
        canvas.drawText(text)
        return
    x = 72.0
    for words, size, up in line:
        canvas.setFont(FONT, size)
        canvas.drawString(x, y + up, words)
        x += canvas.stringWidth(words, FONT, size)


def initial(
    canvas: Canvas, letters: str, rest: Sequence[str], *, lines: int, first: bool = True, space: float = 0.0
) -> None:
    """Draw *letters* so many *lines* high at the top of a paragraph, before (*first*) or behind the text of it."""
    size = (14 * (lines - 1) + 11 * 0.7) / 0.68
    beside = 72 + canvas.stringWidth(letters, FONT, size) + 3

    def draw_letters() -> None:
        canvas.setFont(FONT, size)
        canvas.drawString(72, 700 - 14 * (lines - 1), letters)

    if first:
        draw_letters()
    canvas.setFont(FONT, 11)
    for row, text in enumerate(rest):
        canvas.drawString(beside + space * (not row) if row < lines else 72, 700 - 14 * row, text)
    if not first:
        draw_letters()
