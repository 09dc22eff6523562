"""A footnote's mark stands raised behind a word, without a gap.

Reported: a PDF read "protocol12" for "protocol" with the note 12, and "councila" for one with the note a, and nobody who
looked for the word found it. "10 m2" and "H2O" are whole words and must stay so.
"""

from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

from indexer.readers.html.reader import read_html
from indexer.readers.pdf.reader import read_pdf
from indexer.readers.text import read_text
from tests.regressions.drawing import Piece, drawn, pieces, prose
from tests.regressions.folder_of_files import Folder

# How programs set a mark: its size and how far up, under text of 11 points.
HOW = [(6.0, 4.0), (7.0, 3.5), (5.0, 6.0), (8.0, 3.0), (6.5, 5.5), (8.0, 5.0)]


def page(*lines: list[Piece], rise: bool) -> bytes:
    def draw(canvas: Canvas) -> None:
        prose(canvas, 700)
        for row, line in enumerate(lines):
            pieces(canvas, 560 - 14 * row, line, rise=rise)
        prose(canvas, 300)

    return drawn(draw)


def text(data: bytes) -> str:
    return " ".join(" ".join(one.text for one in read_pdf(data, "guide.pdf").passages).split())


@pytest.mark.parametrize("rise", [False, True], ids=["moved", "raised"])
@pytest.mark.parametrize(("size", "up"), HOW)
def test_a_raised_mark_stands_apart_from_its_word(size: float, up: float, *, rise: bool) -> None:
    def mark(sign: str) -> Piece:
        return sign, size, up

    read = text(
        page(
            [("Follow the dispatch", 11, 0), mark("1"), (" and the protocol", 11, 0), mark("12"), (", which the", 11, 0)],
            [("council", 11, 0), mark("a"), (" saw in 2019", 11, 0), mark("3"), (" and said “so”", 11, 0), mark("4"), (".", 11, 0)],
            [("It has a dagger", 11, 0), mark("†"), (", a star", 11, 0), mark("*"), (" and the last word", 11, 0), mark("iv")],
            [mark("12"), ("Smith says so in a book.", 9, 0)],
            rise=rise,
        )
    )  # fmt: skip

    assert (
        "Follow the dispatch 1 and the protocol 12, which the council a saw in 2019 3 and said “so” 4. "
        "It has a dagger †, a star * and the last word iv" in read
    )
    assert "12 Smith says so in a book." in read


@pytest.mark.parametrize("rise", [False, True], ids=["moved", "raised"])
@pytest.mark.parametrize(("size", "up"), HOW)
def test_what_is_raised_or_lowered_in_a_word_stays_in_it(size: float, up: float, *, rise: bool) -> None:
    def small(sign: str, by: float = up) -> Piece:
        return sign, size, by

    read = text(
        page(
            [("It is 10 m", 11, 0), small("2"), (" large, or 5 km", 11, 0), small("2"), (", with H", 11, 0), small("2", -2), ("O and CO", 11, 0), small("2", -2), (",", 11, 0)],
            [("from May 1", 11, 0), small("st"), (" to the 22", 11, 0), small("nd"), (" of the 21", 11, 0), small("st"), ("-century year", 11, 0)],
            [("by M", 11, 0), small("c"), ("Donald, x", 11, 0), small("2"), (" or 10", 11, 0), small("6"), (" of them.", 11, 0)],
            rise=rise,
        )
    )  # fmt: skip

    assert (
        "It is 10 m2 large, or 5 km2, with H2O and CO2, from May 1st to the 22nd of the 21st-century year"
        in read
    )
    assert "by McDonald, x2 or 106 of them." in read


@pytest.mark.parametrize("alignment", [TA_LEFT, TA_JUSTIFY], ids=["ragged", "justified"])
def test_marks_of_set_paragraphs_stand_apart(alignment: int) -> None:
    style = ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=13, alignment=alignment)
    said = (
        "Officers follow the <b>dispatch</b><super>1</super> and <i>protocol</i><super size=6 rise=4>12</super>, the "
        "council<super>a</super> saw 5 km<super>2</super> of H<sub>2</sub>O, CO<sub>2</sub> on the 1<super>st</super>. "
    )
    out = BytesIO()
    SimpleDocTemplate(out, invariant=1).build(
        [Paragraph(text, style) for text in (said * 3, "<super>1</super>See it.")]
    )

    read = text(out.getvalue())

    assert read.count("dispatch 1 and protocol 12, the council a saw 5 km2 of H2O, CO2 on the 1st.") == 3
    assert read.endswith("1 See it.")


def test_marks_of_web_pages_and_plain_text_stand_apart_too() -> None:
    html = (
        "<main><p>protocol<sup>12</sup>, council<sup><a href=#a>a</a></sup> and rule<sup>1</sup><sup>,</sup><sup>2</sup> "
        "of 10 m<sup>2</sup> on the 1<sup>st</sup>, H<sub>2</sub>O; <sup>3</sup>Smith, "
        "x<sup>2</sup>, force<span style='vertical-align: super'>4</span></p></main>"
    )
    plain = "protocol¹², councilᵃ and rule¹,² of 10 m² on the 1ˢᵗ, H₂O; ³Smith, x², force⁴"

    [read] = [one.text for one in read_html(html.encode(), "a.html").passages]
    [kept] = [one.text for one in read_text(plain.encode(), "a.txt").passages]

    assert read == "protocol 12, council a and rule 1, 2 of 10 m2 on the 1st, H2O; 3 Smith, x2, force 4"
    assert kept == "protocol ¹², council ᵃ and rule ¹,² of 10 m² on the 1ˢᵗ, H₂O; ³ Smith, x², force ⁴"


def test_words_with_marks_are_found(tmp_path: Path) -> None:
    draw = partial(page, rise=True)
    folder = Folder(
        tmp_path,
        {
            "a.pdf": draw([("our dispatchword", 11, 0), ("1", 6, 4), (" and", 11, 0), (" protocolword", 11, 0), ("a", 6, 4)]),
            "b.html": "<main>dispatchword<sup>1</sup> and protocolword<sup>a</sup></main>",
            "c.txt": "dispatchword¹ and protocolwordᵃ",
        },
    )  # fmt: skip

    assert folder.found("dispatchword") == folder.found("protocolword") == ["a-pdf", "b-html", "c-txt"]
