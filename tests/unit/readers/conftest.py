"""PDFs drawn line by line, so that a test says exactly where what stands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

HEIGHT, LEFT = 792, 72


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One line: where it begins, how large it is."""

    text: str
    y: float
    x: float = LEFT
    size: float = 11


def lines(*texts: str, top: float = 700, leading: float = 14, size: float = 11) -> list[Drawn]:
    """Lines below each other; an empty one leaves a gap."""
    return [Drawn(text=text, y=top - leading * row, size=size) for row, text in enumerate(texts) if text]


@pytest.fixture
def below() -> Callable[..., list[Drawn]]:
    return lines


@pytest.fixture
def at() -> Callable[..., Drawn]:
    return lambda text, y, x=LEFT, size=11: Drawn(text=text, y=y, x=x, size=size)


@pytest.fixture
def pdf() -> Callable[..., bytes]:
    """A PDF of pages of drawn lines; an outline is (title, level from 0, page from 0, y or None)."""

    def draw(
        *pages: Sequence[Drawn],
        outline: Sequence[tuple[str, int, int, float | None]] = (),
        labels: Sequence[tuple[int, str, int]] = (),
        title: str | None = None,
        password: str | None = None,
        scan: bool = False,
        lang: str | None = None,
    ) -> bytes:
        out = BytesIO()
        encrypt = StandardEncryption(password) if password else None
        canvas = Canvas(out, pagesize=(612, HEIGHT), encrypt=encrypt, invariant=True, lang=lang)
        canvas.setTitle(title or "untitled")
        for page, style, start in labels:
            canvas.addPageLabel(page, style=style, start=start)
        for number, page_lines in enumerate(pages):
            for name, level, page, y in outline:
                if page == number:
                    canvas.bookmarkHorizontal(name, 0, y if y is not None else HEIGHT)
                    canvas.addOutlineEntry(name, name, level)
            for line in page_lines:
                canvas.setFont("Times-Roman", line.size)
                canvas.drawString(line.x, line.y, line.text)
            if scan:
                canvas.drawImage(ImageReader(_grey()), 50, 50, 500, 700)
            canvas.showPage()
        canvas.save()
        return out.getvalue()

    return draw


def _grey() -> BytesIO:
    from PIL import Image  # noqa: PLC0415 - reportlab brings it

    out = BytesIO()
    Image.new("L", (40, 60), 200).save(out, "PNG")
    out.seek(0)
    return out
