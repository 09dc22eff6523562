"""Pages as designers and their programs make them: columns, wrapped cells, footnotes, ligatures, turned pages, labels."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from indexer.readers.pdf.reader import read_pdf

Draw = Callable[..., bytes]
At = Callable[..., Any]
COLUMNS = [
    [
        "The first column tells how a team",
        "is asked for by the people who",
        "take the calls, and why it should",
        "be asked for sooner than it mostly",
        "is by the officers who arrive first.",
    ],
    [
        "The second column tells what the",
        "team does at the door, what it has",
        "with it and how long it stays when",
        "nobody is hurt and somebody can",
        "stay with the person afterwards.",
    ],
    [
        "The third column tells who writes",
        "down what was said, where that is",
        "kept, and for how many years it is",
        "kept there before it is burned and",
        "the list is struck from the books.",
    ],
]


def texts(data: bytes) -> list[str]:
    return [passage.text for passage in read_pdf(data, "guide.pdf").passages]


@pytest.mark.parametrize("across", [True, False], ids=["line by line", "column by column"])
@pytest.mark.parametrize("count", [2, 3])
def test_columns_are_read_one_after_another(count: int, pdf: Draw, at: At, *, across: bool) -> None:
    columns = [
        [at(text, y=700 - 12 * row, x=40 + 190 * column, size=10) for row, text in enumerate(lines)]
        for column, lines in enumerate(COLUMNS[:count])
    ]
    page = (
        [line for row in zip(*columns, strict=True) for line in row]
        if across
        else [line for column in columns for line in column]
    )

    text = " ".join(texts(pdf(page))).replace("\n", " ")

    assert text == " ".join(" ".join(lines) for lines in COLUMNS[:count])


TABLE = [
    [["Voice"], ["Distress, grief and loneliness, as", "long as no one is hurt"], ["By telephone"]],
    [
        ["Team"],
        ["Thoughts of suicide without an", "attempt that is under way,", "confusion"],
        ["At the door,", "alone"],
    ],
]


@pytest.mark.parametrize("across", [True, False], ids=["line by line", "cell by cell"])
def test_the_lines_of_a_cell_stay_together(pdf: Draw, at: At, *, across: bool) -> None:
    page, y = [], 700
    for row in TABLE:
        lines = [
            at(text, y=y - 12 * number, x=72 + 140 * column + 60 * (column > 1), size=10)
            for column, cell in enumerate(row)
            for number, text in enumerate(cell)
        ]
        page += sorted(lines, key=lambda line: -line.y) if across else lines
        y -= 12 * max(len(cell) for cell in row) + 8

    assert texts(pdf(page)) == ["\n".join(" | ".join(" ".join(cell) for cell in row) for row in TABLE)]


def test_short_rows_of_a_table_stay_rows(pdf: Draw, at: At) -> None:
    rows = [
        ("integer", "int"),
        ("ordered pair", "pair"),
        ("character string", "string"),
        ("no value", "void"),
    ]
    page = [
        at(text, y=700 - 12 * r, x=72 + 200 * c, size=10)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    ]

    assert texts(pdf(page)) == ["\n".join(" | ".join(row) for row in rows)]


def test_a_footnote_comes_after_the_text(pdf: Draw, below: Callable[..., Any], at: At) -> None:
    body = ["An officer who arrives first should look before walking up to", "the door, as the manual says.1"]
    page = [*below(*body), at("1 Manual, second edition, page 12.", y=160, size=8)]

    assert texts(pdf(page)) == [f"{' '.join(body)}\n1 Manual, second edition, page 12."]


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        ("ﬁrst oﬃce ﬂow", "first office flow"),
        ("\x0crst o\x0ece di\x0berent", "first office different"),
        ("speci\x1ced o\x1ece e\x1bect \x1dow", "specified office effect flow"),
    ],
    ids=["Unicode", "old TeX fonts", "newer TeX fonts"],
)
def test_ligatures_are_letters_again(signs: str, expected: str) -> None:
    assert texts(named_by_hand(signs)) == [expected]


def named_by_hand(text: str) -> bytes:
    """A page whose font says itself which signs it draws, as TeX's fonts do: any text, control signs too."""
    signs = sorted(set(text))
    codes = {sign: 0x21 + number for number, sign in enumerate(signs)}
    shown = "".join(f"{codes[sign]:02x}" for sign in text)
    named = "".join(f"<{codes[sign]:02x}> <{ord(sign):04x}>\n" for sign in signs)
    cmap = f"begincmap 1 begincodespacerange <00> <ff> endcodespacerange {len(signs)} beginbfchar\n{named}endbfchar endcmap"
    stream = f"BT /F1 11 Tf 72 700 Td <{shown}> Tj ET"
    widths = " ".join(["500"] * len(signs))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        (
            f"<< /Type /Font /Subtype /TrueType /BaseFont /CMR10 /FirstChar 33 /LastChar {32 + len(signs)} /Widths [{widths}] "
            "/ToUnicode 6 0 R >>"
        ),
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
    ]
    body = "%PDF-1.4\n" + "".join(f"{n} 0 obj\n{one}\nendobj\n" for n, one in enumerate(objects, start=1))
    return (body + f"trailer << /Root 1 0 R /Size {len(objects) + 1} >>\n%%EOF\n").encode("ascii")


LINES = [
    "A page that was turned reads as any other: its",
    "lines are joined, and words divided at the end of a li-",
    "ne are whole again.",
]
WHOLE = "A page that was turned reads as any other: its lines are joined, and words divided at the end of a line are whole again."


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_turned_text_reads_as_any_other(degrees: int) -> None:
    assert texts(turned(degrees)) == [f"{WHOLE}\nSecond cell | Third cell"]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_turned_page_reads_as_any_other(degrees: int) -> None:
    document = pdfium.PdfDocument(turned(360 - degrees))
    document[0].set_rotation(degrees)
    out = BytesIO()
    document.save(out)

    assert texts(out.getvalue()) == [f"{WHOLE}\nSecond cell | Third cell"]


def turned(degrees: int) -> bytes:
    """One page whose text is drawn turned to the left about the page's middle."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(600, 600), invariant=True)
    canvas.translate(300, 300)
    canvas.rotate(degrees)
    for number, line in enumerate(LINES):
        canvas.drawString(-200, 150 - 14 * number, line)
    canvas.drawString(-200, 60, "Second cell")
    canvas.drawString(50, 60, "Third cell")
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_words_that_stand_apart_are_divided_where_the_file_has_no_space() -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=True)
    for number in range(4):
        text = canvas.beginText(72, 700 - 14 * number)
        text.setFont("Times-Roman", 11)
        for word in ("two", "ormore".partition("more")[0], "more", "new"):
            text.textOut(word)
            text.moveCursor(0, 0)
            text.setXPos(canvas.stringWidth(word, "Times-Roman", 11) + 2.4)
        canvas.drawText(text)
    canvas.save()

    assert texts(out.getvalue()) == [" ".join(["two or more new"] * 4)]


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ([(0, {"style": "ROMAN_LOWER"}), (2, {"style": "ARABIC"})], ["i", "ii", "1", "2"]),
        ([(0, {"style": "ARABIC", "start": 7})], ["7", "8", "9", "10"]),
        (
            [(0, {"style": "LETTERS_UPPER"}), (1, {"style": "ARABIC", "prefix": "A-"})],
            ["A", "A-1", "A-2", "A-3"],
        ),
        ([(0, {"style": "ROMAN_UPPER", "start": 4})], ["IV", "V", "VI", "VII"]),
        ([], [None] * 4),
    ],
    ids=["roman, then arabic", "from seven", "prefix", "large roman from four", "none"],
)
def test_pages_carry_the_labels_that_the_file_gives(labels: list[Any], expected: list[str | None]) -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=True)
    for page, facts in labels:
        canvas.addPageLabel(page, **facts)
    for number in range(4):
        canvas.drawString(72, 700, f"Words of their own on page {'one two three four'.split()[number]}.")
        canvas.showPage()
    canvas.save()

    assert [one.place.page_label for one in read_pdf(out.getvalue(), "guide.pdf").passages] == expected
